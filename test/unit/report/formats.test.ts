import { describe, expect, it } from 'vitest';
import { parseAnswers, type RawAnswers } from '../../../src/answers/parse-answers.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { foldAlike } from '../../../src/recommend/alike-rows.ts';
import { recommend } from '../../../src/recommend/recommend.ts';
import { confidence } from '../../../src/report/answer/confidence.ts';
import { changes } from '../../../src/report/changes.ts';
import { comparison, comparisonText } from '../../../src/report/comparison.ts';
import { roomNote } from '../../../src/report/criterion-values.ts';
import { explanation, explanationText } from '../../../src/report/explanation.ts';
import { render } from '../../../src/report/index.ts';
import type { RenderOptions } from '../../../src/report/render-options.ts';
import type { Ranked } from '../../../src/schema/document.ts';

const catalog = builtInCatalog();
const QUESTIONS: Record<string, RawAnswers> = {
  chat: { workload: ['chat'], budget: '4000' },
  'named model': { workload: ['rag'], model: ['gpt-oss-120b'], budget: '8000' },
  training: { workload: ['finetune'], model: ['llama-3.1-8b'], condition: 'any' },
  mixed: { workload: ['chat=3', 'image=1'], budget: '5000' },
  team: { workload: ['serving'], users: '8', tokensPerDay: '3M', own: ['rtx-3090'] },
  'nothing fits': { workload: ['chat'], model: ['kimi-k2.6'], budget: '2000' },
};
const documents = new Map(
  Object.entries(QUESTIONS).map(([name, raw]) => [
    name,
    recommend(parseAnswers(raw, catalog), catalog, { asOf: '2026-11-20', seed: 1 }),
  ]),
);
const documentOf = (name: string) => {
  const found = documents.get(name);
  if (!found) throw new Error(name);
  return found;
};
const options = (over: Partial<RenderOptions> = {}) => ({
  colour: 0 as const,
  width: 80,
  unicode: true,
  top: undefined,
  ...over,
});
const WIDTHS = [20, 40, 60, 72, 80, 100, 140, 200];

describe.each(Object.keys(QUESTIONS))('%s', (name) => {
  const d = documentOf(name);

  it.each(WIDTHS)('keeps every line of the table format within %d columns', async (width) => {
    const text = await render(d, 'table', options({ width }));
    const command = /^(?:Next|Again)\W/;
    const longestWord = (l: string) =>
      Math.max(
        ...l
          .trim()
          .split(' ')
          .map((w) => w.length),
      );
    const wide = text
      .split('\n')
      .filter((l) => l.length > width && !command.test(l) && longestWord(l) < width - 2);
    expect(wide).toEqual([]);
  });

  it.each(WIDTHS)('never loses a system or its price at %d columns', async (width) => {
    const text = await render(d, 'table', options({ width }));
    const header = text.split('\n').find((l) => l.includes('SYSTEM'));
    expect(header !== undefined).toBe(d.ranked.length > 0);
    if (header && width >= 40) expect(header).toContain('PRICE');
    const first = d.ranked[0]?.system.name.slice(0, 12);
    if (first) expect(text).toContain(first);
  });

  it('fits a short answer on the screen as far as it can, the pick and the command always in it', async () => {
    for (const brief of [13, 20, 30]) {
      const text = await render(d, 'table', options({ brief }));
      const most = d.ranked.length > 0 ? Math.max(brief, 15) : 30;
      expect(text.split('\n').length, `${brief} lines`).toBeLessThanOrEqual(most);
      expect(text).toContain(d.command);
      if (d.ranked[0]) expect(text.replace(/\s+/g, ' ')).toContain(d.ranked[0].system.name);
    }
  });

  it('is plain ASCII where the terminal is not UTF-8', async () => {
    for (const format of ['table', 'plain', 'markdown'] as const) {
      const text = await render(d, format, options({ unicode: false }));
      expect(text.match(/[^\x20-\x7e\n]/g), format).toBeNull();
    }
  });

  it('colours only when asked, and says the same without', async () => {
    const bare = await render(d, 'table', options());
    const coloured = await render(d, 'table', options({ colour: 1 }));
    expect(bare).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[1m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences are taken off
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(bare);
  });

  it('has no empty bits, undefined words or doubled stops in any format', async () => {
    for (const format of ['table', 'plain', 'markdown', 'html'] as const) {
      const text = await render(d, format, options({ width: undefined }));
      expect(text.match(/undefined|NaN|\bnull\b|\[object|\.\.(?!\.)|: :|, ,/g), format).toBeNull();
    }
  });

  it('says each sentence once', async () => {
    const lines = (await render(d, 'plain', options({ width: undefined }))).split('\n');
    const said = lines.map((l) => l.replace(/^[A-Z][A-Za-z -]+: /, ''));
    expect(new Set(said).size).toBe(said.length);
    const ages = lines.filter((l) => /\d days old|\d days before|seen \d{4}/.test(l));
    expect(ages.length).toBeLessThanOrEqual(1);
  });

  it('gives each alternative one line of its own', async () => {
    const lines = (await render(d, 'plain', options())).split('\n');
    const rest = d.alternatives.filter((a) => !a.is_the_answer);
    const shown = lines.filter((l) => /^(?:Instead of buying|Or): /.test(l));
    expect(shown.length).toBe(rest.length);
    expect(shown.filter((l) => l.length > 330)).toEqual([]);
  });

  it('makes a Markdown table of equal rows', async () => {
    const rows = (await render(d, 'markdown', options())).split('\n').filter((l) => l.startsWith('|'));
    const cells = rows.map((r) => r.replaceAll('\\|', '').split('|').length);
    expect(new Set(cells).size).toBe(d.ranked.length > 0 ? 1 : 0);
  });

  it('makes one page that loads nothing', async () => {
    const page = await render(d, 'html', options());
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import/);
    expect(page.match(/<h1>/g)?.length).toBe(1);
    expect(page).toMatch(/<html lang="en">/);
    for (const tag of ['section', 'ul', 'li', 'table', 'tr', 'td', 'th', 'dl', 'p', 'code'])
      expect(page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0, tag).toBe(
        page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0,
      );
  });

  it('names the next command and the same again', async () => {
    const text = await render(d, 'table', options());
    expect(text).toContain(`Again              ${d.command}`);
    if (d.ranked[0]) expect(text).toContain(`advise explain ${d.ranked[0].system.id} --workload`);
  });
});

it('escapes what would be markup', async () => {
  const d = structuredClone(documentOf('chat'));
  const [first] = d.ranked;
  if (first) first.system.name = '<b>5 | 6 & "7"</b>';
  expect(await render(d, 'html', options())).not.toContain('<b>5');
  expect(await render(d, 'markdown', options())).toContain('\\<b>5 \\| 6');
});

describe('an explanation and a comparison', () => {
  const d = documentOf('chat');
  const lines = foldAlike(d.ranked).slice(0, 3);
  const ids = lines.map((l) => l.row.system.id);

  it.each([40, 60, 80, 120])('fit %d columns', (width) => {
    const view = explanation(ids[1] ?? '', d);
    if (!view) throw new Error('no explanation');
    const texts = [
      explanationText(view, options({ width })),
      comparisonText(comparison(ids, d), options({ width })),
    ];
    for (const text of texts) expect(text.split('\n').filter((l) => l.length > width)).toEqual([]);
  });

  it('compare every system that was asked for, ranked or not', () => {
    const out = d.excluded[0]?.system.id ?? '';
    const text = comparisonText(comparison([...ids, out], d), options({ width: 80 }));
    for (const { row } of lines) expect(text).toContain(row.system.name);
    expect(text).toMatch(/ is out: /);
  });

  it('sum up every one of several systems, not the first two alone', () => {
    const [verdict = ''] = comparisonText(comparison(ids, d), options({ width: 500 })).split('\n\n');
    const told = [...lines].sort((a, b) => a.row.rank - b.row.rank).map(({ row }) => row.system.name);
    expect(told).toHaveLength(3);
    expect(verdict).toContain(`${told[0]} is ahead of ${told[1]}`);
    expect(verdict).toContain(`${told[2]} follows with `);
  });

  it('call two level where the cheaper one is ahead with the same score, as the answer does', () => {
    const [first, second] = d.ranked;
    if (!first?.price_usd || !second?.price_usd) throw new Error('too few rows');
    const [cheap, dear] = [first.price_usd, { ...second.price_usd, value: first.price_usd.value + 100 }];
    const verdictAt = (scores: readonly [number, number]) => {
      const system = { ...first.system, group: null };
      const ranked = [
        { ...first, system, score: scores[0], price_usd: cheap },
        { ...second, score: scores[1], price_usd: dear },
      ];
      const level = scores[1] === scores[0];
      expect(confidence({ ...d, ranked })?.includes('level with')).toBe(level);
      const view = comparison([first.system.id, second.system.id], { ...d, ranked });
      return comparisonText(view, options({ width: 500 })).split('\n')[0];
    };
    const level = `is level with ${second.system.name} and cheaper at`;
    expect(verdictAt([80, 80])).toContain(`${level} 80 points`);
    expect(verdictAt([86.5, 86.5])).toContain(`${level} 87 points`);
    expect(verdictAt([80.5, 80])).toContain(', 80.5 against 80.0');
    // Who is ahead for another reason, because more is known of it, is told by its score.
    expect(verdictAt([70, 80])).toContain(', 70.0 against 80.0');
  });

  it('tell two machines apart that rules alone tell apart, and memory as other lines have it', () => {
    const [first, second] = d.ranked;
    if (!first || !second) throw new Error('too few rows');
    const table = (...moved: readonly [number, number]) => {
      const [a, b] = moved.map((points) => ({ said: points, moved: points }));
      const room = { id: 'room', name: 'Room', unit: 'GiB', weight: 0.1, score: 0.5, value: 118 } as const;
      const ranked = [
        { ...first, criteria: [room], rule_points: a ?? first.rule_points },
        { ...second, criteria: [room], rule_points: b ?? second.rule_points },
      ];
      const view = comparison([first.system.id, second.system.id], { ...d, ranked });
      return comparisonText(view, options({ width: 500 }));
    };
    expect(table(9, -3)).toMatch(/^What experts say +\+9 +−3$/m);
    expect(table(9, 0)).toMatch(/^What experts say +\+9 +0$/m);
    expect(table(0, 0)).not.toContain('What experts say');
    expect(table(0, 0)).toMatch(/^Room .*118 GiB/m);
  });

  it('say where more memory for models to come counts for nothing', () => {
    const rows = (score: number, value: number) => {
      const [first, second] = d.ranked;
      if (!first || !second) throw new Error('too few rows');
      const room = { id: 'room', name: 'Room', unit: 'GiB', weight: 0.1 } as const;
      const withRoom = (row: Ranked, s: number, v: number) => ({
        ...row,
        criteria: [...row.criteria.filter((c) => c.id !== 'room'), { ...room, score: s, value: v }],
      });
      return [withRoom(first, 0.5, 25), withRoom(second, score, value)];
    };
    expect(roomNote(rows(0.5, 120))).toEqual([
      'Room counts alike for all of these: how far it looks ahead goes by the budget',
    ]);
    expect(roomNote(rows(0.6, 120))).toEqual([]);
    expect(roomNote(rows(0.5, 25))).toEqual([]);
    const ids = rows(0.5, 120).map((r) => r.system.id);
    const doc = { ...d, ranked: rows(0.5, 120) };
    expect(comparisonText(comparison(ids, doc), options({ width: 500 }))).toContain('Room counts alike');
    const second = explanation(ids[1] ?? '', doc);
    if (!second) throw new Error('no explanation');
    expect(explanationText(second, options({ width: 500 }))).toContain('Room counts alike');
  });

  it('name what every part of the work runs on, and what is better by its name', () => {
    const view = explanation(ids[0] ?? '', d);
    const row = view?.ranked;
    const [work] = row?.workloads ?? [];
    if (!view || !row || !work?.model) throw new Error('no explanation');
    const { name } = work.model;
    const other = { ...work.model, name: 'Other 9B' };
    const workloads = [
      work,
      { ...work, workload: 'rag' as const },
      { ...work, workload: 'coding' as const, model: other },
    ];
    const mixed = { ...view, ranked: { ...row, workloads, dominated_by: 'an-id' } };
    const text = explanationText(mixed, options({ width: 200 }), (id) => `the machine of ${id}`);
    expect(text).toMatch(
      new RegExp(`^Runs ${name}\\S* ?.* for chat and rag,\\sOther 9B.*\\sfor\\scoding\\.$`, 'm'),
    );
    expect(text).toContain('better on something: the machine of an-id.');
    const whole = { ...view, ranked: { ...row, score: 82, score_low: 80, score_high: 84.25 } };
    expect(explanationText(whole, options({ width: 200 }))).toContain('score 82.0 (80.0 to 84.3)');
  });

  it('say of two days why a machine was out or is, in words that hold of both', () => {
    const [gone, ...rest] = d.ranked;
    const other = d.excluded.find((e) => e.reasons[0]?.code === 'no_price');
    if (!gone || !other) throw new Error('too few rows');
    const out = (code: string, text: string) => ({
      ...other,
      system: gone.system,
      reasons: [{ ...other.reasons[0], code, text } as never],
    });
    const whyAs = (code: string, text = 'is so') =>
      changes({ ...d, ranked: rest, excluded: [out(code, text)] }, d).gained[0]?.why;
    const codes = [...new Set(d.excluded.flatMap((e) => e.reasons.map((r) => r.code)))];
    for (const code of codes.filter((c) => !c.startsWith('rule:')))
      expect(whyAs(code)).not.toMatch(/ is |--condition|undefined/);
    expect(whyAs('no_price')).toBe('no trustworthy price known in that condition');
    expect(whyAs('rule:named', 'Too loud.')).toBe('Too loud');
  });

  it('explain every criterion, with the weights adding up, and why the points do not', () => {
    const view = explanation(ids[0] ?? '', d);
    const text = view ? explanationText(view, options({ width: 100 })) : '';
    expect(text).toMatch(/criteria make\s+less\s+than\s+their\s+weighed\s+sum/);
    for (const c of d.ranked[0]?.criteria ?? []) expect(text).toContain(c.name);
    const weights = [...text.matchAll(/ {2}(\d+) % /g)].map((m) => Number(m[1]));
    expect(weights.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(95);
    expect(weights.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(105);
  });
});
