import type { Grid } from './grid.ts';
import type { Line } from './groups.ts';
import { priceShort, speedCells, speedTitles } from './values.ts';

/** The table of the answer: one row per alternative. Priorities say what a narrow terminal loses first. */
export function summaryGrid(lines: readonly Line[]): Grid {
  const [speed, wait] = speedTitles(lines[0]?.row);
  return {
    columns: [
      { title: '#', right: true, priority: 0 },
      { title: 'SYSTEM', priority: 0 },
      { title: 'PRICE', right: true, priority: 1 },
      { title: 'MODEL', priority: 4 },
      { title: 'FITS', priority: 6 },
      { title: speed, right: true, priority: 2 },
      { title: wait, right: true, priority: 3 },
      { title: 'SCORE', right: true, priority: 5 },
    ],
    rows: lines.map(({ row, twins }) => [
      String(row.rank),
      twins.length > 0 ? `${row.system.name} (+${twins.length} alike)` : row.system.name,
      priceShort(row.price_usd),
      row.model ? `${row.model.name} ${row.model.quant}` : '-',
      row.fit?.status ?? '-',
      ...speedCells(row),
      String(Math.round(row.score)),
    ]),
  };
}
