import type { Catalog } from '../schema/catalog.ts';
import type { FileSize } from '../schema/model.ts';
import { median } from '../units/statistics.ts';
import { sorted } from './collections.ts';

/**
 * One size per model and quant, in bytes: the median over publishers of those printed to three digits or more, else of
 * all. Publishers' mixes differ by a few percent under one label, and no single one covers every model.
 */
export function fileBytes(
  sizes: readonly FileSize[],
  below: Catalog['file_bytes'] = {},
): Record<string, Record<string, number>> {
  const groups = new Map<string, Map<string, FileSize[]>>();
  for (const size of sizes) {
    const quants = groups.get(size.model) ?? new Map<string, FileSize[]>();
    groups.set(size.model, quants);
    quants.set(size.quant, [...(quants.get(size.quant) ?? []), size]);
  }
  const chosen: Record<string, Record<string, number>> = { ...below } as Record<
    string,
    Record<string, number>
  >;
  for (const [model, quants] of groups) {
    const own: Record<string, number> = { ...below[model] };
    for (const [quant, rows] of quants) {
      const exact = rows.filter((r) => r.digits >= 3);
      own[quant] = Math.round(median((exact.length > 0 ? exact : rows).map((r) => r.gb)) * 1e9);
    }
    chosen[model] = sorted(own);
  }
  return sorted(chosen);
}
