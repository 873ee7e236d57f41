/**
 * Bytes per cached value. Blocks as in ggml-common.h (a 16-bit scale per 32 values, q5_1 and q4_1 also a minimum); fp8
 * as in vLLM; nvfp4 is 16 values of 4 bits with a scale of 8; mlx8 and mlx4 are groups of 64 with a 16-bit scale and bias.
 */
export const KV_BYTES = {
  f32: 4,
  f16: 2,
  bf16: 2,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
  iq4_nl: 18 / 32,
  fp8: 1,
  nvfp4: 9 / 16,
  mlx8: 68 / 64,
  mlx4: 36 / 64,
} as const;
export type KvType = keyof typeof KV_BYTES;

const PLAIN: ReadonlySet<KvType> = new Set(['f32', 'f16', 'bf16', 'fp8']);

/** Stored in blocks: llama.cpp then needs flash attention for V and rotates both. */
export const isQuantisedKv = (type: KvType): boolean => !PLAIN.has(type);
