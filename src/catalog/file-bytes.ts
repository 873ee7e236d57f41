import type { Catalog } from '../schema/catalog.ts';
import type { FileSize } from '../schema/model.ts';
import { groupBy, median } from '../units/statistics.ts';
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
  const chosen: Record<string, Record<string, Bytes>> = { ...below } as Record<string, Record<string, Bytes>>;
  for (const [model, ofModel] of groupBy(sizes, (size) => size.model)) {
    const own: Record<string, Bytes> = { ...below[model] };
    for (const [quant, rows] of groupBy(ofModel, (size) => size.quant)) {
      const exact = rows.filter(isExact);
      own[quant] = Math.round(bytesFromGb(median((exact.length > 0 ? exact : rows).map((r) => r.gb))));
    }
    chosen[model] = sorted(own);
  }
  return sorted(chosen);
}

/** Whether it is printed to three digits or more: a rounder size says nothing about a percent. */
export const isExact = ({ digits }: FileSize): boolean => digits >= 3;
