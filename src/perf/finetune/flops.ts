import type { FinetuneJob, ModelShape } from './job.ts';

const BILLION = 1e9;

/** Parameters that multiply every token: all but an input embedding that is only looked up. */
const matmulParams = (shape: ModelShape): number =>
  shape.active_b * BILLION - (shape.tied ? 0 : shape.vocab * shape.hidden);

/**
 * FLOP of one forward pass per token: 2 per matmul parameter, plus causal attention. Scores and values are two
 * products of s x s x hidden, 4 s hidden per token and layer, halved by the mask.
 */
export function forwardFlop(shape: ModelShape, sequence: number): { linear: number; attention: number } {
  return { linear: 2 * matmulParams(shape), attention: 2 * shape.layers * sequence * shape.hidden };
}

/**
 * FLOP that are executed per trained token.
 * Full: the backward pass computes gradients of activations and of weights, 2N each: 6N in all (the usual rule).
 * LoRA, QLoRA: frozen weights need no weight gradient: 4N; attention has no weights and still costs three times.
 * Checkpointing repeats the forward pass: 8N and 6N.
 */
export function trainFlopPerToken(job: FinetuneJob): number {
  const { linear, attention } = forwardFlop(job.shape, job.sequence_length);
  const passes = job.method === 'full' ? 3 : 2;
  const again = job.checkpointing ? 1 : 0;
  return (passes + again) * linear + (3 + again) * attention;
}
