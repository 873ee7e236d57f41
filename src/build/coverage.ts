import { parse } from 'csv-parse/sync';
import { collect } from '../catalog/collections.ts';
import { compile } from '../catalog/compile.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import { makePriceBook } from '../recommend/prices/price-book.ts';
import { type Grid, gridText } from '../report/grid/grid.ts';
import type { Catalog } from '../schema/catalog.ts';
import { gapsByKind, type KindGaps } from './coverage/gaps.ts';
import { measurementsByFamily } from './coverage/measurements.ts';
import { AGE_CLASSES, offersByFamily } from './coverage/offers.ts';

// `npm run coverage:data [-- --json] [YYYY-MM-DD]`: how many entries of the catalogue lack what, as a table or as JSON.
const args = process.argv.slice(2);
const today = args.find((a) => /^\d{4}-/.test(a)) ?? new Date().toISOString().slice(0, 10);
const { files } = readFolder('data', 'data');
const all = collect(parseFiles(files));
const catalog = compile(all);
const book = (asOf: string) => makePriceBook(catalog, { asOf, condition: 'any', stated: {} });
const timed = files
  .filter((f) => f.path.startsWith('measurements-diffusion/') && f.path.endsWith('.csv'))
  .flatMap((f) => parse(f.text, { columns: true }) as { model: string }[]);

const report = {
  schema_version: 1,
  kind: 'coverage',
  as_of: today,
  catalog: { date: catalog.date, digest: catalog.digest },
  gaps: gapsByKind(all, {
    today: book(today),
    ever: monthEnds(catalog).map(book),
    timed: new Set(timed.map((r) => r.model)),
  }),
  offers: offersByFamily(all, today),
  measurements: measurementsByFamily(all),
};

/** Last days of all months from the first to the newest observation. */
function monthEnds({ offers }: Catalog): string[] {
  const days = offers.map((o) => o.observed).sort();
  const last = days.at(-1) ?? today;
  const ends: string[] = [];
  const [year = 0, month = 1] = (days[0] ?? today).split('-').map(Number);
  for (let m = month; (ends.at(-1) ?? '') < last; m++)
    ends.push(new Date(Date.UTC(year, m, 0)).toISOString().slice(0, 10));
  return ends;
}

const cell = (value: number | string): string => (value === 0 ? '-' : String(value));
const table = (titles: readonly string[], rows: readonly (readonly (string | number)[])[]): Grid => ({
  columns: titles.map((title, i) => ({ title, right: rows.some((row) => typeof row[i] === 'number') })),
  rows: rows.map((row) => row.map(cell)),
});
const gapRows = ([kind, { total, gaps }]: [string, KindGaps]) =>
  gaps.map(({ lacks, of, ids }, i) => [
    i === 0 ? `${kind}: ${total}` : '',
    lacks,
    ids.length,
    of,
    ids.slice(0, 4).join(', ') + (ids.length > 4 ? ', ...' : ''),
  ]);
const ages = [...AGE_CLASSES.map((days) => `<= ${days} d`), 'OLDER'];
const grids = [
  table(['KIND', 'LACKS', 'ENTRIES', 'OF', 'SUCH AS'], Object.entries(report.gaps).flatMap(gapRows)),
  table(
    ['OFFERS OF', 'ALL', ...ages, 'NOT TRUSTED', 'NOT USD', 'NEWEST'],
    report.offers.map((o) => [
      o.family,
      o.offers,
      ...o.by_age,
      o.doubtful_or_promo,
      o.foreign_currency,
      o.newest,
    ]),
  ),
  table(
    [
      'SPEEDS OF',
      'DEVICES',
      'MEASURED',
      'PREFILL',
      'DECODE',
      'DEEP',
      'CONCURRENT',
      'SEVERAL',
      'OFFLOAD',
      'SOURCES',
      'NEWEST',
    ],
    report.measurements.map((m) => Object.values(m) as (string | number)[]),
  ),
];
process.stdout.write(
  args.includes('--json')
    ? `${JSON.stringify(report, null, 2)}\n`
    : `${[`Coverage of the catalogue ${catalog.digest} on ${today}`, ...grids.map((g) => gridText(g, { colour: 0, width: undefined, unicode: false }))].join('\n\n')}\n`,
);
