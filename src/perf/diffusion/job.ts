import type { DiffusionMeasurement } from '../../schema/diffusion-measurement.ts';
import type { DiffusionModel } from '../../schema/model.ts';

export type DiffusionMath = DiffusionMeasurement['math'];

/** One image or one clip, every choice made. */
export interface DiffusionJob {
  readonly model: DiffusionModel;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 for an image. */
  readonly frames: number;
  /** Denoising steps, and passes through the model in each: two where guidance compares with and without the prompt. */
  readonly steps: number;
  readonly forwards_per_step: number;
  /** What the matrix products run in; `w8` and `w4` are stored small and computed in 16 bit. */
  readonly math: DiffusionMath;
  readonly engine: DiffusionMeasurement['engine'];
}

/** Few-step recipes are distilled and drop the second, unguided forward pass: so many steps or fewer (assumption). */
const DISTILLED_STEPS = 8;

/** The reference job of the model in the precision asked for, as ComfyUI or diffusers run it out of the box. */
export function diffusionJob(
  model: DiffusionModel,
  over: Partial<Omit<DiffusionJob, 'model'>> = {},
): DiffusionJob {
  const r = model.reference;
  const steps = over.steps ?? r.steps;
  const guided = steps <= DISTILLED_STEPS ? 1 : r.forwards_per_step;
  return {
    model,
    width: over.width ?? r.width,
    height: over.height ?? r.height,
    frames: over.frames ?? r.frames,
    steps,
    forwards_per_step: over.forwards_per_step ?? guided,
    math: over.math ?? '16bit',
    engine: over.engine ?? 'eager',
  };
}

type Precision = DiffusionModel['precisions'][number];
const MATH: Readonly<Record<Precision, DiffusionMath>> = {
  fp32: '32bit',
  bf16: '16bit',
  fp8: 'w8',
  int8: 'w8',
  q8: 'w8',
  nf4: 'w4',
  int4: 'w4',
  nvfp4: 'fp4',
  q4: 'w4',
};
/**
 * How a precision as buyers name it is computed out of the box: 8-bit files are stored small and multiplied in 16 bit
 * unless a compiled engine is asked to do otherwise.
 */
export const mathOf = (precision: Precision): DiffusionMath => MATH[precision];

/** Bytes per denoiser weight, block scales included. */
export const WEIGHT_BYTES: Readonly<Record<DiffusionMath, number>> = {
  '32bit': 4,
  '16bit': 2,
  fp8: 1,
  int8: 1,
  w8: 1.06,
  fp4: 0.5625,
  w4: 0.5625,
};

/** Text encoders stay in 16 bit beside a 16-bit denoiser and are used in 8 bit beside a smaller one. */
export const encoderBytes = (math: DiffusionMath): number =>
  math === '32bit' ? 4 : math === '16bit' ? 2 : 1;
