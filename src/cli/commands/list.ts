import { oneOf } from '../../answers/choice.ts';
import { type Grid, gridIn, gridText } from '../../report/grid/grid.ts';
import { proseGrid } from '../../report/grid/prose-grid.ts';
import type { FactSpec } from '../../rules/fact-specs.ts';
import { FACTS } from '../../rules/facts.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { cellPlace } from '../../schema/cell-key.ts';
import { grouped } from '../../units/format.ts';
import type { RunCommand } from '../commands.ts';
import type { Context } from '../context.ts';

export const KINDS = [
  'systems',
  'devices',
  'models',
  'quants',
  'engines',
  'offers',
  'measurements',
  'rules',
  'facts',
  'sources',
  'workloads',
] as const;
type Kind = (typeof KINDS)[number];

/** What people call them; one of them is as good as all. */
const ALSO: Readonly<Record<string, Kind>> = {
  machines: 'systems',
  cards: 'devices',
  chips: 'devices',
  gpus: 'devices',
  llms: 'models',
  formats: 'quants',
  prices: 'offers',
  benchmarks: 'measurements',
  ...Object.fromEntries(KINDS.map((kind) => [kind.replace(/s$/, ''), kind])),
};

/** `advise list KIND`: one line each; with --json the ids and main facts as an array. */
export const run: RunCommand = async (args, _flags, context) => {
  const kind = oneOf(args[0] ?? '', KINDS, 'list', ALSO);
  const catalog = await context.catalog();
  const items = LISTS[kind](catalog, context.asOf);
  context.emitDocument(items, () => itemsText(kind, items, context));
  return 0;
};

function itemsText(kind: Kind, items: readonly Item[], { format, renderOptions }: Context): string {
  const grid = asGrid(kind, items);
  if (format !== 'table') return gridIn(grid, format, renderOptions());
  const prose = PROSE.has(grid.columns.at(-1)?.id ?? '');
  const text = (prose ? proseGrid : gridText)(grid, renderOptions());
  // The head of a long list has scrolled away.
  const one = items.length === 1 ? kind.slice(0, -1) : kind;
  return `${text}\n${grouped(items.length)} ${one}.`;
}

/** Last columns that hold sentences, which must not be cut. */
const PROSE: ReadonlySet<string> = new Set(['consequence']);

/**
 * What a narrow terminal shows first, after the id: the figures people choose by. Names come later, since they say much
 * the same as ids.
 */
const FIRST: readonly string[] = [
  'memory_gb',
  'params_total_b',
  'bandwidth_gb_s',
  'quality',
  'released',
  'kind',
];

/** The same for kinds that are looked up rather than chosen. */
const FIRST_OF: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  offers: ['amount', 'observed', 'currency', 'kind'],
  sources: ['date', 'title'],
};

/** The id first, then what people choose by, then the rest as it comes. */
function priorityOf(kind: Kind, key: string, column: number): number {
  if (column === 0) return 0;
  const first = FIRST_OF[kind] ?? FIRST;
  return first.includes(key) ? first.indexOf(key) + 1 : first.length + column;
}

/** Ids of sources are made of addresses: one in eight is longer, and whole they would leave no room for anything else. */
const LONGEST_SOURCE_ID = 40;

type Item = Record<string, string | number | boolean | null>;

function asGrid(kind: Kind, items: readonly Item[]): Grid {
  const keys = Object.keys(items[0] ?? { id: '' });
  return {
    columns: keys.map((key, i) => ({
      id: key,
      title: key.toUpperCase(),
      right: items.some((item) => typeof item[key] === 'number'),
      priority: priorityOf(kind, key, i),
      ...(i > 0 ? {} : kind === 'sources' ? { least: LONGEST_SOURCE_ID } : { whole: true }),
    })),
    rows: items.map((item) =>
      keys.map((key) => (item[key] === null || item[key] === undefined ? '-' : String(item[key]))),
    ),
  };
}

/** The unit of a fact, or the words it takes; null where those are in the data. */
function factOf(spec: FactSpec): string | null {
  if (spec.type === 'number') return spec.unit;
  return spec.type === 'boolean' ? null : (spec.values?.join(', ') ?? null);
}

const LISTS: Record<Kind, (c: Catalog, asOf: string) => Item[]> = {
  systems: (c) =>
    Object.values(c.systems).map((s) => ({
      id: s.id,
      name: s.name,
      kind: s.kind,
      memory_gb: s.memory_gb,
      os: s.os.join(','),
      released: s.released ?? null,
      ended: s.ended ?? null,
    })),
  devices: (c) =>
    Object.values(c.devices).map((d) => ({
      id: d.id,
      name: d.name,
      vendor: d.vendor,
      family: d.family,
      memory_gb: d.memory.capacity_gb ?? null,
      bandwidth_gb_s: d.memory.bandwidth_gb_s ?? null,
      released: d.released ?? null,
    })),
  models: (c) => [
    ...Object.values(c.models).map((m) => ({
      id: m.id,
      name: m.name,
      kind: m.kind,
      params_total_b: m.params_total_b,
      params_active_b: m.params_active_b,
      quality: m.quality?.value ?? null,
      released: m.released ?? null,
    })),
    ...Object.values(c.diffusion).map((m) => ({
      id: m.id,
      name: m.name,
      kind: m.kind,
      params_total_b: Number(m.components.reduce((sum, p) => sum + p.params_b, 0).toPrecision(6)),
      params_active_b: null,
      quality: m.quality?.value ?? null,
      released: m.released ?? null,
    })),
  ],
  quants: (c) =>
    Object.values(c.quants).map((q) => ({
      id: q.id,
      class: q.class,
      bits_per_weight: q.bits_per_weight,
      quality_loss: q.quality_loss,
      engines: q.engines.join(','),
    })),
  engines: (c) =>
    Object.entries(c.engines).map(([id, e]) => ({
      id,
      name: e.name,
      purpose: e.purpose.join(','),
      backends: e.backends.join(','),
      serves_many: e.serves_many,
    })),
  offers: (c, asOf) =>
    c.offers
      .filter((o) => o.observed <= asOf)
      .map((o) => ({
        item: o.item,
        kind: o.kind,
        amount: o.amount,
        currency: o.currency,
        region: o.region,
        observed: o.observed,
        trust: o.trust,
        source: o.source,
      })),
  // The cells that estimates look up: per cell the median over the sources of its newest era.
  measurements: (c) =>
    Object.entries(c.cells).flatMap(([key, cells]) => {
      const { device, count, model } = cellPlace(key);
      return cells.map((cell) => ({
        device,
        model,
        tok_s: cell.tok_s,
        phase: cell.phase,
        quant: cell.quant,
        count,
        engine: cell.engine,
        backend: cell.backend,
        tokens: cell.tokens ?? null,
        depth: cell.depth,
        concurrency: cell.concurrency,
        date: cell.date,
        source: cell.source,
      }));
    }),
  rules: (c) =>
    c.rules.map((r) => ({
      id: r.id,
      severity: r.severity,
      effect: Object.keys(r.then)[0] ?? '',
      title: r.title,
    })),
  facts: () =>
    Object.entries<FactSpec>(FACTS).map(([id, spec]) => ({
      id,
      type: spec.type,
      of: factOf(spec),
      about: spec.about,
    })),
  sources: (c) =>
    Object.entries(c.sources).map(([id, s]) => ({
      id,
      date: s.date,
      kind: s.kind,
      title: s.title,
      url: s.url ?? null,
    })),
  workloads: (c) =>
    Object.entries(c.workloads).map(([id, w]) => ({
      id,
      name: w.name,
      kind: w.kind,
      consequence: w.consequence,
    })),
};
