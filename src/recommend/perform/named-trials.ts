import { liesWhole } from '../../perf/memory/fit.ts';
import type { TextModel } from '../../schema/model.ts';
import { type Bytes, bytesFromGib, gibAsSold } from '../../units/units.ts';
import type { Setup } from '../setups/setups.ts';
import type { FormatOption } from './format-options.ts';
import { memoryOf, type TextMemory } from './memory.ts';
import { type Trial, tryFormat } from './trial.ts';
import type { TrialContext } from './trial-context.ts';
import { BEST_GRADE, gradeOfWay } from './way-grade.ts';

/** A named model: each setup with its best format, the setup that serves the buyer best first. */
export function namedTrials(context: TrialContext, model: TextModel, setups: readonly Setup[]): Trial[] {
  const perSetup = setups.flatMap((setup) => bestFormat(context, model, setup) ?? []);
  const { yardstick } = context;
  return perSetup.sort(
    (a, b) => grade(context, b) - grade(context, a) || yardstick.ofWay(b.usable) - yardstick.ofWay(a.usable),
  );
}

/** The first of the best grade, in the order people prefer them. */
function bestFormat(context: TrialContext, model: TextModel, setup: Setup): Trial | null {
  let best: Trial | null = null;
  for (const option of context.optionsOf(model, context.need, setup)) {
    const memory = memoryFor(context, option, model, setup);
    const trial = memory && tryFormat(context, model, option, setup, memory);
    if (trial && (best === null || grade(context, trial) > grade(context, best))) best = trial;
    if (best && grade(context, best) === BEST_GRADE) break;
  }
  return best;
}

const grade = (context: TrialContext, { quant, fit, rates }: Trial): number =>
  gradeOfWay(context, { quant, status: fit.status, decode_tok_s: rates?.decode_tok_s ?? null });

/** Null when it does not fit even with an eight-bit cache, which makes every fit a tight one. */
function memoryFor(
  { catalog, need, planOf }: TrialContext,
  option: FormatOption,
  model: TextModel,
  setup: Setup,
): TextMemory | null {
  const plan = option.plan();
  // The weights alone exceed all memory there is: no need to look closer.
  if (plan.weights.total - plan.weights.lookup - plan.weights.ngram > allOf(setup)) return null;
  const memory = memoryOf(plan, need, setup, catalog);
  if (liesWhole(memory.fit.status)) return memory;
  const kv = catalog.engines[setup.engine].eight_bit_cache;
  const small = kv && memoryOf(planOf(model, option.quant, setup.engine, kv), need, setup, catalog);
  if (small && liesWhole(small.fit.status)) return { ...small, fit: { ...small.fit, status: 'tight' } };
  return memory.fit.status === 'no' ? null : memory;
}

/** Memory of the devices and of the host together. */
export function allOf(setup: Setup): Bytes {
  return bytesFromGib(setup.memory.total_gib + gibAsSold(setup.on.host?.ram_gb ?? 0));
}
