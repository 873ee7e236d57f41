import type { Cell } from '../../schema/catalog.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Machine, TextJob } from './job.ts';

/** What stored measurements near a job say: ln(measured / predicted), and whose they are. */
export interface NearCells {
  readonly log: number;
  readonly sources: readonly string[];
}

/** Tokens added before the logarithm of a depth: below this, depth hardly matters (assumption). */
const SHALLOW_TOKENS = 2048;
/** Farther than this in shape (a factor of about 1.6 in one direction), a cell is no measurement of this job any more (assumption). */
const FARTHEST = 0.5;
/** Softens inverse-distance weights: two cells equally near count the same (assumption). */
const SOFTENING = 0.02;

/**
 * Testers that the model is worth beside cells of another shape: one machine may be slow for reasons of its own, so what
 * it says of its neighbourhood counts half, two testers two thirds (assumption, by held-out error).
 */
const MODEL_TESTERS = 1;

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
 * Stored cells of the same machine, model, format, engine and backend, weighted by how near their shape is: the model
 * carries them from their shape to the job's and has its say. Cells of the very shape speak alone. Null when none is near
 * enough.
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
  const exact = near.filter(({ d }) => d < 1e-6);
  const speaking = exact.length > 0 ? exact : near;
  let sum = 0;
  let weights = 0;
  let testers = 0;
  for (const { cell, d } of speaking) {
    testers = Math.max(testers, cell.sources);
    const weight = cell.sources / (SOFTENING + d * d);
    sum += weight * Math.log(cell.tok_s / predict(jobOf(phase, cell, job), cell.date));
    weights += weight;
  }
  const trust = exact.length > 0 ? 1 : testers / (testers + MODEL_TESTERS);
  return {
    log: trust * (sum / weights),
    sources: [...new Set(speaking.map(({ cell }) => cell.source))].sort(),
  };
}
