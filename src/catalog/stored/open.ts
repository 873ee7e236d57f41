import type { Catalog } from '../../schema/catalog.ts';
import type { Offer } from '../../schema/offer.ts';
import {
  COLD_FIELDS,
  COLD_SECTIONS,
  type ColdSection,
  type Columns,
  type HotIndex,
  type HotSections,
  type NamedShelf,
  type Shelf,
} from './layout.ts';

/** Reads bytes of the cold file as text. */
type ReadCold = (start: number, length: number) => string;

/**
 * The catalogue from its hot file, a section parsed when it is first asked for. Whoever reads a cold field, a measured
 * cell or a source gets it, one record parsed at a time. Cold fields are no own properties: a copy of a record by
 * spreading lacks them.
 */
export function openStored(hotText: string, read: ReadCold): Catalog {
  const first = hotText.indexOf('\n') + 1;
  const index = JSON.parse(hotText.slice(0, first)) as HotIndex;
  const parsed = <N extends keyof HotSections>(name: N): HotSections[N] => {
    const [start, length] = index[name];
    return JSON.parse(hotText.slice(first + start, first + start + length)) as HotSections[N];
  };
  const fields = parsed('fields');
  const warmed = (section: ColdSection) => () => {
    const records = parsed(section);
    addColdFields(
      Object.values(records) as object[],
      COLD_FIELDS[section],
      shelfReader(fields[section], read),
    );
    return records;
  };
  const { fields: _, ...named } = index;
  return lazily({
    ...Object.fromEntries(
      (Object.keys(named) as (keyof typeof named)[]).map((name) => [name, () => parsed(name)]),
    ),
    ...Object.fromEntries(COLD_SECTIONS.map((section) => [section, warmed(section)])),
    offers: () => rowsOf(parsed('offers')),
    cells: () => byName(parsed('cells'), read),
    worked_out: () => byName(parsed('worked_out'), read),
    sources: () => shelfReader(parsed('sources'), read)(0),
  }) as unknown as Catalog;
}

/** An object whose properties are worked out when first read. */
function lazily(makers: Readonly<Record<string, () => unknown>>): object {
  const properties = Object.entries(makers).map(([name, make]) => {
    let made: unknown;
    return [name, { get: () => (made ??= make()), enumerable: true }];
  });
  return Object.defineProperties({}, Object.fromEntries(properties));
}

/** Offers from their columns, as one literal: engines lay such objects out once, and there are thousands. */
function rowsOf(columns: Columns): Offer[] {
  const { item, config, kind, amount, currency, region, observed, trust, source, note } = columns as {
    [K in keyof Offer]: readonly Offer[K][];
  };
  return item.map(
    (_, i) =>
      ({
        item: item[i],
        config: config[i],
        kind: kind[i],
        amount: amount[i],
        currency: currency[i],
        region: region[i],
        observed: observed[i],
        trust: trust[i],
        source: source[i],
        note: note[i],
      }) satisfies Record<keyof Offer, unknown> as Offer,
  );
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
  const places = new Map<string | symbol, number>(shelf.names.map((name, i) => [name, i]));
  const at = shelfReader(shelf, read);
  const get = (name: string | symbol): unknown => {
    const place = places.get(name);
    return place === undefined ? undefined : at(place);
  };
  return new Proxy<Record<string, unknown>>(Object.create(null), {
    get: (_, name) => get(name),
    has: (_, name) => places.has(name),
    ownKeys: () => [...shelf.names],
    getOwnPropertyDescriptor: (_, name) =>
      places.has(name)
        ? { value: get(name), enumerable: true, configurable: true, writable: false }
        : undefined,
  });
}
