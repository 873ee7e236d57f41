import { type Interval, lnWidths } from './intervals.ts';
import type { ScoringModel } from './model.ts';
import { movedByPoints } from './points.ts';
import { power } from './power-mean.ts';
import { blend, normals } from './random.ts';
import { sPowerAt, sPowers } from './s-powers.ts';
import { type NeedPart, type WeighedCriterion, weighedCriteria } from './weighed-criteria.ts';

export interface Uncertain {
  readonly id: string;
  readonly parts: readonly NeedPart[];
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

/**
 * One factor of a criterion's value that depends on a draw. Its ln is `down` times the draw below 0 and `up` times the draw
 * above, written without a branch as middle · draw + half · |draw|: a processor cannot foresee the sign of a draw.
 */
interface Shift {
  readonly z: Float64Array;
  readonly middle: number;
  readonly half: number;
}

/**
 * Scores candidates over all draws; null when nothing is known of one. A candidate's scores stand in one list that the
 * next call writes over: thousands of candidates need no memory of their own.
 */
export function drawer(model: ScoringModel, draws: Draws): (c: Uncertain) => Float64Array | null {
  const { exponent } = model;
  const raise = power(exponent);
  const half = exponent === 0.5;
  const prices = blended('price', draws, draws.common_price);
  const speeds = blended('speed', draws, draws.common_speed);
  const scores = new Float64Array(draws.count);
  return (c) => {
    const criteria = weighedCriteria(model, c.parts);
    const price = prices(c.id, c.price_group);
    const speed = speeds(c.id, c.speed_group);
    let weight = 0;
    let fixed = 0;
    scores.fill(0);
    for (const criterion of criteria) {
      if (criterion.score === null) continue;
      weight += criterion.weight;
      const shifts = shiftsOf(criterion, c, price, speed, timed(model, c, criterion) ? -1 : 1);
      if (shifts.length > 0) addDrawn(scores, criterion, shifts, exponent);
      else fixed += criterion.weight * raise(criterion.score);
    }
    if (weight === 0) return null;
    for (let d = 0; d < scores.length; d++) {
      const mean = (fixed + (scores[d] as number)) / weight;
      scores[d] = movedByPoints(100 * (half ? mean * mean : mean ** (1 / exponent)), c.points);
    }
    return scores;
  };
}

/** Standard-normal draws of a candidate that share `common` of their variance with its group's; one list for all calls. */
export function blended(kind: 'price' | 'speed', { count, seed }: Draws, common: number) {
  const into = new Float64Array(count);
  return (id: string, group: string): Float64Array =>
    blend(
      into,
      normals(seed, `${kind} of ${id}`, count),
      normals(seed, `${kind} of the group ${group}`, count),
      common,
    );
}

/** Adds weight · score^exponent of a criterion to each draw. Here the time goes, so it only calls what can be inlined. */
function addDrawn(
  sums: Float64Array,
  { curve, weight, value }: WeighedCriterion,
  shifts: readonly Shift[],
  exponent: number,
): void {
  const raise = power(exponent);
  const powers = sPowers(exponent);
  const x = value ?? 0;
  const u = curve.log ? Math.log(Math.max(0, x)) : x;
  for (let d = 0; d < sums.length; d++) {
    let by = 0;
    for (let s = 0; s < shifts.length; s++) {
      const { z, middle, half } = shifts[s] as Shift;
      const draw = z[d] as number;
      by += middle * draw + half * Math.abs(draw);
    }
    const moved = curve.log ? u + by : u * Math.exp(by);
    const y = curve.a + curve.b * moved;
    const raised = curve.shape === 's' ? sPowerAt(powers, y) : raise(Math.max(0, Math.min(1, y)));
    sums[d] = (sums[d] as number) + weight * raised;
  }
}

/** Speed counted as a time (hours, seconds) has a falling curve: its draws turn round. */
const timed = (model: ScoringModel, c: Uncertain, criterion: WeighedCriterion): boolean => {
  const workload = c.parts[criterion.part]?.workload;
  const weighings = workload === undefined ? undefined : model.workloads[workload];
  return weighings?.some((w) => w.criterion === 'speed' && w.curve.b < 0) ?? false;
};

/** The draws that a criterion's value depends on; none when it does not vary. */
function shiftsOf(
  criterion: WeighedCriterion,
  c: Uncertain,
  price: Float64Array,
  speed: Float64Array,
  sign: 1 | -1,
): Shift[] {
  const rate = c.speed[criterion.part] ?? null;
  // `turned` -1: what the interval is of falls where the draw rises; `times` -1: it divides the criterion's value.
  const shift = (interval: Interval | null, z: Float64Array, turned: 1 | -1, times: 1 | -1 = 1): Shift[] => {
    const widths = lnWidths(interval, times);
    if (!widths) return [];
    const { down, up } = widths;
    return [{ z, middle: (turned * (down + up)) / 2, half: (up - down) / 2 }];
  };
  switch (criterion.id) {
    case 'price':
      return shift(c.price, price, 1);
    case 'speed':
      return shift(rate, speed, sign);
    case 'ttft':
      return shift(c.ttft[criterion.part] ?? null, speed, -1);
    case 'value':
      return [...shift(rate, speed, sign, sign), ...shift(c.price, price, 1, -1)];
    default:
      return [];
  }
}
