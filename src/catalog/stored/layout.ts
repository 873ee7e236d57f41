import type { Catalog, WorkedOut } from '../../schema/catalog.ts';

/**
 * How the compiled catalogue lies in dist/: `catalog.json` is all of it, for programs and for commands that show data. A
 * recommendation reads `catalog.hot.json`, what every ranking needs, and looks the rest up in `catalog.cold.txt`, one
 * JSON text per record: parsing what nobody asks for would take longer than everything else.
 */
export const FULL_FILE = 'catalog.json';
export const HOT_FILE = 'catalog.hot.json';
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

export interface HotFile {
  /** Without the cold fields, measured cells and sources. */
  readonly catalog: Omit<Catalog, 'cells' | 'sources'>;
  /** Cold fields of the records of a section, in the section's order. */
  readonly fields: Readonly<Record<ColdSection, Shelf>>;
  readonly cells: NamedShelf;
  readonly worked_out: NamedShelf;
  readonly sources: Shelf;
}

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
  const { cells, sources, ...kept } = catalog;
  const hotSections: Record<string, unknown> = {};
  const fields = Object.fromEntries(
    COLD_SECTIONS.map((section) => {
      const cold = new Set<string>(COLD_FIELDS[section]);
      const records = Object.entries(kept[section]) as [string, object][];
      const warm = records.map(([key, record]) => [key, pick(record, (field) => !cold.has(field))] as const);
      hotSections[section] = Array.isArray(kept[section])
        ? warm.map(([, record]) => record)
        : Object.fromEntries(warm);
      return [section, shelve(records.map(([, record]) => pick(record, (field) => cold.has(field))))];
    }),
  ) as Record<ColdSection, Shelf>;
  const hot: HotFile = {
    catalog: { ...kept, ...hotSections } as HotFile['catalog'],
    fields,
    cells: shelveNamed(cells),
    worked_out: shelveNamed(workedOut),
    sources: shelve([sources]),
  };
  return { hot: JSON.stringify(hot), cold: texts.join('') };
}

const pick = (record: object, wanted: (field: string) => boolean): object =>
  Object.fromEntries(Object.entries(record).filter(([field]) => wanted(field)));
