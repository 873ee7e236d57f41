import { type Flop, fromBillions } from '../../units/units.ts';
import type { FinetuneJob, TrainedShape } from './job.ts';

/** Parameters that multiply every token: all but an input embedding that is only looked up. */
const matmulParams = (shape: TrainedShape): number =>
  fromBillions(shape.active_b) - (shape.tied ? 0 : shape.vocab * shape.hidden);

/**
 * FLOP of one forward pass per token: 2 per matmul parameter, plus causal attention. Scores and values are two
 * products of s x s x hidden, 4 s hidden per token and layer, halved by the mask.
 */
export function forwardFlop(shape: TrainedShape, sequence: number): { linear: Flop; attention: Flop } {
  return { linear: 2 * matmulParams(shape), attention: 2 * shape.layers * sequence * shape.hidden };
}

/**
 * FLOP that are executed per trained token.
 * Full: the backward pass computes gradients of activations and of weights, 2N each: 6N in all (the usual rule).
 * LoRA, QLoRA: frozen weights need no weight gradient: 4N; attention has no weights and still costs three times.
 * Checkpointing repeats the forward pass: 8N and 6N.
 */
export function trainFlopPerToken(job: FinetuneJob): Flop {
  const { linear, attention } = forwardFlop(job.shape, job.sequence_length);
  const passes = job.method === 'full' ? 3 : 2;
  const again = job.checkpointing ? 1 : 0;
  return (passes + again) * linear + (3 + again) * attention;
}

/** Passes over the weights for one micro-batch: forward, backward, and forward again with checkpointing. */
export const weightPasses = (job: FinetuneJob): number => (job.checkpointing ? 3 : 2);
