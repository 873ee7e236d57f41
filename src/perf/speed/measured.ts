import type { Cell } from '../../schema/catalog.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Machine, TextJob } from './job.ts';

/** What stored measurements near a job say: ln(measured / predicted), and whose they are. */
export interface NearCells {
  readonly log: number;
  /** Whether they say more about the answer than the model does. */
  readonly trusted: boolean;
  readonly sources: readonly string[];
}

/** Tokens added before the logarithm of a depth: below this, depth hardly matters (assumption). */
const SHALLOW_TOKENS = 2048;
/** Farther than this in shape (a factor of about 1.6 in one direction), a cell is no measurement of this job any more (assumption). */
const FARTHEST = 0.5;
/** Square of the distance at which a cell's testers count half beside those of nearer ones (assumption). */
const HALF_AWAY = 0.02;

/** Distance over which carrying a cell becomes as doubtful as one tester is sure (assumption, by held-out error). */
const DOUBTFUL_DISTANCE = 0.2;

/**
 * ln of the ratio between measurement and model at which one tester is as likely to be off as the model is. Of held-out
 * decode rates, those that lone testers put within a tenth of the model were where the testers said, those they put a
 * third away were where the model said; in prefill both scatter several times as much (assumption, by held-out error).
 */
const DOUBTFUL_RATIO: Readonly<Record<Phase, number>> = { decode: 0.15, prefill: 0.6 };

/** Tokens generated where a source does not print them: llama-bench's default. */
export const USUAL_TOKENS = 128;

/** Distance between a cell's shape and the job's, in logarithms of tokens, depth and users; infinite when not comparable. */
function distance(phase: Phase, cell: Cell, job: TextJob, machine: Machine): number {
  const comparable =
    cell.phase === phase &&
    cell.engine === job.engine &&
    cell.backend === job.backend &&
    cell.quant === job.quant.id &&
    cell.nodes === machine.nodes &&
    (machine.count === 1 || cell.split === machine.split) &&
    (cell.offload ?? 'none') === job.offload.kind;
  if (!comparable) return Number.POSITIVE_INFINITY;
  const users = Math.abs(Math.log(cell.concurrency / job.users));
  const near = (a: number, b: number) => Math.abs(Math.log((a + SHALLOW_TOKENS) / (b + SHALLOW_TOKENS)));
  if (phase === 'decode') return users + near(cellDepth(cell), job.depth);
  const prompt = Math.abs(Math.log((cell.tokens ?? 512) / job.prompt_tokens));
  return users + near(cell.depth, job.cached_tokens) + prompt;
}

/** Mean depth while the cell's tokens were generated. */
const cellDepth = (cell: Cell): number => cell.depth + (cell.tokens ?? USUAL_TOKENS) / 2;

/** The job a cell measured: the same, with the cell's shape. */
function jobOf(phase: Phase, cell: Cell, job: TextJob): TextJob {
  if (phase === 'decode') return { ...job, depth: cellDepth(cell), users: cell.concurrency };
  const prompt_tokens = cell.tokens ?? job.prompt_tokens;
  return { ...job, prompt_tokens, cached_tokens: cell.depth, users: cell.concurrency };
}

/**
 * Stored cells of the same machine, model, format, engine and backend, weighted by their testers and by how near their
 * shape is: the model carries them from their shape to the job's. A measurement wins where it is near and plausible; one
 * machine may be slow for reasons of its own, so the farther a lone tester is from the model, the more say the model has,
 * but for a machine of one's own. Null when none is near enough.
 */
export function nearCells(
  phase: Phase,
  cells: readonly Cell[],
  job: TextJob,
  machine: Machine,
  predict: (job: TextJob, date: string) => TokensPerSecond,
): NearCells | null {
  const near = cells
    .map((cell) => ({ cell, d: distance(phase, cell, job, machine) }))
    .filter(({ d }) => d <= FARTHEST);
  if (near.length === 0) return null;
  let sum = 0;
  let weights = 0;
  let best = { weight: 0, d: 0 };
  for (const { cell, d } of near) {
    const weight = (cell.sources * HALF_AWAY) / (HALF_AWAY + d * d);
    sum += weight * Math.log(cell.tok_s / predict(jobOf(phase, cell, job), cell.date));
    weights += weight;
    if (weight > best.weight) best = { weight, d };
  }
  const log = sum / weights;
  const unlikely = near.some(({ cell }) => cell.own) ? 0 : (log / DOUBTFUL_RATIO[phase]) ** 2;
  const doubt = unlikely + best.d / DOUBTFUL_DISTANCE;
  return {
    log: (log * best.weight) / (best.weight + doubt),
    trusted: best.weight >= doubt,
    sources: [...new Set(near.map(({ cell }) => cell.source))].sort(),
  };
}
