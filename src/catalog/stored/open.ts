import type { Catalog, WorkedOut } from '../../schema/catalog.ts';
import { COLD_FIELDS, COLD_SECTIONS, type HotFile, type NamedShelf, type Shelf } from './layout.ts';

/** Reads bytes of the cold file as text. */
export type ReadCold = (start: number, length: number) => string;

/**
 * The catalogue from its hot file. Whoever reads a cold field, a measured cell or a source gets it, one record parsed at
 * a time. Cold fields are no own properties: a copy of a record by spreading lacks them.
 */
export function openStored(hotText: string, read: ReadCold): Catalog {
  const hot = JSON.parse(hotText) as HotFile;
  const { catalog } = hot;
  for (const section of COLD_SECTIONS) {
    const records = Object.values(catalog[section]) as object[];
    addColdFields(records, COLD_FIELDS[section], shelfReader(hot.fields[section], read));
  }
  const cells = byName(hot.cells, read) as Catalog['cells'];
  const sources = shelfReader(hot.sources, read);
  const workedOut = byName(hot.worked_out, read) as Readonly<Record<string, WorkedOut>>;
  return Object.defineProperties({ ...catalog, cells, worked_out: workedOut } as unknown as Catalog, {
    sources: { get: () => sources(0), enumerable: true },
  });
}

/** The parsed texts of a shelf by their place on it; each is parsed when first asked for. */
function shelfReader({ start, lengths }: Shelf, read: ReadCold): (index: number) => unknown {
  const parsed: unknown[] = [];
  const starts = new Float64Array(lengths.length);
  for (let i = 0, at = start; i < lengths.length; i++) {
    starts[i] = at;
    at += lengths[i] as number;
  }
  return (index) => {
    const known = parsed[index];
    if (known !== undefined) return known;
    const from = starts[index] ?? start;
    const value: unknown = JSON.parse(read(from, lengths[index] ?? 0));
    parsed[index] = value;
    return value;
  };
}

/** Gives records a common prototype whose getters read the cold fields. */
function addColdFields(
  records: readonly object[],
  fields: readonly string[],
  at: (index: number) => unknown,
): void {
  const places = new Map<object, number>(records.map((record, i) => [record, i]));
  const getters = fields.map((field) => [
    field,
    {
      get(this: object): unknown {
        const place = places.get(this);
        return place === undefined ? undefined : (at(place) as Record<string, unknown>)[field];
      },
      configurable: true,
    },
  ]);
  const cold = Object.defineProperties({}, Object.fromEntries(getters));
  for (const record of records) Object.setPrototypeOf(record, cold);
}

/** A record whose values are parsed when they are read. */
function byName(shelf: NamedShelf, read: ReadCold): Readonly<Record<string, unknown>> {
  const places = new Map(shelf.names.map((name, i) => [name, i]));
  const at = shelfReader(shelf, read);
  const get = (name: string | symbol): unknown => {
    const place = typeof name === 'string' ? places.get(name) : undefined;
    return place === undefined ? undefined : at(place);
  };
  return new Proxy<Record<string, unknown>>(Object.create(null), {
    get: (_, name) => get(name),
    has: (_, name) => typeof name === 'string' && places.has(name),
    ownKeys: () => [...shelf.names],
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && places.has(name)
        ? { value: get(name), enumerable: true, configurable: true, writable: false }
        : undefined,
  });
}
