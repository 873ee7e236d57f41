import type { Catalog, WorkedOut } from '../../schema/catalog.ts';

/**
 * How the compiled catalogue lies in dist/: `catalog.json` is all of it, for programs and for commands that show data. A
 * recommendation reads `catalog.hot.txt`, what every ranking needs, one JSON text per section after a line that says where
 * each lies, and looks the rest up in `catalog.cold.txt`, one JSON text per record: parsing what nobody asks for would
 * take longer than everything else.
 */
export const FULL_FILE = 'catalog.json';
export const HOT_FILE = 'catalog.hot.txt';
export const COLD_FILE = 'catalog.cold.txt';

/** Fields that no ranking reads, by section. */
export const COLD_FIELDS = {
  systems: ['notes', 'claims', 'sources', 'aliases'],
  devices: ['notes', 'claims', 'sources', 'aliases'],
  models: ['notes', 'claims', 'sources', 'aliases', 'licence', 'architecture', 'modalities'],
  quants: ['sources', 'note', 'mixture'],
  rules: ['examples', 'title', 'note'],
} as const satisfies Partial<Record<keyof Catalog, readonly string[]>>;
export type ColdSection = keyof typeof COLD_FIELDS;
export const COLD_SECTIONS = Object.keys(COLD_FIELDS) as readonly ColdSection[];

/** Texts that lie one after another in the cold file: the byte at which they begin, and the length of each. */
export interface Shelf {
  readonly start: number;
  readonly lengths: readonly number[];
}
export interface NamedShelf extends Shelf {
  readonly names: readonly string[];
}

/** What the catalogue itself holds in the hot file; fields that lie in the cold one are left out. */
type Kept = Omit<Catalog, 'cells' | 'sources' | 'worked_out' | 'offers'>;

/** The sections of the hot file, each parsed when it is first asked for. */
export interface HotSections extends Kept {
  /** A column per field: a third of what the names of the fields would take in every row. */
  readonly offers: Columns;
  readonly cells: NamedShelf;
  readonly worked_out: NamedShelf;
  readonly sources: Shelf;
  /** Cold fields of the records of a section, in the section's order. */
  readonly fields: Readonly<Record<ColdSection, Shelf>>;
}

export type Columns = Readonly<Record<string, readonly unknown[]>>;

/** The first line of the hot file: where each section begins behind it, and its length, in UTF-16 units. */
export type HotIndex = Readonly<Record<keyof HotSections, readonly [start: number, length: number]>>;

/** The hot and the cold file. */
export function layOut(
  catalog: Catalog,
  workedOut: Readonly<Record<string, WorkedOut>>,
): { readonly hot: string; readonly cold: string } {
  const texts: string[] = [];
  let end = 0;
  const shelve = (records: readonly unknown[]): Shelf => {
    const start = end;
    const lengths = records.map((record) => {
      const text = `${JSON.stringify(record)}\n`;
      texts.push(text);
      end += Buffer.byteLength(text);
      return Buffer.byteLength(text);
    });
    return { start, lengths };
  };
  const shelveNamed = (records: Readonly<Record<string, unknown>>): NamedShelf => ({
    names: Object.keys(records),
    ...shelve(Object.values(records)),
  });
  const { cells, sources, offers, worked_out: _, ...kept } = catalog;
  const warmSections: Record<string, unknown> = {};
  const fields = Object.fromEntries(
    COLD_SECTIONS.map((section) => {
      const cold = new Set<string>(COLD_FIELDS[section]);
      const records = Object.entries(kept[section]) as [string, object][];
      const warm = records.map(([key, record]) => [key, pick(record, (field) => !cold.has(field))] as const);
      warmSections[section] = Array.isArray(kept[section])
        ? warm.map(([, record]) => record)
        : Object.fromEntries(warm);
      return [section, shelve(records.map(([, record]) => pick(record, (field) => cold.has(field))))];
    }),
  ) as Record<ColdSection, Shelf>;
  const sections = {
    ...kept,
    ...warmSections,
    offers: columnsOf(offers),
    cells: shelveNamed(cells),
    worked_out: shelveNamed(workedOut),
    sources: shelve([sources]),
    fields,
  };
  return { hot: indexed(sections), cold: texts.join('') };
}

/** A line that says where each section lies, and the sections. */
function indexed(sections: Readonly<Record<string, unknown>>): string {
  const texts = Object.values(sections).map((section) => JSON.stringify(section));
  let start = 0;
  const index = Object.keys(sections).map((name, i) => {
    const length = texts[i]?.length ?? 0;
    start += length;
    return [name, [start - length, length]];
  });
  return `${JSON.stringify(Object.fromEntries(index))}\n${texts.join('')}`;
}

/** Rows with the same fields throughout, column by column. */
function columnsOf(rows: readonly object[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])]),
  );
}

const pick = (record: object, wanted: (field: string) => boolean): object =>
  Object.fromEntries(Object.entries(record).filter(([field]) => wanted(field)));
