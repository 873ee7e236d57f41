import type { Backend } from '../../schema/vocabulary.ts';
import { rememberedOf } from '../../units/remembered.ts';
import type { Calibration } from './fitted-values.ts';

/**
 * Whether anybody has measured text on a backend, with any engine and on any chip. Chips and engines are alike enough
 * to stand in for each other; what share of its data sheet an unmeasured software reaches, nobody can say.
 */
export function isMeasuredBackend(backend: Backend, calibration: Calibration): boolean {
  const measured = backendsOf(calibration);
  return measured.size === 0 || measured.has(backend);
}

/** None before anything is fitted. */
const backendsOf = rememberedOf(
  ({ parameters }: Calibration): ReadonlySet<string> =>
    new Set(
      Object.values(parameters).flatMap((levels) =>
        Object.keys(levels?.stack ?? {}).map((stack) => stack.slice(stack.indexOf('/') + 1)),
      ),
    ),
);
