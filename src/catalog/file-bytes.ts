import type { Catalog } from '../schema/catalog.ts';
import type { FileSize } from '../schema/model.ts';
import { median } from '../units/statistics.ts';
import { type Bytes, bytesFromGb } from '../units/units.ts';
import { sorted } from './collections.ts';

/**
 * One size per model and quant, in bytes: the median over publishers of those printed to three digits or more, else of
 * all. Publishers' mixes differ by a few percent under one label, and no single one covers every model.
 */
export function fileBytes(
  sizes: readonly FileSize[],
  below: Catalog['file_bytes'] = {},
): Record<string, Record<string, Bytes>> {
  const groups = new Map<string, Map<string, FileSize[]>>();
  for (const size of sizes) {
    const quants = groups.get(size.model) ?? new Map<string, FileSize[]>();
    groups.set(size.model, quants);
    quants.set(size.quant, [...(quants.get(size.quant) ?? []), size]);
  }
  const chosen: Record<string, Record<string, Bytes>> = { ...below } as Record<string, Record<string, Bytes>>;
  for (const [model, quants] of groups) {
    const own: Record<string, Bytes> = { ...below[model] };
    for (const [quant, rows] of quants) {
      const exact = rows.filter((r) => r.digits >= 3);
      own[quant] = Math.round(bytesFromGb(median((exact.length > 0 ? exact : rows).map((r) => r.gb))));
    }
    chosen[model] = sorted(own);
  }
  return sorted(chosen);
}
