import type { Check } from '../catalog/checks/complaints.ts';
import type { Collections } from '../catalog/collections.ts';
import { fileBytes } from '../catalog/file-bytes.ts';
import { type WeightParts, weightBytes } from '../perf/memory/weights.ts';
import type { Measurement } from '../schema/measurement.ts';
import { bytesPerSecond } from '../units/units.ts';

/** A row that is above the roofline for a known reason says so in its note, in these words. */
const EXPLAINED = /above the roofline/i;

/** One stream reads its weights once per token: a faster rate is speculation, another model, another format or an error. */
export const checkRoofline: Check = (all, complain) => {
  const parts: WeightParts = { tensor_types: all.tensor_types, file_bytes: fileBytes(all.sizes) };
  for (const [i, row] of all.measurements.entries()) {
    const share = rooflineShare(row, all, parts);
    if (share !== null && share > 1 && !EXPLAINED.test(row.note))
      complain.row(
        'measurements',
        i,
        'tok_s',
        `${row.tok_s} tok/s reads ${share.toFixed(2)} x the memory bandwidth of ${row.device}`,
        'Leave the row out, or write "above the roofline: why" in its note.',
      );
  }
};

/**
 * Bytes of weights that decode reads per second over peak bandwidth, for one request; null where it says nothing.
 * Layers split over devices are read one after the other, tensors at the same time.
 */
function rooflineShare(row: Measurement, all: Collections, parts: WeightParts): number | null {
  const bandwidth = all.devices[row.device]?.memory.bandwidth_gb_s;
  const model = all.models[row.model];
  const quant = all.quants[row.quant];
  const plain = row.phase === 'decode' && row.concurrency === 1 && (row.offload ?? 'none') === 'none';
  if (!plain || bandwidth === undefined || !model || !quant) return null;
  const weights = weightBytes(model, quant, parts);
  const moe = model.architecture?.moe;
  const routed = moe ? weights.routed * (moe.active / moe.experts) : weights.routed;
  const head = weights.head > 0 ? weights.head : model.architecture?.tied_embeddings ? weights.embedding : 0;
  const bytes = weights.attention + weights.dense + weights.shared + routed + head;
  const readers = row.split === 'tensor' ? row.count : 1;
  return (bytes * row.tok_s) / (bytesPerSecond(bandwidth) * readers);
}
