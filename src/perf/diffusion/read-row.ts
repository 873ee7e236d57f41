import type { DiffusionModel } from '../../schema/model.ts';
import type { Gib, Seconds } from '../../units/units.ts';
import { figure, type PrintedRow } from '../printed-row.ts';
import { type DiffusionJob, type DiffusionMath, diffusionJob } from './job.ts';

export interface DiffusionRow {
  readonly job: DiffusionJob;
  readonly scope: 'job' | 'denoise';
  readonly measured: { readonly seconds: Seconds | null; readonly peak_gib: Gib | null };
}

type DiffusionSkip =
  | 'unsupported_parallel'
  | 'unsupported_step_cache'
  | 'unsupported_offload'
  | 'unsupported_extra_network'
  | 'no_measurement';

/** The job that a raw row describes, or why it cannot be one. Sizes and steps left open are the model's reference job. */
export function readDiffusionRow(
  row: PrintedRow,
  model: DiffusionModel,
): DiffusionRow | { readonly skipped: DiffusionSkip } {
  const engine = row['engine'] ?? '';
  const said = [engine, row['model'], row['precision'], row['notes']].join(' ').toLowerCase();
  if ((figure(row['device_count']) ?? 1) > 1) return { skipped: 'unsupported_parallel' };
  if (/teacache|fbcache|cache-dit|dbcache|turbodiffusion|sparse|skip/.test(said))
    return { skipped: 'unsupported_step_cache' };
  if (/offload|swap|low-vram/.test(said)) return { skipped: 'unsupported_offload' };
  if (/controlnet|refiner|infiniteyou/.test(said)) return { skipped: 'unsupported_extra_network' };
  const r = model.reference;
  const steps = figure(row['steps']) ?? r.steps;
  const unguided = /no.?cfg|cfg 1;|cfg 0|distill|step lora|turbo|lightning/.test(said);
  const whole = figure(row['seconds_per_image']);
  const rate = figure(row['it_per_s']);
  const peak_gib = figure(row['peak_memory_gib']);
  const seconds = whole ?? (rate ? steps / rate : null);
  if (seconds === null && peak_gib === null) return { skipped: 'no_measurement' };
  const job = diffusionJob(model, {
    width: figure(row['width']) ?? r.width,
    height: figure(row['height']) ?? r.height,
    frames: figure(row['frames']) ?? r.frames,
    steps,
    ...(unguided ? { forwards_per_step: 1 } : {}),
    math: mathOfRow((row['precision'] ?? '').toLowerCase(), engine),
    engine:
      /compile|tensorrt|onediff|oneflow|nexfort|stable.?fast|aitemplate|sglang|sgl-|vllm|lightx2v|fp8-api|fastvideo|openvino/i.test(
        engine,
      )
        ? 'compiled'
        : 'eager',
  });
  const scope =
    whole === null || /denoise only|denoising loop only|without vae/.test(said) ? 'denoise' : 'job';
  return { job, scope, measured: { seconds, peak_gib } };
}

/** Engines that really multiply in 8 bit; elsewhere fp8 is a storage format. */
const MULTIPLIES_FP8 = /lightx2v|nexfort|sglang|fp8-api|torchao|diffusers|tensorrt|vllm/i;

function mathOfRow(precision: string, engine: string): DiffusionMath {
  if (/float32|fp32/.test(precision)) return '32bit';
  if (/nvfp4|fp4/.test(precision)) return 'fp4';
  if (/nf4|4-bit|int4|uint4|q4|6-bit/.test(precision)) return 'w4';
  if (/no fp8 matmul|wo$|q8|8-bit|qint8|distilled/.test(precision)) return 'w8';
  if (/fp8/.test(precision)) return MULTIPLIES_FP8.test(engine) ? 'fp8' : 'w8';
  if (/int8|i8/.test(precision)) return 'int8';
  return '16bit';
}
