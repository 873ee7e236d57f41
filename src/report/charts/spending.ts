import { areaY, axisX, axisY, dot, gridY, line, type Markish, ruleY } from '@observablehq/plot';
import { countedJob } from '../../recommend/outlook/jobs.ts';
import { jobsSaid } from '../../recommend/prose/job-noun.ts';
import type { Spending } from '../../schema/details.ts';
import type { Ranked } from '../../schema/document.ts';
import { significant, spanOfYears, tokens, usd } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import type { Chart } from './chart.ts';
import { type Finalist, keysOf } from './finalist.ts';
import { along, numbered } from './numbered.ts';
import { dollarFrame, draw, RULE, shaded, stroked } from './surface.ts';
import { usdTick } from './ticks.ts';

const SERVICES = {
  api: { colour: 'var(--ink)', dashes: '3 4', name: 'API by the token' },
  rent: { colour: 'var(--muted)', dashes: '12 4', name: 'renting by the hour' },
} as const;

/** Money spent by then: machines start at their price, services at nothing. */
export function spending(s: Spending, finalists: readonly Finalist[]): Chart | null {
  const owned = waysOf(s, finalists);
  const [first] = owned;
  if (!first) return null;
  const lines = linesOf(s, owned, first);
  const title = `Cost over ${spanOfYears(s.years)}`;
  return {
    id: 'spending',
    title,
    says: [
      workLine(s, first.f.row),
      ...s.services.map((service) => breakEven(first, service, s.years)),
      `Electricity ${s.usd_per_kwh === null ? 'is left out: its price is unknown' : `at ${significant(s.usd_per_kwh * 100, 2)} cents a kWh`}; hollow marks are what it has cost once sold as used.`,
    ].join(' '),
    keys: [
      ...keysOf(owned.map(({ f }) => f)),
      ...lines.services.map(({ colour, dashes, name }) => ({ mark: 'line' as const, colour, dashes, name })),
    ],
    table: tableOf(s, owned),
    draw: (width) =>
      draw(title, {
        ...dollarFrame(width),
        x: { domain: [0, s.years] },
        y: { domain: [0, highest(lines)] },
        marks: marksOf(lines, s.years),
      }),
  };
}

/** A machine that is bought, and what it costs. USD. */
interface Way {
  readonly f: Finalist;
  readonly o: Spending['owned'][number];
  readonly perYear: Usd;
  /** After all the years, before it is sold. */
  readonly total: Usd;
}

const waysOf = (s: Spending, finalists: readonly Finalist[]): Way[] =>
  finalists.flatMap((f) => {
    const o = s.owned.find((x) => x.system === f.row.system.id);
    if (!o) return [];
    const perYear = o.electricity_usd_per_year ?? 0;
    return [{ f, o, perYear, total: o.price_usd.value + perYear * s.years }];
  });

function tableOf(s: Spending, owned: readonly Way[]): Chart['table'] {
  return {
    head: ['Way', 'To start', 'Per year', `After ${spanOfYears(s.years)}`, 'Once sold'],
    rows: [
      ...owned.map(({ f, o, perYear, total }) => [
        `${f.rank}. ${f.name}`,
        usd(o.price_usd.value),
        o.electricity_usd_per_year === null ? 'power unknown' : usd(perYear),
        usd(total),
        usd(total - o.resale_usd),
      ]),
      ...s.services.map((x) => [
        SERVICES[x.kind].name,
        usd(0),
        usd(x.usd_per_year),
        usd(x.usd_per_year * s.years),
        '-',
      ]),
    ],
  };
}

/** What is drawn: by years (x) and USD spent by then (y). */
type Lines = ReturnType<typeof linesOf>;

function linesOf(s: Spending, owned: readonly Way[], first: Way) {
  const steps = Array.from({ length: 13 }, (_, i) => (i / 12) * s.years);
  const from = (start: Usd, perYear: Usd) => steps.map((x) => ({ x, y: start + perYear * x }));
  return {
    machines: owned.map(({ f, o, perYear }) => ({ f, points: from(o.price_usd.value, perYear) })),
    services: s.services.map((x) => ({ ...SERVICES[x.kind], points: from(0, x.usd_per_year) })),
    sold: owned.map(({ f, o, total }) => ({ f, y: total - o.resale_usd })),
    /** Between the ends of the price of the first. */
    band: steps.map((x) => ({
      x,
      low: first.o.price_usd.low + first.perYear * x,
      high: first.o.price_usd.high + first.perYear * x,
    })),
    bandColour: first.f.colour,
  };
}

const highest = ({ band, machines, services }: Lines): Usd =>
  Math.max(
    ...band.map((b) => b.high),
    ...[...machines, ...services].flatMap((l) => l.points.map((p) => p.y)),
  );

function marksOf({ machines, services, sold, band, bandColour }: Lines, years: number): Markish[] {
  return [
    gridY({ ...RULE, ticks: 5 }),
    axisX({ label: 'years', ticks: Math.min(6, Math.ceil(years)), tickSize: 0 }),
    axisY({ label: 'spent by then', ticks: 5, tickFormat: usdTick, tickSize: 0 }),
    ruleY([0], { stroke: 'var(--ink)' }),
    areaY(band, shaded(bandColour)),
    ...services.map((v) => line(v.points, stroked(v.colour, v.dashes))),
    ...machines.map((m) => line(m.points, stroked(m.f.colour, m.f.dashes))),
    dot(sold, {
      x: years,
      y: 'y',
      r: 5,
      fill: 'var(--paper)',
      stroke: (p: (typeof sold)[number]) => p.f.colour,
      strokeWidth: 2,
    }),
    ...numbered(along(machines)),
  ];
}

function workLine({ tokens_per_day, asked_per_day, stated, jobs }: Spending, row: Ranked): string {
  if (jobs && tokens_per_day === null) return `At your ${jobsSaid(jobs, countedJob(row.workloads))}.`;
  if (tokens_per_day === null) return 'At two hours of work a day, our assumption.';
  const daily = `${tokens(tokens_per_day)} tokens a day`;
  if (asked_per_day !== undefined)
    return `At ${daily}, the most that all of these can do of your ${tokens(asked_per_day)}.`;
  return stated
    ? `At your ${daily}.`
    : `At ${daily}, what the first machine decodes in two hours: our assumption, --tokens-per-day gives yours.`;
}

/** When the machine has paid for itself against a service, if ever within the years. */
function breakEven({ f, o, perYear }: Way, service: Spending['services'][number], years: number): string {
  const saved = service.usd_per_year - perYear;
  const after = saved > 0 ? o.price_usd.value / saved : Number.POSITIVE_INFINITY;
  const what = `Against ${service.title} number ${f.rank}`;
  if (after <= years)
    return `${what} pays for itself after ${after < 1 ? `${significant(after * 12, 2)} months` : `${significant(after, 2)} years`}.`;
  return o.price_usd.value - o.resale_usd < saved * years
    ? `${what} pays for itself only once it is sold.`
    : `${what} does not pay for itself in that time.`;
}
