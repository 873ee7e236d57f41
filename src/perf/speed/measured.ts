import type { Cell } from '../../schema/catalog.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Machine, TextJob } from './job.ts';

/** How far stored measurements near a job are from the model: ln(measured / predicted), and whose they are. */
export interface Correction {
  readonly log: number;
  /** Whether they say more about the answer than the model does. */
  readonly trusted: boolean;
  /** How many testers it rests on, weighted by nearness. */
  readonly weight: number;
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

/** Prompt of a prefill whose source does not print it: llama-bench's default. */
const USUAL_PROMPT_TOKENS = 512;

/** The model's rate for a shape of the job, on software of a date, by default that of the job's own day. */
export type Predict = (job: TextJob, date?: string) => TokensPerSecond;

/** A stored cell, and ln(measured / predicted) at its own shape. */
export interface Residual {
  readonly cell: Cell;
  readonly log: number;
}

/** Cells of the same engine, backend, format and split, and of about as many users, at whatever depth or prompt. */
export const comparableCells = (
  phase: Phase,
  cells: readonly Cell[],
  job: TextJob,
  machine: Machine,
): readonly Cell[] =>
  cells.filter(
    (cell) =>
      cell.phase === phase &&
      cell.engine === job.engine &&
      cell.backend === job.backend &&
      cell.quant === job.quant.id &&
      cell.nodes === machine.nodes &&
      (machine.count === 1 || cell.split === machine.split) &&
      (cell.offload ?? 'none') === job.offload.kind &&
      usersApart(cell, job) <= FARTHEST,
  );

const usersApart = (cell: Cell, job: TextJob): number => Math.abs(Math.log(cell.concurrency / job.users));

/** Distance between the shapes of a comparable cell and the job, in logarithms of tokens, depth and users, and in shares. */
function distance(phase: Phase, cell: Cell, job: TextJob): number {
  const users = usersApart(cell, job);
  const near = (a: number, b: number) => Math.abs(Math.log((a + SHALLOW_TOKENS) / (b + SHALLOW_TOKENS)));
  const placed = users + Math.abs(shareOnHost(cell, job) - job.offload.share);
  if (phase === 'decode') return placed + near(cellDepth(cell), job.depth);
  const prompt = Math.abs(Math.log((cell.tokens ?? USUAL_PROMPT_TOKENS) / job.prompt_tokens));
  return placed + near(cell.depth, job.cached_tokens) + prompt;
}

/** How much of the weights lay in host memory in the cell; where it does not say, as much as in the job. */
const shareOnHost = (cell: Cell, job: TextJob): number => cell.offload_share ?? job.offload.share;

/** Mean depth while the cell's tokens were generated. */
export const cellDepth = (cell: Cell): number => cell.depth + (cell.tokens ?? USUAL_TOKENS) / 2;

/** The job a cell measured: the same, with the cell's shape. */
function jobOf(phase: Phase, cell: Cell, job: TextJob): TextJob {
  const offload = { ...job.offload, share: shareOnHost(cell, job) };
  const placed = { ...job, offload, users: cell.concurrency, software: cell.date };
  if (phase === 'decode') return { ...placed, depth: cellDepth(cell) };
  return { ...placed, prompt_tokens: cell.tokens ?? job.prompt_tokens, cached_tokens: cell.depth };
}

/** How far the prediction for a cell's own shape was off. */
export const residualOf = (phase: Phase, cell: Cell, job: TextJob, predict: Predict): Residual => ({
  cell,
  log: Math.log(cell.tok_s / predict(jobOf(phase, cell, job), cell.date)),
});

/**
 * Stored cells of the same machine, model, format, engine and backend, weighted by their testers and by how near their
 * shape is: the model carries them from their shape to the job's. A measurement wins where it is near and plausible; one
 * machine may be slow for reasons of its own, so the farther a lone tester is from the model, the more say the model has.
 * A machine of one's own stays as fast or slow as it is at every shape. Null when none is near enough.
 */
export function correctionNear(
  phase: Phase,
  cells: readonly Cell[],
  job: TextJob,
  machine: Machine,
  predict: Predict,
): Correction | null {
  const near = comparableCells(phase, cells, job, machine).filter((cell) => reaches(phase, cell, job));
  return weighed(
    phase,
    near.map((cell) => residualOf(phase, cell, job, predict)),
    job,
  );
}

const reaches = (phase: Phase, cell: Cell, job: TextJob): boolean =>
  cell.own === true || distance(phase, cell, job) <= FARTHEST;

/** The correction that residuals of comparable cells give together; those out of reach are left out. */
export function weighed(phase: Phase, residuals: readonly Residual[], job: TextJob): Correction | null {
  let sum = 0;
  let weights = 0;
  let own = false;
  let best = { weight: 0, d: 0 };
  const sources: string[] = [];
  for (const { cell, log } of residuals) {
    if (!reaches(phase, cell, job)) continue;
    const d = distance(phase, cell, job);
    const weight = (cell.sources * HALF_AWAY) / (HALF_AWAY + d * d);
    sum += weight * log;
    weights += weight;
    own ||= cell.own === true;
    sources.push(cell.source);
    if (weight > best.weight) best = { weight, d };
  }
  if (weights === 0) return null;
  const log = sum / weights;
  const away = best.d / DOUBTFUL_DISTANCE;
  const doubt = away + (own ? 0 : (log / DOUBTFUL_RATIO[phase]) ** 2);
  return {
    log: own ? log : (log * best.weight) / (best.weight + doubt),
    trusted: best.weight >= doubt,
    weight: best.weight,
    sources: [...new Set(sources)].sort(),
  };
}
