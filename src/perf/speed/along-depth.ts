import type { TextJob } from './job.ts';
import { cellDepth, type NearCells, type Predict, type Residual, weighed } from './measured.ts';

/** A depth that somebody measured: ln of the rate that the model gives there, and of the one that cells near it say. */
interface Rung {
  readonly depth: number;
  readonly modelled: number;
  readonly told: number;
  /** Testers that spoke there. */
  readonly weight: number;
  readonly sources: readonly string[];
}

/** What comparable cells say of decode for one number of users: at the depths that were measured, shallowest first. */
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
 * The measured depths as rungs of a ladder that never rises: where a deeper one was measured to be faster, testers or
 * their days differ, and both get the mean. Null without residuals of comparable cells.
 */
export function ladderOf(residuals: readonly Residual[], job: TextJob, predict: Predict): Ladder | null {
  if (residuals.length === 0) return null;
  const depths = [...new Set(residuals.map(({ cell }) => cellDepth(cell)))].sort((a, b) => a - b);
  const rungs = depths.flatMap((depth) => {
    const there = { ...job, depth };
    const said = weighed('decode', residuals, there);
    if (!said) return [];
    const modelled = Math.log(predict(there));
    return [{ depth, modelled, told: modelled + said.log, weight: said.weight, sources: said.sources }];
  });
  return { residuals, rungs: neverRising(rungs) };
}

/** Neighbours that rise with depth get their weighted mean, until none do. */
function neverRising(rungs: readonly Rung[]): Rung[] {
  const pools: { told: number; weight: number; members: readonly Rung[] }[] = [];
  for (const rung of rungs) {
    let pool = { told: rung.told, weight: rung.weight, members: [rung] as readonly Rung[] };
    for (let above = pools.at(-1); above && above.told < pool.told; above = pools.at(-1)) {
      pools.pop();
      const weight = above.weight + pool.weight;
      const told = (above.told * above.weight + pool.told * pool.weight) / weight;
      pool = { told, weight, members: [...above.members, ...pool.members] };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ told, members }) => members.map((rung) => ({ ...rung, told })));
}

/**
 * What a ladder says of a job: between two rungs the model tells how the rate moves from one to the other; outside of
 * them the correction shrinks slowly, that of one's own machine not at all. The answer is so a non-decreasing function
 * of the model's rate: where the model is no faster in deeper context, the answer is not either, wherever measurements
 * begin and end.
 */
export function onLadder({ residuals, rungs }: Ladder, job: TextJob, predict: Predict): NearCells {
  const near = weighed('decode', residuals, job);
  const own = residuals.some(({ cell }) => cell.own);
  const after = rungs.findIndex(({ depth }) => depth >= job.depth);
  const below = rungs[after < 0 ? rungs.length - 1 : after - 1];
  const above = rungs[after];
  const modelled = Math.log(predict(job));
  const log =
    below && above ? between(below, above, job, modelled) : outside(below ?? above, modelled, own ? 0 : FADE);
  const spoke = log === 0 ? [] : [below, above].flatMap((rung) => rung?.sources ?? []);
  return {
    log,
    trusted: near?.trusted ?? false,
    weight: near?.weight ?? 0,
    sources: [...new Set([...(near?.sources ?? []), ...spoke])].sort(),
  };
}

function between(a: Rung, b: Rung, job: TextJob, modelled: number): number {
  const fall = a.modelled - b.modelled;
  const share = fall > 0 ? (a.modelled - modelled) / fall : (job.depth - a.depth) / (b.depth - a.depth);
  return a.told + (b.told - a.told) * Math.min(1, Math.max(0, share)) - modelled;
}

function outside(end: Rung | undefined, modelled: number, fade: number): number {
  if (!end) return 0;
  const log = end.told - end.modelled;
  const left = Math.abs(log) - fade * Math.abs(modelled - end.modelled);
  return left > 0 ? Math.sign(log) * left : 0;
}
