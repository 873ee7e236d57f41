import { type Cell, cellsOf, type Part } from './cells.ts';
import { scoreOf } from './curve.ts';
import { addLnFactors, blend, type Interval } from './intervals.ts';
import type { ScoringModel } from './model.ts';
import { movedByPoints } from './points.ts';
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
  const shift = new Float64Array(draws.count);
  let fixed = 0;
  for (const cell of known) {
    shift.fill(0);
    if (addShifts(shift, cell, c, price, speed, timed(model, c, cell) ? -1 : 1))
      addDrawn(sum, cell, shift, raise);
    else fixed += cell.weight * raise(cell.score ?? 0);
  }
  const root = model.exponent === 0.5 ? (x: number) => x * x : power(1 / model.exponent);
  for (let d = 0; d < sum.length; d++) {
    sum[d] = movedByPoints(100 * root((fixed + (sum[d] as number)) / weight), c.points);
  }
  return sum;
}

function addDrawn(sum: Float64Array, cell: Cell, shift: Float64Array, raise: (x: number) => number): void {
  const { curve, weight } = cell;
  const x = cell.value ?? 0;
  const u = curve.log ? Math.log(Math.max(0, x)) : x;
  for (let d = 0; d < sum.length; d++) {
    const by = shift[d] as number;
    const moved = curve.log ? u + by : u * Math.exp(by);
    sum[d] = (sum[d] as number) + weight * raise(scoreOf(curve, moved));
  }
}

/** Speed counted as a time (hours, seconds) has a falling curve: its draws turn round. */
const timed = (model: ScoringModel, c: Uncertain, cell: Cell): boolean => {
  const workload = c.parts[cell.part]?.workload;
  const weighings = workload === undefined ? undefined : model.workloads[workload];
  return weighings?.some((w) => w.criterion === 'speed' && w.curve.b < 0) ?? false;
};

/** ln of the factor that each draw puts on a cell's value; false when the cell does not vary. */
function addShifts(
  shift: Float64Array,
  cell: Cell,
  c: Uncertain,
  price: Float64Array,
  speed: Float64Array,
  sign: 1 | -1,
): boolean {
  const rate = c.speed[cell.part] ?? null;
  switch (cell.criterion) {
    case 'price':
      return addLnFactors(shift, c.price, price, 1);
    case 'speed':
      return addLnFactors(shift, rate, speed, sign);
    case 'ttft':
      return addLnFactors(shift, c.ttft[cell.part] ?? null, speed, -1);
    case 'value': {
      const gains = addLnFactors(shift, rate, speed, sign, sign);
      const costs = addLnFactors(shift, c.price, price, 1, -1);
      return gains || costs;
    }
    default:
      return false;
  }
}
