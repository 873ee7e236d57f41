import { type Cell, cellsOf, type Part } from './cells.ts';
import { scoreOf } from './curve.ts';
import { blend, type Interval, lnWidths } from './intervals.ts';
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

/** One draw-dependent factor of a cell's value: ln of it is `sign` times the draw, `down` or `up` wide. */
interface Shift {
  readonly z: Float64Array;
  readonly sign: 1 | -1;
  readonly down: number;
  readonly up: number;
}

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
  const drawn: Cell[] = [];
  const shifts: Shift[][] = [];
  let fixed = 0;
  for (const cell of known) {
    const own = shiftsOf(cell, c, price, speed, timed(model, c, cell) ? -1 : 1);
    if (own.length > 0) {
      drawn.push(cell);
      shifts.push(own);
    } else fixed += cell.weight * raise(cell.score ?? 0);
  }
  const scores = drawnSums(drawn, shifts, draws.count, raise);
  const root = model.exponent === 0.5 ? (x: number) => x * x : power(1 / model.exponent);
  for (let d = 0; d < scores.length; d++)
    scores[d] = movedByPoints(100 * root((fixed + (scores[d] as number)) / weight), c.points);
  return scores;
}

/** Σ weight · score^p of the cells that vary, for each draw. One loop for all of it: it is where the time goes. */
function drawnSums(
  cells: readonly Cell[],
  shifts: readonly (readonly Shift[])[],
  count: number,
  raise: (x: number) => number,
): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < cells.length; i++) {
    const { curve, weight, value } = cells[i] as Cell;
    const own = shifts[i] as readonly Shift[];
    const x = value ?? 0;
    const u = curve.log ? Math.log(Math.max(0, x)) : x;
    for (let d = 0; d < count; d++) {
      let by = 0;
      for (let s = 0; s < own.length; s++) {
        const { z, sign, down, up } = own[s] as Shift;
        const draw = sign * (z[d] as number);
        by += draw * (draw < 0 ? down : up);
      }
      const moved = curve.log ? u + by : u * Math.exp(by);
      sums[d] = (sums[d] as number) + weight * raise(scoreOf(curve, moved));
    }
  }
  return sums;
}

/** Speed counted as a time (hours, seconds) has a falling curve: its draws turn round. */
const timed = (model: ScoringModel, c: Uncertain, cell: Cell): boolean => {
  const workload = c.parts[cell.part]?.workload;
  const weighings = workload === undefined ? undefined : model.workloads[workload];
  return weighings?.some((w) => w.criterion === 'speed' && w.curve.b < 0) ?? false;
};

/** The draws that a cell's value depends on; none when it does not vary. */
function shiftsOf(cell: Cell, c: Uncertain, price: Float64Array, speed: Float64Array, sign: 1 | -1): Shift[] {
  const rate = c.speed[cell.part] ?? null;
  const shift = (interval: Interval | null, z: Float64Array, turned: 1 | -1, times: 1 | -1 = 1): Shift[] => {
    const widths = lnWidths(interval, times);
    return widths ? [{ z, sign: turned, ...widths }] : [];
  };
  switch (cell.criterion) {
    case 'price':
      return shift(c.price, price, 1);
    case 'speed':
      return shift(rate, speed, sign);
    case 'ttft':
      return shift(c.ttft[cell.part] ?? null, speed, -1);
    case 'value':
      return [...shift(rate, speed, sign, sign), ...shift(c.price, price, 1, -1)];
    default:
      return [];
  }
}
