import { type Cell, cellsOf, type Part } from './cells.ts';
import { scoreOf } from './curve.ts';
import { blend, type Interval, lnFactors } from './intervals.ts';
import type { ScoringModel } from './model.ts';
import { power } from './power-mean.ts';
import { normals } from './random.ts';

export interface Uncertain {
  readonly id: string;
  readonly parts: readonly Part[];
  readonly points: number;
  readonly price: Interval | null;
  /** The quantity behind the speed criterion, and the wait for the first token, of each part; null: unknown. */
  readonly speed: readonly (Interval | null)[];
  readonly ttft: readonly (Interval | null)[];
  /** Candidates of one group err together: the same chip's calibration, the same market's price. */
  readonly speed_group: string;
  readonly price_group: string;
}

export interface Draws {
  readonly count: number;
  readonly seed: number;
  /** Share of the variance that a group has in common, 0..1. */
  readonly common_price: number;
  readonly common_speed: number;
}

/** Standard-normal draws of a group, the same for all its members. */
export type SharedDraws = (kind: 'price' | 'speed', group: string) => Float64Array;

/** Scores of one candidate over all draws, or null when nothing about it is known. */
export function drawScores(
  model: ScoringModel,
  c: Uncertain,
  draws: Draws,
  shared: SharedDraws,
): Float64Array | null {
  const known = cellsOf(model, c.parts).filter((cell) => cell.score !== null);
  const weight = known.reduce((sum, cell) => sum + cell.weight, 0);
  if (weight === 0) return null;
  const own = (kind: 'price' | 'speed') => normals(draws.seed, `${kind} of ${c.id}`, draws.count);
  const price = blend(own('price'), shared('price', c.price_group), draws.common_price);
  const speed = blend(own('speed'), shared('speed', c.speed_group), draws.common_speed);
  const raise = power(model.exponent);
  const sum = new Float64Array(draws.count);
  let fixed = 0;
  for (const cell of known) {
    const shifts = shiftsOf(model, cell, c, price, speed);
    if (shifts === null) fixed += cell.weight * raise(cell.score ?? 0);
    else addDrawn(sum, cell, shifts, raise);
  }
  const root = model.exponent === 0.5 ? (x: number) => x * x : power(1 / model.exponent);
  return sum.map((s) => Math.max(0, Math.min(100, 100 * root((fixed + s) / weight) + c.points)));
}

function addDrawn(sum: Float64Array, cell: Cell, shifts: Float64Array, raise: (x: number) => number): void {
  const { curve, weight } = cell;
  const x = cell.value ?? 0;
  const u = curve.log ? Math.log(Math.max(0, x)) : x;
  for (let d = 0; d < sum.length; d++) {
    const shift = shifts[d] ?? 0;
    const moved = curve.log ? u + shift : u * Math.exp(shift);
    sum[d] = (sum[d] ?? 0) + weight * raise(scoreOf(curve, moved));
  }
}

/** ln of the factor that each draw puts on a cell's value; null when the cell does not vary. */
function shiftsOf(
  model: ScoringModel,
  cell: Cell,
  c: Uncertain,
  price: Float64Array,
  speed: Float64Array,
): Float64Array | null {
  const part = c.parts[cell.part];
  const rate = c.speed[cell.part] ?? null;
  // Speed counted as a time (hours, seconds) has a falling curve: its draws turn round.
  const timed = (model.workloads[part?.workload ?? 'chat'] ?? []).some(
    (w) => w.criterion === 'speed' && w.curve.b < 0,
  );
  const sign = timed ? -1 : 1;
  if (cell.criterion === 'price') return lnFactors(c.price, price, 1);
  if (cell.criterion === 'speed') return lnFactors(rate, speed, sign);
  if (cell.criterion === 'ttft') return lnFactors(c.ttft[cell.part] ?? null, speed, -1);
  if (cell.criterion !== 'value') return null;
  const gain = lnFactors(rate, speed, sign);
  const cost = lnFactors(c.price, price, 1);
  if (gain === null && cost === null) return null;
  return price.map((_, d) => sign * (gain?.[d] ?? 0) - (cost?.[d] ?? 0));
}
