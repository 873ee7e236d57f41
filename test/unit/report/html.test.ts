import { describe, expect, it } from 'vitest';
import { parseAnswers, type RawAnswers } from '../../../src/answers/parse-answers.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { foldAlike } from '../../../src/recommend/alike-rows.ts';
import { detailsOf } from '../../../src/recommend/details/details.ts';
import { recommend } from '../../../src/recommend/recommend.ts';
import { measureOf } from '../../../src/report/charts/measure.ts';
import { paretoFront } from '../../../src/report/charts/price-speed.ts';
import { logTicks } from '../../../src/report/charts/ticks.ts';
import { detailed } from '../../../src/report/detailed.ts';
import { PAGE_STYLE } from '../../../src/report/html/page-style.ts';
import { html } from '../../../src/report/html.ts';

const catalog = builtInCatalog();
const ask = (raw: RawAnswers, asOf = '2026-11-20') =>
  recommend(parseAnswers(raw, catalog), catalog, { asOf, seed: 1 });
const finalists = (d: ReturnType<typeof ask>) =>
  foldAlike(d.ranked)
    .slice(0, 5)
    .map((l) => l.row);
const ALL = ['price-speed', 'memory', 'depth', 'spending', 'price-history'];
const chartsIn = (page: string) => [...page.matchAll(/<figure id="([^"]+)">/g)].map((m) => m[1]);

const chat = ask({
  workload: ['rag'],
  model: ['gpt-oss-120b'],
  budget: '8000',
  tokensPerDay: '20M',
  years: '4',
});
const QUESTIONS: Record<string, { d: typeof chat; charts: string[] }> = {
  text: { d: chat, charts: ALL },
  training: {
    d: ask({ workload: ['finetune'], model: ['llama-3.1-8b'], condition: 'any' }),
    charts: ['price-speed', 'spending', 'price-history'],
  },
  pictures: {
    d: ask({ workload: ['image'], budget: '3000' }),
    charts: ['price-speed', 'spending', 'price-history'],
  },
  mixed: { d: ask({ workload: ['chat=3', 'image=1'], budget: '5000' }), charts: ALL },
  'nothing fits': { d: ask({ workload: ['chat'], model: ['kimi-k2.6'], budget: '2000' }), charts: [] },
};

describe.each(Object.entries(QUESTIONS))('page for %s', (_, { d, charts }) => {
  const page = html(detailed(d, catalog), 5);

  it('holds the charts there are figures for, each at two widths, named, keyed and with its figures', () => {
    expect(chartsIn(page)).toEqual(charts);
    const pictures = [...page.matchAll(/<svg [^>]*class="chart"[^>]*>/g)].map((m) => m[0]);
    expect(pictures.length).toBe(2 * charts.length);
    const names = [...page.matchAll(/<h3>(.*?)<\/h3>/g)].map((m) => m[1]);
    expect(pictures.map((svg) => /aria-label="(.*?)"/.exec(svg)?.[1])).toEqual(names.flatMap((n) => [n, n]));
    expect(pictures.every((svg) => svg.includes('role="img"'))).toBe(true);
    expect(page.match(/<ul class="keys">/g)?.length ?? 0).toBe(charts.length);
    expect(page.match(/<details>/g)?.length ?? 0).toBe(charts.length);
  });

  it('can load nothing, and says so to the browser', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|url\(|@import|xlink:href/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('has no empty figures, one heading of the first rank, and closes what it opens', () => {
    expect(page.match(/undefined|NaN|Infinity|\bnull\b|\[object/g)).toBeNull();
    expect(page.match(/<h1>/g)?.length).toBe(1);
    for (const tag of [
      'section',
      'figure',
      'figcaption',
      'svg',
      'g',
      'text',
      'details',
      'table',
      'ul',
      'li',
      'div',
    ])
      expect(page.match(new RegExp(`<${tag}[ >](?![^<]*/>)`, 'g'))?.length ?? 0, tag).toBe(
        page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0,
      );
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('draws every finalist inside the picture', () => {
    const figures = [...page.matchAll(/<figure id="([^"]+)">([\s\S]*?)<\/figure>/g)];
    expect(figures.map(([, id]) => id)).toEqual(charts);
    for (const [, id = '', figure = ''] of figures.filter(([, name]) => name !== 'memory'))
      for (const [svg] of figure.matchAll(/<svg [^>]*class="chart"[\s\S]*?<\/svg>/g)) {
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
        const dots = [...svg.matchAll(/<circle [^>]*>/g)].map(([dot]) =>
          ['cx', 'cy'].map((at) => Number(new RegExp(` ${at}="([^"]+)"`).exec(dot)?.[1])),
        );
        expect(dots.length, id).toBeGreaterThanOrEqual(finalists(d).length);
        expect(
          dots.filter(([x = -1, y = -1]) => !(x >= 0 && x <= Number(width) && y >= 0 && y <= Number(height))),
          id,
        ).toEqual([]);
      }
  });
});

it('says of a mixed need whose speeds it draws', () => {
  const { d } = QUESTIONS['mixed'] ?? { d: chat };
  expect(html(d, 5)).toContain('those of chat, the heaviest');
  expect(html(chat, 5)).not.toContain('the heaviest');
});

it('makes the same page twice', () => {
  expect(html(detailed(chat, catalog), 5)).toBe(html(detailed(chat, catalog), 5));
});

describe('details', () => {
  const rows = finalists(chat);
  const details = detailsOf(chat, rows, catalog);

  it('passes through the speed of the answer at its depth', () => {
    expect(details.decode_over_depth.length).toBe(rows.length);
    for (const curve of details.decode_over_depth) {
      const row = rows.find((r) => r.system.id === curve.system);
      const at = curve.points.find((p) => p.depth === row?.speed?.at.depth);
      expect(at?.decode_tok_s).toEqual(row?.speed?.decode_tok_s);
      expect(curve.points.every((p) => p.depth <= (curve.max_context ?? 0))).toBe(true);
    }
  });

  it('draws several users no deeper than memory holds all of them', () => {
    const most = { workload: ['serving'], model: ['llama-3.3-70b'], context: '128k' };
    const deepest = (users: string) => {
      const asked = ask({ ...most, users });
      const { decode_over_depth: curves } = detailsOf(asked, finalists(asked), catalog);
      return new Map(curves.map((c) => [c.system, Math.max(...c.points.map((p) => p.depth))]));
    };
    const [one, eight] = [deepest('1'), deepest('8')];
    const both = [...eight].filter(([system]) => one.has(system));
    expect(both.length).toBeGreaterThan(0);
    for (const [system, depth] of both) expect(depth).toBeLessThan(one.get(system) ?? 0);
  });

  it('ends every price history at the price of the answer, and knows nothing of later days', () => {
    const before = ask({ workload: ['chat'] }, '2026-06-30');
    const shown = finalists(before);
    const { price_history: histories } = detailsOf(before, shown, catalog);
    expect(histories.length).toBe(shown.length);
    for (const [i, h] of histories.entries()) {
      expect(h.points.at(-1)).toMatchObject({ day: '2026-06-30', usd: shown[i]?.price_usd?.value });
      expect(h.points.every((p) => p.day <= '2026-06-30' && p.low <= p.usd && p.usd <= p.high)).toBe(true);
    }
  });

  it('counts a service by the stated tokens and a machine by its price and power', () => {
    const { spending } = details;
    const api = chat.alternatives.find((a) => a.kind === 'api')?.cost_usd?.value ?? Number.NaN;
    expect(spending.services.find((s) => s.kind === 'api')?.usd_per_year).toBeCloseTo(api * 20 * 365, 6);
    const [first] = spending.owned;
    expect(first?.price_usd.value).toBe(rows[0]?.price_usd?.value);
    const { decode_tok_s: decode, ttft_s: wait, at } = rows[0]?.speed ?? {};
    const step_s = 1 / (decode?.value ?? Number.NaN);
    const [reads, writes] = [at?.prompt_tokens ?? Number.NaN, chat.workload[0]?.output_tokens ?? Number.NaN];
    // A request reads its prompt, then writes its answer.
    const request_s = (wait?.value ?? Number.NaN) - step_s + writes * step_s;
    const hours = ((20e6 / (reads + writes)) * request_s) / 3600;
    expect(first?.load_hours_per_day).toBeCloseTo(Math.min(24, hours), 2);
    const watts = rows[0]?.ownership?.load_w ?? Number.NaN;
    const atWork = (watts / 1000) * Math.min(24, hours) * 365 * (spending.usd_per_kwh ?? Number.NaN);
    expect(first?.electricity_usd_per_year ?? 0).toBeGreaterThanOrEqual(atWork * 0.999);
  });

  // Of the second nobody stated the draw at work.
  it.each([
    { workload: ['chat'], budget: '4000' },
    { workload: ['chat'], budget: '2000', only: ['apple'] },
  ])('costs what the answer says that owning costs: %j', (raw) => {
    const d = ask(raw);
    const shown = finalists(d);
    const own = shown[0]?.ownership;
    const { spending } = detailsOf(d, shown, catalog);
    const [first] = spending.owned;
    expect(first?.electricity_usd_per_year).toBe(own?.electricity_usd_per_year);
    expect(first?.resale_usd).toBe(own?.resale_usd);
    const perYear =
      ((first?.price_usd.value ?? 0) - (first?.resale_usd ?? 0)) / spending.years +
      (first?.electricity_usd_per_year ?? 0);
    expect(perYear).toBeCloseTo(own?.usd_per_year ?? Number.NaN, 1);
  });

  it('names every source that a shown price has', () => {
    const named = new Set(details.sources.map((s) => s.id));
    for (const row of rows) if (row.price_usd) expect(named).toContain(row.price_usd.source);
  });
});

it('keeps on the front exactly what nothing beats on price and speed', () => {
  const measure = measureOf(chat.ranked[0]?.workloads[0]);
  const points = chat.ranked.flatMap((row) => {
    const speed = measure.of(row.workloads[0]);
    const price = row.price_usd;
    return speed && price
      ? [{ row, usd: price.value, low_usd: 0, high_usd: 0, speed: speed.value, low: 0, high: 0 }]
      : [];
  });
  const front = paretoFront(points, measure);
  const beats = (a: (typeof points)[number], b: (typeof points)[number]) =>
    a.usd <= b.usd && a.speed >= b.speed && (a.usd < b.usd || a.speed > b.speed);
  expect(front.length).toBeGreaterThan(1);
  for (const p of points) {
    const beaten = points.some((q) => beats(q, p));
    const listed = front.some((f) => f.usd === p.usd && f.speed === p.speed);
    expect(listed, p.row.system.id).toBe(!beaten);
  }
});

describe('ticks', () => {
  it.each([
    [[890, 5200], 9, [1000, 1500, 2000, 3000, 4000, 5000]],
    [[890, 5200], 4, [1000, 2000, 3000, 5000]],
    [[350, 110_000], 5, [1000, 3000, 10_000, 30_000, 100_000]],
    [[350, 110_000], 4, [1000, 10_000, 100_000]],
    [[0.03, 24], 8, [0.03, 0.1, 0.3, 1, 3, 10]],
  ] as const)('from %j at most %d', ([from, to], most, expected) => {
    const ticks = logTicks([from, to], most);
    expect(ticks.map((t) => Number(t.toPrecision(3)))).toEqual(expected);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(most);
    for (const t of ticks) expect(t >= from && t <= to).toBe(true);
  });
});

describe('colours', () => {
  const palettes = PAGE_STYLE.split('--paper: ')
    .slice(1)
    .map((text) =>
      Object.fromEntries(
        [...`--paper: ${text}`.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]),
      ),
    );
  const light = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [more = 0, less = 0] = [light(a), light(b)].sort((x, y) => y - x);
    return (more + 0.05) / (less + 0.05);
  };

  it('can be read on screen by day, by night and on paper', () => {
    expect(palettes.length).toBe(3);
    for (const palette of palettes)
      for (const name of ['ink', 'muted', 's1', 's2', 's3', 's4', 's5', 's6'])
        expect(contrast(palette[name] ?? '', palette['paper'] ?? ''), name).toBeGreaterThanOrEqual(4.5);
  });
});
