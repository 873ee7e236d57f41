import { axisX, barX, gridX, type Markish, ruleX, stackX, text, tickX } from '@observablehq/plot';
import { modelName } from '../../recommend/prose/names.ts';
import type { Fit } from '../../schema/document.ts';
import { gib } from '../../units/format.ts';
import type { Chart } from './chart.ts';
import type { Finalist } from './finalist.ts';
import { draw, RULE } from './surface.ts';

const PARTS = [
  { key: 'weights_gib', name: 'weights', colour: 'var(--s1)' },
  { key: 'kv_gib', name: 'KV cache', colour: 'var(--s2)' },
  { key: 'buffers_gib', name: 'buffers', colour: 'var(--s4)' },
] as const;

/** What lies in memory on each finalist, part by part, against what the GPU can use there. */
export function memory(finalists: readonly Finalist[]): Chart | null {
  const shown = finalists.flatMap((f): Held[] => {
    const [work] = f.row.workloads;
    return work?.fit && work.model ? [{ f, fit: work.fit, what: modelName(work.model) }] : [];
  });
  if (shown.length === 0) return null;
  const most = Math.max(...shown.map((s) => Math.max(s.fit.usable_gib, s.fit.footprint_gib)));
  const title = 'Memory used against usable';
  return {
    id: 'memory',
    title,
    says: 'Weights, KV cache and buffers stacked for the context asked for; the upright mark is what the GPU can use there.',
    keys: [
      ...PARTS.map((p) => ({ mark: 'block' as const, colour: p.colour, name: p.name })),
      { mark: 'line', colour: 'var(--ink)', name: 'usable' },
    ],
    table: tableOf(shown),
    draw: (width) =>
      draw(title, {
        width,
        height: 60 + 58 * shown.length,
        marginLeft: 12,
        marginRight: 24,
        marginTop: 8,
        marginBottom: 44,
        x: { domain: [0, most * 1.02] },
        y: {
          type: 'band',
          domain: shown.map((s) => s.f.rank),
          paddingInner: 0.58,
          paddingOuter: 0.3,
          axis: null,
        },
        marks: marksOf(shown, width),
      }),
  };
}

/** A finalist and what it holds. */
interface Held {
  readonly f: Finalist;
  readonly fit: Fit;
  readonly what: string;
}

const labelOf = ({ f }: Held): string => `${f.rank}  ${f.name}`;

const tableOf = (shown: readonly Held[]): Chart['table'] => ({
  head: ['Machine', 'Model', 'Weights', 'KV cache', 'Buffers', 'Together', 'Usable'],
  rows: shown.map((s) => [
    labelOf(s),
    s.what,
    gib(s.fit.weights_gib),
    gib(s.fit.kv_gib),
    gib(s.fit.buffers_gib),
    gib(s.fit.footprint_gib),
    gib(s.fit.usable_gib),
  ]),
});

function marksOf(shown: readonly Held[], width: number): Markish[] {
  const bars = shown.flatMap((s) => PARTS.map((part) => ({ y: s.f.rank, part, gib: s.fit[part.key] })));
  type Bar = (typeof bars)[number];
  return [
    gridX(RULE),
    axisX({ label: 'GiB', tickSize: 0, ticks: 6 }),
    barX(bars, stackX({ x: 'gib', y: 'y', fill: (b: Bar) => b.part.colour, order: null })),
    tickX(shown, {
      x: (s: Held) => s.fit.usable_gib,
      y: (s: Held) => s.f.rank,
      stroke: 'var(--ink)',
      strokeWidth: 3,
    }),
    ruleX([0], { stroke: 'var(--ink)' }),
    text(shown, {
      x: 0,
      y: (s: Held) => s.f.rank,
      dy: -21,
      dx: 2,
      text: (s: Held) => `${labelOf(s)}: ${s.what}`,
      textAnchor: 'start',
      fill: 'var(--ink)',
      stroke: 'var(--paper)',
      lineWidth: (width - 40) / 13,
      textOverflow: 'ellipsis',
    }),
  ];
}
