import type { TextJob } from './job.ts';
import { type Correction, cellDepth, type Predict, type Residual, weighed } from './measured.ts';

/** A measured depth: ln of the model's rate there, and of that which cells near it give. */
interface Rung {
  readonly depth: number;
  readonly modelled: number;
  readonly measured: number;
  /** How many testers measured near it. */
  readonly weight: number;
  readonly sources: readonly string[];
}

/** Decode rates of comparable cells for one number of users, at the depths that were measured, shallowest first. */
export interface Ladder {
  readonly residuals: readonly Residual[];
  readonly rungs: readonly Rung[];
}

/**
 * Share of the model's own change of ln(rate) by which a correction shrinks outside the measured depths (assumption, by
 * held-out error). From 1 on, a machine that is slower than the model would decode faster in deeper context.
 */
const FADE = 0.1;

/**
 * The measured depths as rungs of a ladder that never rises: where a deeper one was measured faster, testers or their
 * days differ, and both get the mean. Null without residuals of comparable cells.
 */
export function ladderOf(residuals: readonly Residual[], job: TextJob, predict: Predict): Ladder | null {
  if (residuals.length === 0) return null;
  const depths = [...new Set(residuals.map(({ cell }) => cellDepth(cell)))].sort((a, b) => a - b);
  const rungs = depths.flatMap((depth) => {
    const there = { ...job, depth };
    const near = weighed('decode', residuals, there);
    if (!near) return [];
    const modelled = Math.log(predict(there));
    return [{ depth, modelled, measured: modelled + near.log, weight: near.weight, sources: near.sources }];
  });
  return { residuals, rungs: neverRising(rungs) };
}

/** Neighbours that rise with depth get their weighted mean, until none do. */
function neverRising(rungs: readonly Rung[]): Rung[] {
  const pools: { measured: number; weight: number; members: readonly Rung[] }[] = [];
  for (const rung of rungs) {
    let pool = { measured: rung.measured, weight: rung.weight, members: [rung] as readonly Rung[] };
    for (let above = pools.at(-1); above && above.measured < pool.measured; above = pools.at(-1)) {
      pools.pop();
      const weight = above.weight + pool.weight;
      const measured = (above.measured * above.weight + pool.measured * pool.weight) / weight;
      pool = { measured, weight, members: [...above.members, ...pool.members] };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ measured, members }) => members.map((rung) => ({ ...rung, measured })));
}

/**
 * The correction that a ladder gives a job: between two rungs the rate moves from one to the other as the model's does;
 * outside them the correction shrinks slowly, that of one's own machine not at all. So the answer never falls when the
 * model's rate rises: where the model is no faster in deeper context, neither is the answer, wherever measurements begin
 * and end.
 */
export function onLadder({ residuals, rungs }: Ladder, job: TextJob, predict: Predict): Correction {
  const near = weighed('decode', residuals, job);
  const own = residuals.some(({ cell }) => cell.own);
  const after = rungs.findIndex(({ depth }) => depth >= job.depth);
  const below = rungs[after < 0 ? rungs.length - 1 : after - 1];
  const above = rungs[after];
  const modelled = Math.log(predict(job));
  const log =
    below && above ? between(below, above, job, modelled) : outside(below ?? above, modelled, own ? 0 : FADE);
  const around = log === 0 ? [] : [below, above].flatMap((rung) => rung?.sources ?? []);
  return {
    log,
    trusted: near?.trusted ?? false,
    weight: near?.weight ?? 0,
    sources: [...new Set([...(near?.sources ?? []), ...around])].sort(),
  };
}

function between(a: Rung, b: Rung, job: TextJob, modelled: number): number {
  const fall = a.modelled - b.modelled;
  const share = fall > 0 ? (a.modelled - modelled) / fall : (job.depth - a.depth) / (b.depth - a.depth);
  return a.measured + (b.measured - a.measured) * Math.min(1, Math.max(0, share)) - modelled;
}

function outside(end: Rung | undefined, modelled: number, fade: number): number {
  if (!end) return 0;
  const log = end.measured - end.modelled;
  const left = Math.abs(log) - fade * Math.abs(modelled - end.modelled);
  return left > 0 ? Math.sign(log) * left : 0;
}
