import type { DiffusionModel } from '../../schema/model.ts';
import { type Flop, flopFromTflop, fromBillions } from '../../units/units.ts';
import type { DiffusionJob } from './job.ts';

type Component = DiffusionModel['components'][number];

export const denoiserOf = (model: DiffusionModel): Component | undefined =>
  model.components.find((c) => c.role === 'denoiser');

/** Latent tokens of one image or clip: pixels over the patch, and frames over the temporal patch plus the first. */
export function latentTokens(c: Component, width: number, height: number, frames: number): number | null {
  if (!c.patch_px) return null;
  const latentFrames = c.temporal_patch ? Math.floor((frames - 1) / c.temporal_patch) + 1 : frames;
  return Math.ceil(width / c.patch_px) * Math.ceil(height / c.patch_px) * latentFrames;
}

/**
 * FLOP of one forward pass of the denoiser. UNets carry a published figure for the reference size and are
 * convolutions for the most part: it scales with the pixels. Transformers: 2 per parameter that a token passes and
 * token, and attention over latent and text tokens, scores and values, 4 tokens squared x hidden per layer. Null where
 * neither is known.
 */
export function forwardFlop(job: DiffusionJob): { linear: Flop; attention: Flop } | null {
  const { model, width, height, frames } = job;
  const c = denoiserOf(model);
  if (!c) return null;
  if (c.tflop_per_forward !== undefined) {
    const scale = (width * height) / (model.reference.width * model.reference.height);
    return { linear: flopFromTflop(c.tflop_per_forward) * scale, attention: 0 };
  }
  const tokens = latentTokens(c, width, height, frames);
  if (tokens === null) return null;
  const text = c.text_tokens ?? 0;
  const perToken = fromBillions(c.token_params_b ?? c.active_params_b ?? c.params_b);
  const attention = c.layers && c.hidden ? 4 * c.layers * (tokens + text) ** 2 * c.hidden : 0;
  return { linear: 2 * perToken * (tokens + text), attention };
}

/**
 * Decoding latents costs about 9.5 MFLOP per pixel and frame: 2.5 TFLOP for the 512 px decoder of Stable Diffusion,
 * whose layout most autoencoders share (assumption for the others).
 */
const DECODE_FLOP_PER_PIXEL = 9.5e6;
export const decodeFlop = ({ width, height, frames }: DiffusionJob): Flop =>
  DECODE_FLOP_PER_PIXEL * width * height * frames;

/** Each text encoder reads the prompt once per guidance branch. */
export function encodeFlop({ model, forwards_per_step }: DiffusionJob): Flop {
  const text = denoiserOf(model)?.text_tokens || 512;
  const params = model.components
    .filter((c) => c.role === 'text-encoder')
    .reduce((sum, c) => sum + c.params_b, 0);
  return fromBillions(2 * params) * text * forwards_per_step;
}
