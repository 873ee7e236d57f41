import type { Cell } from '../../schema/catalog.ts';
import { cellsKey } from '../../schema/cell-key.ts';
import type { Measurement } from '../../schema/measurement.ts';
import { ascending, byKey, sortable } from '../../units/order.ts';
import { groupBy, median, thousandths } from '../../units/statistics.ts';
import { cellKey, eraKey, newestDate, newestEra, round4 } from './experiments.ts';

/** Median absolute deviation of several sources, relative to their median; undefined for one source. */
function spreadOf(values: readonly number[], middle: number): number | undefined {
  if (values.length < 2) return undefined;
  const deviations = values.map((value) => Math.abs(value - middle) / middle);
  return thousandths(median(deviations));
}

function toCell(rows: readonly Measurement[]): Cell | null {
  const bySource = [...groupBy(rows, (m) => m.source).values()];
  const rates = bySource.map((own) => median(own.map((m) => m.tok_s)));
  const value = median(rates);
  const nearest = [...rows].sort((a, b) => Math.abs(a.tok_s - value) - Math.abs(b.tok_s - value))[0];
  if (!nearest) return null;
  const spread = spreadOf(rates, value);
  return {
    engine: nearest.engine,
    backend: nearest.backend,
    quant: nearest.quant,
    phase: nearest.phase,
    ...(nearest.tokens === undefined ? {} : { tokens: nearest.tokens }),
    depth: nearest.depth,
    concurrency: nearest.concurrency,
    tok_s: round4(value),
    n: rows.reduce((sum, m) => sum + m.n, 0),
    split: nearest.split,
    nodes: nearest.nodes,
    date: newestDate(rows),
    source: nearest.source,
    sources: bySource.length,
    ...(spread === undefined ? {} : { spread }),
    ...(nearest.offload === undefined ? {} : { offload: nearest.offload }),
    ...(nearest.host === undefined ? {} : { host: nearest.host }),
    ...(nearest.offload_share === undefined ? {} : { offload_share: nearest.offload_share }),
  };
}

const cellOrder = (c: Cell): string =>
  [
    c.engine,
    c.backend,
    c.quant,
    c.phase,
    sortable(c.tokens ?? 0),
    sortable(c.depth),
    sortable(c.concurrency),
    c.split,
  ].join('|');

/**
 * Prefill at another prompt length or depth of an older build would not match the newer ones beside it, so for prefill
 * the era is that of the whole ladder; decode hardly moves with builds and keeps its older rungs.
 */
const ladderKey = (m: Measurement): string =>
  m.phase === 'decode' ? eraKey(m) : eraKey({ ...m, tokens: 0, depth: 0, concurrency: 1 });

/**
 * Stored measurements as look-up cells: the median over the sources of each cell's newest era. The same input in any
 * order gives the same bytes.
 */
export function buildCells(measurements: readonly Measurement[]): Record<string, Cell[]> {
  const { kept } = newestEra(measurements, ladderKey);
  const placed = [...groupBy(kept, cellKey).values()].flatMap((rows) => {
    const [first] = rows;
    const ordered = [...rows].sort((a, b) => ascending(`${a.source} ${a.ref}`, `${b.source} ${b.ref}`));
    const cell = toCell(ordered);
    return first && cell ? [{ key: cellsKey(first.device, first.count, first.model), cell }] : [];
  });
  const byPlace = [...groupBy(placed, ({ key }) => key)].sort(byKey);
  return Object.fromEntries(
    byPlace.map(([key, cells]) => [
      key,
      cells.map(({ cell }) => cell).sort((a, b) => ascending(cellOrder(a), cellOrder(b))),
    ]),
  );
}
