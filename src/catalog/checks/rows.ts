import type { TableFolder } from '../../schema/data-files.ts';
import type { Collections } from '../collections.ts';
import { type Check, exists, near, nearSource } from './complaints.ts';
import { before } from './dates.ts';
import { splitItem } from './offers.ts';

type Known = Readonly<Record<string, unknown>>;
type Fault = (column: string, message: string, hint?: string) => void;

/**
 * Rows of tables name things that exist, and measurements days that have been. A row with a fault of its own is checked
 * in the cells that can be read.
 */
export const checkRows: Check = (all, complain, today) => {
  const known = knownTo(all);
  const tables = { prices: all.offers, sizes: all.sizes, measurements: all.measurements };
  const faultsOf = (folder: TableFolder, row: Known, fault: Fault): void => {
    for (const [column, what, things] of known[folder])
      checkId(all, row[column], column, what, things, fault);
    if (folder === 'prices') checkItem(all, row['item'], known.items, fault);
  };
  for (const [folder, rows] of Object.entries(tables) as [TableFolder, readonly Known[]][])
    for (const [i, row] of rows.entries())
      faultsOf(folder, row, (...said) => complain.row(folder, i, ...said));
  for (const { folder, place, cells } of all.broken.rows)
    faultsOf(folder, cells, (...said) => complain.cell(place, ...said));
  for (const [i, m] of all.measurements.entries())
    if (before(today, m.date)) complain.row('measurements', i, 'date', `${m.date} is in the future`);
};

/** What the cells of a column may name, by table; a price may be of a thing of its scheme. */
function knownTo(all: Collections) {
  const models: Known = { ...all.models, ...all.diffusion };
  const source = ['source', 'source', all.sources] as const;
  return {
    prices: [source],
    sizes: [['model', 'model', models], source],
    measurements: [
      ['device', 'device', all.devices],
      ['host', 'device', all.devices],
      ['model', 'model', all.models],
      ['quant', 'quant', all.quants],
      source,
    ],
    // Electricity is priced by region, of which there is no list.
    items: { '': { ...all.systems, ...all.devices, ...all.parts }, cloud: all.devices, api: models },
  } satisfies Record<TableFolder, readonly (readonly [string, string, Known])[]> & {
    items: Readonly<Record<string, Known>>;
  };
}

function checkId(
  all: Collections,
  id: unknown,
  column: string,
  what: string,
  known: Known,
  fault: Fault,
): void {
  if (typeof id === 'string' && !exists(all, known, id))
    fault(column, `no ${what} "${id}"`, (what === 'source' ? nearSource : near)(id, Object.keys(known)));
}

function checkItem(
  all: Collections,
  item: unknown,
  items: Readonly<Record<string, Known>>,
  fault: Fault,
): void {
  if (typeof item !== 'string') return;
  const [scheme, id] = splitItem(item);
  const known = items[scheme];
  if (known && !exists(all, known, id)) fault('item', `no such item "${item}"`, near(id, Object.keys(known)));
}
