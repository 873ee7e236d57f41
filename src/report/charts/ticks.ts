import { grouped, usd } from '../../units/format.ts';

/** Round numbers of a decade, from close to sparse. */
const STEPS = [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]] as const;

/** Round numbers within a span of a scale that multiplies, as many as there is room for. */
export function logTicks([from, to]: readonly [number, number], most: number): number[] {
  const decades = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(from)) + i),
  );
  const all = STEPS.map((steps) =>
    decades.flatMap((d) => steps.map((s) => s * d)).filter((v) => v >= from && v <= to),
  );
  return all.find((ticks) => ticks.length <= most) ?? all.at(-1) ?? [];
}

/** Whole dollars, also of nothing. */
export const usdTick = (v: number): string => (v === 0 ? '$0' : usd(v).replace(/\.00$/, ''));
export const numberTick = (v: number): string =>
  v < 1 ? String(Number(v.toPrecision(2))) : grouped(v, Number.isInteger(v) ? 0 : 1);
