import { areaY, axisX, axisY, dot, gridX, gridY, line, type Markish, ruleY } from '@observablehq/plot';
import type { DepthCurve } from '../../schema/details.ts';
import { significant, tokens } from '../../units/format.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Chart } from './chart.ts';
import { type Finalist, keysOf } from './finalist.ts';
import { along, numbered } from './numbered.ts';
import { draw, isNarrow, RULE, shaded, stroked } from './surface.ts';

/** Decode speed as the context fills, each line as long as the machine's memory or the model's context. */
export function depth(curves: readonly DepthCurve[], finalists: readonly Finalist[]): Chart | null {
  const lines = linesOf(curves, finalists);
  const [first] = lines;
  if (!first) return null;
  const users = first.users > 1 ? ` for each of ${first.users} users` : '';
  const says = `Tokens per second${users} as the context fills; a line ends where the memory is full or the model’s context is. The shaded band is the 80 % range of number ${first.f.rank}.`;
  const title = 'Decode over depth';
  return {
    id: 'depth',
    title,
    says,
    keys: [
      ...keysOf(lines.map((l) => l.f)),
      ...(measuredOf(lines).length > 0
        ? [{ mark: 'dot' as const, colour: 'var(--ink)', name: 'measured nearby' }]
        : []),
    ],
    table: tableOf(lines),
    draw: (width) =>
      draw(title, {
        width,
        height: isNarrow(width) ? 300 : 360,
        marginLeft: 44,
        marginRight: 20,
        marginTop: 30,
        marginBottom: 44,
        x: { type: 'log', base: 2 },
        y: { domain: [0, highest(lines)] },
        marks: marksOf(lines, width),
      }),
  };
}

interface Line {
  readonly f: Finalist;
  readonly users: number;
  /** By tokens of depth (x) and tok/s of decode (y, with its 80 % range). */
  readonly points: readonly {
    readonly x: number;
    readonly y: TokensPerSecond;
    readonly low: TokensPerSecond;
    readonly high: TokensPerSecond;
    readonly measured: boolean;
  }[];
}

const linesOf = (curves: readonly DepthCurve[], finalists: readonly Finalist[]): Line[] =>
  finalists.flatMap((f) => {
    const curve = curves.find((c) => c.system === f.row.system.id);
    if (!curve || curve.points.length < 2) return [];
    const points = curve.points.map((p) => ({
      x: p.depth,
      y: p.decode_tok_s.value,
      low: p.decode_tok_s.low,
      high: p.decode_tok_s.high,
      measured: p.decode_tok_s.basis === 'measured',
    }));
    return [{ f, points, users: curve.users }];
  });

const measuredOf = (lines: readonly Line[]) =>
  lines.flatMap((l) => l.points.filter((p) => p.measured).map((p) => ({ ...p, colour: l.f.colour })));

/** The band of the first has to be seen whole, of the others the line. */
const highest = (lines: readonly Line[]): TokensPerSecond =>
  Math.max(...lines.flatMap((l, i) => l.points.map((p) => (i === 0 ? Math.max(p.y, p.high) : p.y))));

function tableOf(lines: readonly Line[]): Chart['table'] {
  const depths = [...new Set(lines.flatMap((l) => l.points.map((p) => p.x)))].sort((a, b) => a - b);
  return {
    head: ['Depth, tokens', ...lines.map((l) => `${l.f.rank}. ${l.f.name}, tok/s`)],
    rows: depths.map((x) => [
      tokens(x),
      ...lines.map((l) => {
        const p = l.points.find((q) => q.x === x);
        return p ? `${significant(p.y, 2)} (${significant(p.low, 2)}–${significant(p.high, 2)})` : '-';
      }),
    ]),
  };
}

function marksOf(lines: readonly Line[], width: number): Markish[] {
  const [first] = lines;
  const measured = measuredOf(lines);
  type Measured = (typeof measured)[number];
  return [
    gridX({ ...RULE, ticks: 8 }),
    gridY({ ...RULE, ticks: 5 }),
    axisX({
      label: 'depth, tokens',
      ticks: isNarrow(width) ? 4 : 8,
      tickFormat: (v: number) => tokens(v),
      tickSize: 0,
    }),
    axisY({ label: 'decode, tok/s', ticks: 5, tickSize: 0 }),
    ruleY([0], { stroke: 'var(--ink)' }),
    ...(first ? [areaY(first.points, shaded(first.f.colour))] : []),
    ...lines.map((l) => line(l.points, stroked(l.f.colour, l.f.dashes))),
    dot(measured, { x: 'x', y: 'y', r: 4, fill: (p: Measured) => p.colour, stroke: 'var(--paper)' }),
    ...numbered(along(lines)),
  ];
}
