import { nearestNames } from '../../catalog/names/nearest.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { shown } from '../choice.ts';
import type { Context } from '../context.ts';
import { machineId, modelId } from '../resolve.ts';

/** `advise show ID`: everything known about one thing, with its sources spelled out, its offers and contradictions. */
export async function run(
  args: readonly string[],
  _flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.catalog();
  const found = find(args[0] ?? '', catalog);
  const document = {
    kind: found.kind,
    ...found.thing,
    ...(found.kind === 'system' || found.kind === 'device' || found.kind === 'part'
      ? { offers: offersOf(found.thing.id, catalog, context.asOf) }
      : {}),
    ...(found.kind === 'model' ? { file_gb: sizesOf(found.thing.id, catalog) } : {}),
    cited: cited(found.thing, catalog),
  };
  if (context.format === 'json') context.emit(JSON.stringify(document, null, 2));
  else context.emit(outline(document));
  return 0;
}

type Thing = { id: string } & Record<string, unknown>;

function find(raw: string, c: Catalog): { kind: string; thing: Thing } {
  const id = raw.trim();
  const own = (kind: string, things: Readonly<Record<string, unknown>>) =>
    Object.hasOwn(things, id) ? { kind, thing: { id, ...(things[id] as object) } } : undefined;
  const exact =
    own('system', c.systems) ??
    own('device', c.devices) ??
    own('model', c.models) ??
    own('model', c.diffusion) ??
    own('quant', c.quants) ??
    own('rule', Object.fromEntries(c.rules.map((r) => [r.id, r]))) ??
    own('engine', c.engines) ??
    own('workload', c.workloads) ??
    own('source', c.sources) ??
    own('host', c.hosts) ??
    own('part', c.parts);
  if (exact) return exact;
  for (const look of [() => machine(raw, c), () => model(raw, c)]) {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
  const all = [c.systems, c.devices, c.models, c.diffusion, c.quants, c.engines, c.workloads]
    .flatMap((r) => Object.keys(r))
    .concat(c.rules.map((r) => r.id));
  const near = nearestNames(id.toLowerCase(), all);
  throw new UsageError(
    `nothing is called "${shown(raw)}"`,
    near.length > 0
      ? `Did you mean ${near.map((n) => `"${n}"`).join(', ')}?`
      : '`advise list systems|devices|models|...` prints what there is.',
    'unknown_id',
  );
}

function machine(raw: string, c: Catalog) {
  const { kind, id } = machineId(raw, c, 'show');
  return { kind, thing: { ...(kind === 'system' ? c.systems[id] : c.devices[id]), id } as Thing };
}
function model(raw: string, c: Catalog) {
  const id = modelId(raw, c, 'show');
  return { kind: 'model', thing: { ...(c.models[id] ?? c.diffusion[id]), id } as unknown as Thing };
}

function offersOf(id: string, c: Catalog, asOf: string) {
  return c.offers
    .filter((o) => (o.item === id || o.item === `cloud:${id}`) && o.observed <= asOf)
    .sort((a, b) => (a.observed < b.observed ? 1 : -1))
    .map(({ item: _, ...offer }) => offer);
}

const sizesOf = (id: string, c: Catalog) =>
  Object.fromEntries(
    Object.entries(c.file_bytes[id] ?? {}).map(([quant, bytes]) => [quant, Math.round(bytes / 1e6) / 1e3]),
  );

/** Every source the entry names, in full. */
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

/** YAML-like outline for people; control characters in data never reach the terminal. */
function outline(value: unknown, indent = ''): string {
  if (value === null || typeof value !== 'object') return String(value).replace(/\p{C}/gu, '?');
  if (Array.isArray(value))
    return value.map((v) => `${indent}- ${nested(v, `${indent}  `).trimStart()}`).join('\n');
  return Object.entries(value)
    .filter(
      ([, v]) =>
        v !== undefined &&
        !(Array.isArray(v) && v.length === 0) &&
        !(v !== null && typeof v === 'object' && Object.keys(v).length === 0),
    )
    .map(([k, v]) => `${indent}${k}:${isFlat(v) ? ` ${flat(v)}` : `\n${nested(v, `${indent}  `)}`}`)
    .join('\n');
}
const nested = (v: unknown, indent: string): string => outline(v, indent);
const isFlat = (v: unknown): boolean =>
  v === null || typeof v !== 'object' || (Array.isArray(v) && v.every((x) => typeof x !== 'object'));
const flat = (v: unknown): string => (Array.isArray(v) ? v.join(', ') : String(v)).replace(/\p{C}/gu, '?');
