import { areaY, axisX, axisY, gridY, line } from '@observablehq/plot';
import type { PriceHistory } from '../../schema/details.ts';
import { percent, usd } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import type { Chart } from './chart.ts';
import { type Finalist, keysOf } from './finalist.ts';
import { along, numbered } from './numbered.ts';
import { dollarFrame, draw, isNarrow, RULE, shaded, stroked } from './surface.ts';
import { usdTick } from './ticks.ts';

/** What each finalist cost on the days somebody looked; a price stands until the next look. */
export function priceHistory(
  histories: readonly PriceHistory[],
  finalists: readonly Finalist[],
): Chart | null {
  const lines = finalists.flatMap((f) => {
    const found = histories.find((h) => h.system === f.row.system.id)?.points ?? [];
    const points = found.map((p) => ({ ...p, x: new Date(`${p.day}T00:00:00Z`), y: p.usd }));
    return points.length < 2 ? [] : [{ f, points }];
  });
  const [first] = lines;
  if (!first) return null;
  const says = [
    'Each line is the price by our rules on every day on which somebody looked, and stands until the next look.',
    moveOf(first.f, first.points),
    `The shaded band is the range of number ${first.f.rank}: the older the look, the wider.`,
  ].join(' ');
  const title = 'Price history';
  return {
    id: 'price-history',
    title,
    says,
    keys: keysOf(lines.map((l) => l.f)),
    table: {
      head: ['Machine', 'Day', 'Price', 'Range'],
      rows: lines.flatMap((l) =>
        l.points
          .filter(
            (p, i, all) =>
              i === 0 || i === all.length - 1 || Math.round(p.usd) !== Math.round(all[i - 1]?.usd ?? 0),
          )
          .map((p) => [`${l.f.rank}. ${l.f.name}`, p.day, usd(p.usd), `${usd(p.low)}–${usd(p.high)}`]),
      ),
    },
    draw: (width) =>
      draw(title, {
        ...dollarFrame(width),
        x: { type: 'utc' },
        y: {
          domain: [0, Math.max(...lines.flatMap((l) => l.points.map((p) => (l === first ? p.high : p.usd))))],
        },
        marks: [
          gridY({ ...RULE, ticks: 5 }),
          axisX({ label: null, ticks: isNarrow(width) ? 3 : 7, tickSize: 0, tickFormat: monthOf }),
          axisY({ label: 'price', ticks: 5, tickFormat: usdTick, tickSize: 0 }),
          areaY(first.points, { ...shaded(first.f.colour), curve: 'step-after' }),
          ...lines.map((l) => line(l.points, { ...stroked(l.f.colour, l.f.dashes), curve: 'step-after' })),
          ...numbered(along(lines)),
        ],
      }),
  };
}

const monthOf = (day: Date): string => day.toISOString().slice(0, 7);

function moveOf(f: Finalist, points: readonly { day: string; usd: Usd }[]): string {
  const [from, to] = [points[0], points.at(-1)];
  if (!from || !to) return '';
  const change = to.usd / from.usd - 1;
  const moved =
    Math.abs(change) < 0.005
      ? 'costs what it did'
      : `costs ${percent(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than it did`;
  return `Number ${f.rank} ${moved} on ${from.day}.`;
}
