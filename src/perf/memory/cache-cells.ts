/** Rows of a KV cache, as llama.cpp rounds them (src/llama-kv-cache-iswa.cpp, src/llama-context.cpp). */
export const CELL_STEP = 256;

export const roundUp = (n: number, step: number): number => Math.ceil(n / step) * step;

export const paddedCells = (context: number): number => roundUp(context, CELL_STEP);

/**
 * Rows of sliding-window layers: the window of every sequence of the shared pool and one micro-batch, but never more
 * than all. Release v0.5.0 asks for at least one row more than that, which a whole step follows (a window of 1024 and
 * a micro-batch of 512 get 1792 rows); builds of August 2026 did not.
 */
export function slidingCells(context: number, window: number, sequences: number, microBatch: number): number {
  return roundUp(Math.min(paddedCells(context), window * sequences + microBatch + 1), CELL_STEP);
}
