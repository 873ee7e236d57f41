import type { Device } from '../../schema/device.ts';
import { type Bytes, bytesFromGib, fromBillions, type Gib } from '../../units/units.ts';
import { denoiserOf, latentTokens } from './flops.ts';
import { type DiffusionJob, encoderBytes, WEIGHT_BYTES } from './job.ts';

/** Named parameters that measured runs fix; see `data/calibration/diffusion.yaml`. */
export interface DiffusionMemoryParameters {
  readonly overhead_gib: Gib;
  /** Bytes alive per token, of picture and prompt, and hidden unit while one block runs. */
  readonly bytes_per_token_unit: number;
  /** Bytes alive per decoded pixel. */
  readonly bytes_per_pixel: number;
  /** The same on Macs, as a multiple: MLX decodes in wider numbers. */
  readonly metal_pixel_factor: number;
}

/**
 * Frames of a clip that are decoded at once: Wan's causal decoder makes four of each latent frame and keeps no more, so
 * that 81 frames take as much as 321 (kijai/ComfyUI-WanVideoWrapper pull request 2042: 3.4 GB and 3.9 GB). Of the others
 * LTX comes near it, and whole clips of HunyuanVideo do not: ComfyUI decodes those in tiles (assumption).
 */
const FRAMES_AT_ONCE = 4;
/** Short of memory, ComfyUI decodes again in tiles of 256 pixels a side (comfy/sd.py, `decode` after an out-of-memory error). */
const TILE_PIXELS = 256 * 256;

/** Which parts are on the device at once. */
export type Residency = 'all' | 'one_at_a_time' | 'streamed';

interface DiffusionMemory {
  readonly residency: Residency;
  readonly peak_bytes: Bytes;
  /** With the parts in turn and decoded in the smallest tiles, whether or not it is done so, or fits. */
  readonly in_turns_bytes: Bytes;
  /** Names of the parts that stay on the device while it denoises. */
  readonly resident: readonly string[];
  /** Denoiser bytes that do not fit and come over the bus in every forward pass. */
  readonly streamed_bytes: Bytes;
  /** Weights that are not on the device while it denoises: those streamed, and the parts whose turn it is not. */
  readonly waiting_bytes: Bytes;
  /** The picture is decoded in the smallest tiles, because it does not fit whole. */
  readonly in_tiles: boolean;
}

interface PartBytes {
  readonly encoders: Bytes;
  readonly denoiser: Bytes;
  /** Of several experts the one at work. */
  readonly active_denoiser: Bytes;
  readonly vae: Bytes;
  readonly denoising: Bytes;
  readonly decoding: Bytes;
  /** The same in the smallest tiles. */
  readonly decoding_in_tiles: Bytes;
  readonly overhead: Bytes;
}

/** What the memory of a picture depends on besides the job. */
export interface PictureSetup {
  /** The pictures are made on a Mac. What was measured there ran in MLX; it stands in for ComfyUI on Metal (assumption). */
  readonly metal: boolean;
  /** Bytes per weight of the text encoders; those usual beside that denoiser when absent. */
  readonly encoder_bytes?: number;
}

export function partBytes(
  job: DiffusionJob,
  p: DiffusionMemoryParameters,
  { metal, encoder_bytes = encoderBytes(job.math) }: PictureSetup,
): PartBytes {
  const { model, math, width, height, frames } = job;
  const sum = (role: string) =>
    model.components.filter((c) => c.role === role).reduce((s, c) => s + c.params_b, 0);
  const c = denoiserOf(model);
  const tokens = (c && latentTokens(c, width, height, frames)) ?? 0;
  // UNets have no single width: their first levels hold some 320 channels at an eighth of the size.
  const units = (tokens > 0 ? tokens + (c?.text_tokens ?? 0) : 0) * (c?.hidden ?? 320);
  const perPixel = p.bytes_per_pixel * (metal ? p.metal_pixel_factor : 1);
  const atOnce = Math.min(frames, FRAMES_AT_ONCE);
  const denoiser = fromBillions(sum('denoiser'));
  return {
    encoders: fromBillions(sum('text-encoder')) * encoder_bytes,
    denoiser: denoiser * WEIGHT_BYTES[math],
    active_denoiser:
      (c?.active_params_b === undefined ? denoiser : fromBillions(c.active_params_b)) * WEIGHT_BYTES[math],
    vae: fromBillions(sum('vae')) * 2,
    denoising: units * p.bytes_per_token_unit,
    decoding: width * height * atOnce * perPixel,
    decoding_in_tiles: Math.min(width * height, TILE_PIXELS) * atOnce * perPixel,
    overhead: bytesFromGib(p.overhead_gib),
  };
}

/** The part of a device that the placement of parts depends on. */
type Place = Pick<Device, 'memory' | 'vendor'>;

/** The setup a buyer would have there. */
export const setupOn = ({ vendor }: Pick<Device, 'vendor'>): PictureSetup => ({ metal: vendor === 'apple' });

/** Cards stream weights from the host's memory; unified memory is the host's. */
const canStream = ({ memory }: Place): boolean => memory.kind === 'vram';

/**
 * The most that is on the device at once. Everything stays where there is room; else the parts take turns (encoders
 * first, then the denoiser, then the decoder); else the denoiser's weights are streamed from host memory.
 */
export function placeParts(
  job: DiffusionJob,
  device: Place,
  budget: Bytes,
  p: DiffusionMemoryParameters,
): DiffusionMemory | null {
  const b = partBytes(job, p, setupOn(device));
  const all = allBytes(b);
  const asleep = b.denoiser - b.active_denoiser;
  const in_turns_bytes = turnBytes(b, b.decoding_in_tiles);
  const names = (roles: readonly string[]) =>
    job.model.components.filter((c) => roles.includes(c.role)).map((c) => c.name);
  if (all <= budget)
    return {
      residency: 'all',
      peak_bytes: all,
      in_turns_bytes,
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
        in_turns_bytes,
        resident: names(['denoiser']),
        streamed_bytes: 0,
        waiting_bytes: b.encoders + b.vae + asleep,
        in_tiles: decode < b.decoding,
      };
  }
  if (leastOf(b, device) > budget) return null;
  const room = budget - b.overhead - Math.max(b.denoising, b.vae + b.decoding_in_tiles);
  const streamed_bytes = Math.max(0, b.active_denoiser - room);
  return {
    residency: 'streamed',
    peak_bytes: budget,
    in_turns_bytes,
    resident: [],
    streamed_bytes,
    waiting_bytes: b.encoders + b.vae + asleep + streamed_bytes,
    in_tiles: b.decoding_in_tiles < b.decoding,
  };
}

/** The least a device must hold: what works, in the smallest tiles; where weights cannot be streamed, the largest part too. */
export const leastBytes = (job: DiffusionJob, device: Place, p: DiffusionMemoryParameters): Bytes =>
  leastOf(partBytes(job, p, setupOn(device)), device);

const leastOf = (b: PartBytes, device: Place): Bytes =>
  canStream(device)
    ? Math.max(b.denoising, b.vae + b.decoding_in_tiles) + b.overhead
    : turnBytes(b, b.decoding_in_tiles);

/** Everything on the device at once, and the larger of the two works. */
export const allBytes = (b: PartBytes, decoding: Bytes = b.decoding): Bytes =>
  b.encoders + b.denoiser + b.vae + Math.max(b.denoising, decoding) + b.overhead;

/** One part after another on the device: the largest of them while it works. */
export const turnBytes = (b: PartBytes, decoding: Bytes): Bytes =>
  Math.max(b.encoders, b.active_denoiser + b.denoising, b.vae + decoding) + b.overhead;
