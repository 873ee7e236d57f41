import { machineId } from '../../answers/machine-id.ts';
import { modelId } from '../../answers/model-id.ts';
import { quantId } from '../../answers/quant-id.ts';
import { AMBIGUOUS, MOST_LIKELY } from '../../answers/unknown-name.ts';
import { likelyMeant, type NamedThing } from '../../catalog/names/likely-meant.ts';
import { contradictions, reading } from '../../report/contradictions.ts';
import { outline } from '../../report/outline.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { cellPlace } from '../../schema/cell-key.ts';
import type { Claim } from '../../schema/claim.ts';
import { didYouMean, UsageError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { ascending, newestFirst } from '../../units/order.ts';
import type { RunCommand } from '../commands.ts';

/** `advise show ID`: everything known about one thing, with its sources spelled out, its offers and contradictions. */
export const run: RunCommand = async (args, _flags, context) => {
  const catalog = await context.catalog();
  const { what, id, thing } = find(args[0] ?? '', catalog);
  const disagreements = contradictions(thing);
  const beside = {
    ...(PRICED.has(what) ? { offers: offersOf(id, catalog, context.asOf) } : {}),
    ...(what === 'model' ? { file_gb: sizesOf(id, catalog) } : {}),
    ...(what === 'device' || what === 'model' ? { measured_cells: cellsOf(what, id, catalog) } : {}),
  };
  const citedIn = cited({ thing, beside }, catalog);
  if (context.format === 'json') {
    const document = {
      schema_version: 1,
      what,
      id,
      ...thing,
      contradictions: disagreements,
      ...beside,
      cited: citedIn,
    };
    context.emit(JSON.stringify(document, null, 2));
    return 0;
  }
  const { claims = [], ...facts } = thing;
  const contested = new Set(disagreements.map((c) => c.field));
  const contradicted = disagreements.map((c) => ({
    field: c.field,
    chosen: c.chosen ? reading(c.chosen) : null,
    others: c.others.map(reading),
  }));
  const readings = claims.filter((c) => !contested.has(c.field)).map((c) => `${c.field}: ${reading(c)}`);
  const readable = { what, id, ...facts, readings, contradictions: contradicted, ...beside, cited: citedIn };
  context.emit(outline(readable, context.renderOptions()));
  return 0;
};

type What =
  | 'system'
  | 'device'
  | 'model'
  | 'quant'
  | 'rule'
  | 'engine'
  | 'workload'
  | 'source'
  | 'host'
  | 'part';
type Thing = Record<string, unknown> & { claims?: readonly Claim[] };
interface Found {
  readonly what: What;
  readonly id: string;
  readonly thing: Thing;
}

/** Kinds that others refer to, suggested last among similar names. */
const ASIDE: ReadonlySet<What> = new Set(['rule', 'source', 'host', 'part']);

const PRICED: ReadonlySet<What> = new Set(['system', 'device', 'part', 'model']);

/** In the order in which a name that several kinds share is meant. */
const shelves = (c: Catalog): readonly (readonly [What, Readonly<Record<string, unknown>>])[] => [
  ['system', c.systems],
  ['device', c.devices],
  ['model', c.models],
  ['model', c.diffusion],
  ['quant', c.quants],
  ['rule', Object.fromEntries(c.rules.map((r) => [r.id, r]))],
  ['engine', c.engines],
  ['workload', c.workloads],
  ['source', c.sources],
  ['host', c.hosts],
  ['part', c.parts],
];

/** By id; else by any name that leads to a machine, model or format. */
function find(raw: string, c: Catalog): Found {
  const id = raw.trim();
  const all = shelves(c);
  const take = (wanted: string): Found | undefined => {
    const [what, shelf] = all.find(([, things]) => Object.hasOwn(things, wanted)) ?? [];
    return what && shelf ? { what, id: wanted, thing: shelf[wanted] as Thing } : undefined;
  };
  const exact = take(id);
  if (exact) return exact;
  const machine = attempt(() => machineId(id, c, 'show').id);
  for (const said of [
    machine,
    attempt(() => modelId(id, c, 'show')),
    attempt(() => quantId(id, c, 'show')),
  ]) {
    const named = typeof said === 'string' ? take(said) : undefined;
    if (named) return named;
  }
  if (machine instanceof UsageError && machine.code === AMBIGUOUS) throw machine;
  const things = all.flatMap(([what, shelf]) =>
    Object.entries(shelf).map(
      ([id, thing]): NamedThing => ({ ...(thing as object), id, aside: ASIDE.has(what) }),
    ),
  );
  throw new UsageError(
    `nothing is called "${shown(raw)}"`,
    didYouMean(soldFirst(likelyMeant(id, things), c)) ||
      '`advise list systems|devices|models|...` prints what there is.',
    'unknown_id',
  );
}

/** The machines of a class that are sold, newest first, and the class itself last. */
function soldFirst(ids: readonly string[], { systems }: Catalog): string[] {
  const isClass = (id: string) => systems[id]?.generic === true;
  const groups = new Set(ids.filter(isClass).flatMap((id) => systems[id]?.group ?? []));
  const members = Object.values(systems)
    .filter((s) => !s.generic && s.group !== undefined && groups.has(s.group))
    .sort(newestFirst)
    .map((s) => s.id);
  const sold = [...new Set([...ids.filter((id) => !isClass(id)), ...members])];
  const classes = ids.filter(isClass);
  return [...sold.slice(0, MOST_LIKELY - classes.length), ...classes];
}

function attempt(look: () => string): string | UsageError {
  try {
    return look();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** Every observation by the day, newest first, rented and hosted prices included. */
const offersOf = (id: string, c: Catalog, asOf: string) =>
  c.offers
    .filter((o) => [id, `cloud:${id}`, `api:${id}`].includes(o.item) && o.observed <= asOf)
    .sort((a, b) => ascending(b.observed, a.observed))
    .map(({ item: _, config, note, ...offer }) => ({
      ...offer,
      ...(config ? { config } : {}),
      ...(note ? { note } : {}),
    }));

const sizesOf = (id: string, c: Catalog) =>
  Object.fromEntries(
    Object.entries(c.file_bytes[id] ?? {}).map(([quant, bytes]) => [quant, Math.round(bytes / 1e6) / 1e3]),
  );

/** How many stored measured cells a device or a model has. */
function cellsOf(what: 'device' | 'model', id: string, c: Catalog): number {
  return Object.entries(c.cells).reduce(
    (n, [key, cells]) => n + (cellPlace(key)[what] === id ? cells.length : 0),
    0,
  );
}

/** Every source that is named anywhere in it, in full. */
function cited(thing: unknown, c: Catalog): Record<string, unknown> {
  const ids = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && Object.hasOwn(c.sources, value)) ids.add(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(thing);
  return Object.fromEntries([...ids].sort().map((id) => [id, c.sources[id]]));
}
