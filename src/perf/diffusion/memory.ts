import { type Bytes, bytesFromGib, fromBillions, type Gib } from '../../units/units.ts';
import { denoiserOf, latentTokens } from './flops.ts';
import { type DiffusionJob, encoderBytes, WEIGHT_BYTES } from './job.ts';

/** Named parameters that measured runs fix; see `data/calibration/diffusion.yaml`. */
export interface DiffusionMemoryParameters {
  readonly overhead_gib: Gib;
  /** Bytes alive per latent token and hidden unit while one block runs. */
  readonly bytes_per_token_unit: number;
  /** Bytes alive per decoded pixel. */
  readonly bytes_per_pixel: number;
  /** Decoders work tile by tile beyond this many pixels at once. */
  readonly tile_pixels: number;
}

/**
 * Short of memory, ComfyUI decodes again in tiles of 256 pixels a side (comfy/sd.py, `decode` after an out-of-memory
 * error), four frames of a clip at a time as causal decoders work.
 */
const SMALLEST_TILE_PIXELS = 256 * 256 * 4;

/** Which parts are on the device at once. */
export type Residency = 'all' | 'one_at_a_time' | 'streamed';

export interface DiffusionMemory {
  readonly residency: Residency;
  readonly peak_bytes: Bytes;
  /** Names of the parts that stay on the device while it denoises. */
  readonly resident: readonly string[];
  /** Denoiser bytes that do not fit and come over the bus in every forward pass. */
  readonly streamed_bytes: Bytes;
  /** Weights that are not on the device while it denoises: those streamed, and the parts whose turn it is not. */
  readonly waiting_bytes: Bytes;
  /** The picture is decoded in the smallest tiles, because it does not fit whole. */
  readonly in_tiles: boolean;
}

export interface PartBytes {
  readonly encoders: Bytes;
  readonly denoiser: Bytes;
  readonly vae: Bytes;
  readonly denoising: Bytes;
  readonly decoding: Bytes;
  /** The same in the smallest tiles. */
  readonly decoding_in_tiles: Bytes;
  readonly overhead: Bytes;
}

export function partBytes(job: DiffusionJob, p: DiffusionMemoryParameters): PartBytes {
  const { model, math, width, height, frames } = job;
  const sum = (role: string) =>
    model.components.filter((c) => c.role === role).reduce((s, c) => s + c.params_b, 0);
  const c = denoiserOf(model);
  const tokens = (c && latentTokens(c, width, height, frames)) ?? 0;
  // UNets have no single width: their first levels hold some 320 channels at an eighth of the size.
  const units = tokens * (c?.hidden ?? 320);
  const decoding = Math.min(width * height * frames, p.tile_pixels) * p.bytes_per_pixel;
  return {
    encoders: fromBillions(sum('text-encoder')) * encoderBytes(math),
    denoiser: fromBillions(sum('denoiser')) * WEIGHT_BYTES[math],
    vae: fromBillions(sum('vae')) * 2,
    denoising: units * p.bytes_per_token_unit,
    decoding,
    decoding_in_tiles: Math.min(decoding, SMALLEST_TILE_PIXELS * p.bytes_per_pixel),
    overhead: bytesFromGib(p.overhead_gib),
  };
}

/**
 * The most that is on the device at once. Everything stays where there is room; else the parts take turns (encoders
 * first, then the denoiser, then the decoder); else the denoiser's weights are streamed from host memory.
 */
export function placeParts(
  job: DiffusionJob,
  budget: Bytes,
  p: DiffusionMemoryParameters,
  canStream: boolean,
): DiffusionMemory | null {
  const b = partBytes(job, p);
  const working = Math.max(b.denoising, b.decoding);
  const all = b.encoders + b.denoiser + b.vae + working + b.overhead;
  const names = (roles: readonly string[]) =>
    job.model.components.filter((c) => roles.includes(c.role)).map((c) => c.name);
  if (all <= budget)
    return {
      residency: 'all',
      peak_bytes: all,
      resident: names(['text-encoder', 'denoiser', 'vae']),
      streamed_bytes: 0,
      waiting_bytes: 0,
      in_tiles: false,
    };
  for (const decode of [b.decoding, b.decoding_in_tiles]) {
    const turns = turnBytes(b, decode);
    if (turns <= budget)
      return {
        residency: 'one_at_a_time',
        peak_bytes: turns,
        resident: names(['denoiser']),
        streamed_bytes: 0,
        waiting_bytes: b.encoders + b.vae,
        in_tiles: decode < b.decoding,
      };
  }
  if (leastOf(b, canStream) > budget) return null;
  const room = budget - b.overhead - Math.max(b.denoising, b.vae + b.decoding_in_tiles);
  const streamed_bytes = Math.max(0, b.denoiser - room);
  return {
    residency: 'streamed',
    peak_bytes: budget,
    resident: [],
    streamed_bytes,
    waiting_bytes: b.encoders + b.vae + streamed_bytes,
    in_tiles: b.decoding_in_tiles < b.decoding,
  };
}

/** The least a device must hold: what works, in the smallest tiles; where weights cannot be streamed, the largest part too. */
export const leastBytes = (job: DiffusionJob, p: DiffusionMemoryParameters, canStream: boolean): Bytes =>
  leastOf(partBytes(job, p), canStream);

const leastOf = (b: PartBytes, canStream: boolean): Bytes =>
  canStream
    ? Math.max(b.denoising, b.vae + b.decoding_in_tiles) + b.overhead
    : turnBytes(b, b.decoding_in_tiles);

/** One part after another on the device: the largest of them while it works. */
export const turnBytes = (b: PartBytes, decoding: Bytes): Bytes =>
  Math.max(b.encoders, b.denoiser + b.denoising, b.vae + decoding) + b.overhead;
