import { axisX, axisY, dot, gridX, gridY, line, type Markish, ruleX, ruleY } from '@observablehq/plot';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import { capitalised, grouped, usd } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import { modelCell } from '../row-cells.ts';
import type { Chart } from './chart.ts';
import { type Finalist, keysOf } from './finalist.ts';
import { type Measure, measureOf } from './measure.ts';
import { numbered } from './numbered.ts';
import { draw, isNarrow, RULE } from './surface.ts';
import { logTicks, numberTick, usdTick } from './ticks.ts';

interface Point {
  readonly row: Ranked;
  readonly usd: Usd;
  readonly low_usd: Usd;
  readonly high_usd: Usd;
  readonly speed: number;
  readonly low: number;
  readonly high: number;
}

/** All ranked machines by price and speed, the finalists with their ranges, and those that nothing beats on both. */
export function priceSpeed(d: Recommendation, finalists: readonly Finalist[]): Chart | null {
  const measure = measureOf(d.ranked[0]?.workloads[0]);
  const points = d.ranked.flatMap((row) => pointOf(row, measure));
  const shown = finalists.flatMap((f): Shown[] => {
    const point = points.find((p) => p.row === f.row);
    return point ? [{ f, ...point }] : [];
  });
  if (shown.length === 0 || points.length < 2) return null;
  const front = paretoFront(points, measure);
  const better = measure.more_is_better ? 'higher' : 'lower';
  const models = new Set(points.map((p) => p.row.model?.id));
  const says = [
    `Each dot is one of ${grouped(points.length)} machines; further left is cheaper, ${better} is faster, and lines through the numbered ones are 80 % ranges.`,
    `On the grey line stand the ${front.length} that nothing both cheaper and faster beats.`,
    ...(models.size > 1
      ? ['Each runs the model that serves best on it, so a larger one may be slower by choice.']
      : []),
  ].join(' ');
  const title = `Price against ${measure.name}`;
  const x = span([...points.map((p) => p.usd), ...shown.flatMap((p) => [p.low_usd, p.high_usd])]);
  const y = span([...points.map((p) => p.speed), ...shown.flatMap((p) => [p.low, p.high])]);
  return {
    id: 'price-speed',
    title,
    says,
    keys: [
      ...keysOf(shown.map((p) => p.f)).map(({ dashes: _, ...key }) => key),
      { mark: 'dot', colour: 'var(--muted)', name: 'other machines' },
      { mark: 'line', colour: 'var(--muted)', name: 'nothing is cheaper and faster' },
    ],
    table: tableOf(front, measure),
    draw: (width) => {
      const prices = logTicks(x, isNarrow(width) ? 5 : 9);
      const speeds = logTicks(y, 8);
      return draw(title, {
        width,
        height: isNarrow(width) ? 320 : 420,
        marginLeft: 48,
        marginRight: 30,
        marginBottom: 44,
        marginTop: 30,
        x: { type: 'log', domain: x },
        y: { type: 'log', domain: y },
        marks: [
          gridX({ ...RULE, ticks: prices }),
          gridY({ ...RULE, ticks: speeds }),
          // The axis of a log scale leaves out labels of its own accord unless they are given as text.
          axisX(prices, { label: 'price, log scale', text: usdTick, tickSize: 0 }),
          axisY(speeds, { label: measure.axis, text: numberTick, tickSize: 0 }),
          ...marksOf(points, front, shown, measure),
        ],
      });
    },
  };
}

/** A finalist where its price and speed put it. */
interface Shown extends Point {
  readonly f: Finalist;
}

const tableOf = (front: readonly Point[], measure: Measure): Chart['table'] => ({
  head: ['On the line', 'Price', 'Range', capitalised(measure.name), 'Range', 'Model'],
  rows: front.map((p) => [
    `${p.row.rank}. ${p.row.system.name}`,
    usd(p.usd),
    `${usd(p.low_usd)}–${usd(p.high_usd)}`,
    measure.say(p.speed),
    `${measure.say(p.low)}–${measure.say(p.high)}`,
    modelCell(p.row),
  ]),
});

const marksOf = (
  points: readonly Point[],
  front: readonly Point[],
  shown: readonly Shown[],
  measure: Measure,
): Markish[] => [
  line(front, { x: 'usd', y: 'speed', curve: 'step-after', stroke: 'var(--muted)', strokeWidth: 1.5 }),
  dot(points, {
    x: 'usd',
    y: 'speed',
    r: 3,
    fill: 'var(--muted)',
    fillOpacity: 0.6,
    title: (p: Point) => `${p.row.system.name}: ${usd(p.usd)}, ${measure.say(p.speed)}`,
  }),
  ruleY(shown, { x1: 'low_usd', x2: 'high_usd', y: 'speed', stroke: colourOf, strokeWidth: 1.5 }),
  ruleX(shown, { x: 'usd', y1: 'low', y2: 'high', stroke: colourOf, strokeWidth: 1.5 }),
  ...numbered(shown.map((p) => ({ f: p.f, x: p.usd, y: p.speed }))),
];

const colourOf = (p: { f: Finalist }): string => p.f.colour;

/** The span of all values, with some room, on a logarithmic scale. */
function span(values: readonly number[]): [number, number] {
  const all = values.filter((v) => v > 0);
  return [Math.min(...all) / 1.1, Math.max(...all) * 1.1];
}

function pointOf(row: Ranked, measure: Measure): Point[] {
  const speed = measure.of(row.workloads[0]);
  const price = row.price_usd;
  if (!speed || !price || price.value <= 0 || speed.value <= 0) return [];
  return [
    {
      row,
      usd: price.value,
      low_usd: price.low,
      high_usd: price.high,
      speed: speed.value,
      low: speed.low,
      high: speed.high,
    },
  ];
}

/** Cheapest first, only those faster than everything that costs no more. */
export function paretoFront(
  points: readonly Point[],
  { more_is_better }: Pick<Measure, 'more_is_better'>,
): Point[] {
  const gain = (p: Point): number => (more_is_better ? p.speed : -p.speed);
  const front: Point[] = [];
  for (const p of [...points].sort((a, b) => a.usd - b.usd || gain(b) - gain(a))) {
    const last = front.at(-1);
    if (!last || gain(p) > gain(last)) front.push(p);
  }
  return front;
}
