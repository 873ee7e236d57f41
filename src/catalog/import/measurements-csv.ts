import { type Measurement, measurementSchema } from '../../schema/measurement.ts';
import { ascending, sortable } from '../../units/order.ts';

const COLUMNS = Object.keys(measurementSchema.shape) as (keyof Measurement)[];

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const orderOf = (m: Measurement): string =>
  [
    m.device,
    sortable(m.count),
    m.model,
    m.quant,
    m.engine,
    m.backend,
    m.split,
    m.offload ?? '',
    m.phase,
    sortable(m.tokens ?? 0),
    sortable(m.depth),
    sortable(m.concurrency),
    m.source,
    m.ref,
    String(m.tok_s),
  ].join('|');

/** One line per cell in a fixed order: the same rows give the same bytes. Optional columns nobody fills are left out. */
export function measurementsCsv(rows: readonly Measurement[]): string {
  const optional = COLUMNS.filter((column) => measurementSchema.shape[column].safeParse(undefined).success);
  const columns = COLUMNS.filter((c) => !optional.includes(c) || rows.some((row) => row[c] !== undefined));
  const lines = [...rows]
    .sort((a, b) => ascending(orderOf(a), orderOf(b)))
    .map((row) => columns.map((column) => quoted(String(row[column] ?? ''))).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
