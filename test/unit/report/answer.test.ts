import { describe, expect, it } from 'vitest';
import { foldAlike } from '../../../src/recommend/alike-rows.ts';
import { confidence } from '../../../src/report/answer/confidence.ts';
import { headline } from '../../../src/report/answer/headline.ts';
import { runnerUpLines, twinLines } from '../../../src/report/answer/lines.ts';
import { passedOverLines } from '../../../src/report/answer/passed-over.ts';
import { runLines } from '../../../src/report/answer/runs.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { comparison, comparisonText } from '../../../src/report/comparison.ts';
import { criterionValue, valueNote } from '../../../src/report/criterion-values.ts';
import { shortName, shortNames } from '../../../src/report/short-names.ts';
import { diskCaption } from '../../../src/report/speed-captions.ts';
import { virtuesOver } from '../../../src/report/standing.ts';
import { summaryOf } from '../../../src/report/summary-grid.ts';
import { figureOf } from '../../../src/report/values.ts';
import type { Alternative, Ranked, Reason } from '../../../src/schema/document.ts';
import type { PictureJob } from '../../../src/schema/picture-job.ts';
import { answer } from '../../fixtures/mini-catalog.ts';

const d = answer();
const [first, second] = d.ranked;
if (!first || !second) throw new Error('nothing ranked');
const rule = (name: string, points?: number): Reason => ({
  code: `rule:${name}`,
  severity: 'info',
  text: `${name}.`,
  sources: [],
  ...(points === undefined ? {} : { points }),
});
const section = (reasons: Reason[], title: string) =>
  answerOf({ ...d, ranked: [{ ...first, reasons }, ...d.ranked.slice(1)] }, 5).sections.find(
    (s) => s.title === title,
  )?.lines;

it('does not call a machine as fast as its twin that its maker holds to less power', () => {
  const named = (name: string, ...tags: string[]) => ({
    ...first,
    system: { ...first.system, name, tags },
    price_usd: null,
  });
  const line = (row: Ranked) =>
    twinLines({ row, twins: [named('Plain'), named('Held', 'less-power')] }).join();
  expect(line(named('Pick'))).toBe('Same chip, same speed: Plain, Held (at less power)');
  expect(line(named('Pick', 'less-power'))).toBe('Same chip, same speed: Plain, Held');
});

describe('why', () => {
  it('holds what speaks for the pick, not what a rule only remarks', () => {
    const reasons = [rule('speaks for it', 5), rule('remark'), rule('speaks against it', -3)];
    expect(section(reasons, 'Why')).toEqual(['speaks for it.']);
    expect(section(reasons, 'Mind')).toEqual(expect.arrayContaining(['remark.', 'speaks against it.']));
  });
});

describe('the headline of who owns enough', () => {
  const mine = (over: Partial<Alternative>): Alternative => ({
    ...{ kind: 'own', title: 'Keep it', is_the_answer: true, break_even_days: null, system: null },
    ...{ cost_usd: { value: 0 } as Alternative['cost_usd'], decode_tok_s: null, reasons: [] },
    ...over,
  });
  const step = mine({
    title: 'A step up',
    is_the_answer: false,
    cost_usd: { value: 900 } as Alternative['cost_usd'],
  });
  const said = (...alternatives: Alternative[]) => headline({ ...d, alternatives });
  it('names a purchase only where one does more', () => {
    const enough = mine({ nothing_better: true });
    expect(said(enough)).toBe('Keep it. Nothing within these limits is a step up worth buying');
    expect(said(enough, step)).toBe('Keep it. A step up');
    expect(said(mine({}), step)).toMatch(
      new RegExp(`^Keep it. If you buy all the same: ${first.system.name}`),
    );
  });
});

describe('what several users share', () => {
  const [work] = first.workloads;
  if (!work?.fit || !work.speed) throw new Error('no text');
  const { fit, speed } = work;
  const lines = (over: object) => runLines({ ...first, workloads: [{ ...work, ...over }] });
  const roomFor = { ...fit, max_context: 131_072 };
  it('is told beside the memory: one context is long, the others are usual', () => {
    expect(lines({ fit: { ...roomFor, usual_depth: 2448 } })[0]).toContain(
      'context up to 131k tokens for one user while each other holds 2.4k',
    );
    expect(lines({ fit: roomFor })[0]).toMatch(/context up to 131k tokens(?! for)/);
  });
  it('is told of the users that were asked about, and of as many as it bears', () => {
    const point = (users: number) => ({
      users,
      ...{ decode_tok_s: 20, total_tok_s: 20 * users, requests_per_s: users / 10 },
      ...{ ttft_s: users / 4, rush_ttft_s: users, answer_s: 20 },
    });
    const engine = { engine: 'vllm', backend: 'cuda', quant: 'Q4_K_M', breaks: 'memory' };
    const points = [8, 16, 20, 32, 64].map(point);
    const told = (users: number, most_users: number) =>
      lines({
        speed: { ...speed, at: { ...speed.at, users } },
        serving: { target: { ttft_s: 10, decode_tok_s: 8 }, engines: [{ ...engine, points, most_users }] },
      }).find((l) => l.includes('bears')) ?? '';
    expect(told(20, 55)).toMatch(/; with 20 asking .* after 5\.0 s; with 32, .* after 8\.0 s$/);
    expect(told(32, 55)).toMatch(/; with 32 asking .* after 8\.0 s$/);
    expect(told(32, 55).match(/ with \d+/g)?.length).toBe(1);
    // More than it bears: what they would see is told all the same.
    expect(told(64, 55)).toMatch(/; with 32 asking .*; with 64, /);
  });
});

describe('the runner-up', () => {
  const against = (own: Reason[], theirs: Reason[]) =>
    runnerUpLines({ ...first, reasons: own }, { ...second, reasons: theirs })[0];
  it('is told with the rule that costs it most', () => {
    expect(against([], [rule('small', -2), rule('large', -6), rule('good', 4)])).toMatch(
      /Against it: large$/,
    );
  });
  it('is preferred for what counts most for this buyer, in the words of a comparison', () => {
    const criterion = (name: string, weight: number, score: number) => ({
      ...(first.criteria[0] as (typeof first.criteria)[number]),
      id: name.toLowerCase() as (typeof first.criteria)[number]['id'],
      name,
      weight,
      score,
    });
    const pick = { ...first, criteria: [criterion('Size', 0.02, 0.1), criterion('Speed', 0.3, 0.5)] };
    const rival = { ...second, criteria: [criterion('Size', 0.02, 0.9), criterion('Speed', 0.3, 0.7)] };
    const hair = { ...second, criteria: [criterion('Size', 0.02, 0.2), criterion('Speed', 0.3, 0.51)] };
    expect(runnerUpLines(pick, rival)[0]).toContain('prefer it for speed, size');
    expect(runnerUpLines(pick, hair)[0]).not.toContain('prefer it');
    const cheap = {
      ...rival,
      criteria: [criterion('Price', 0.2, 0.9)],
      price_usd: first.price_usd && { ...first.price_usd, value: first.price_usd.value - 500 },
    };
    expect(runnerUpLines({ ...pick, criteria: [criterion('Price', 0.2, 0.5)] }, cheap)[0]).toContain(
      'it saves $500',
    );
    const compared = comparison(
      [pick, rival].map((r) => r.system.id),
      { ...d, ranked: [pick, rival] },
    );
    expect(comparisonText(compared, { colour: 0, width: 200, unicode: true })).toContain(
      `For ${rival.system.name}: speed, size.`,
    );
  });
  it('is not told of what the pick suffers as well', () => {
    expect(against([rule('shared', -6)], [rule('shared', -6)])).not.toContain('Against it');
  });
});

describe('a comparison of machines that a terminal is too narrow for', () => {
  const compared = comparison([first.system.id, second.system.id], d);
  const text = (width: number) => comparisonText(compared, { colour: 0, width, unicode: true });
  it('is side by side all the same: cells go on in further lines', () => {
    const lines = text(72).split('\n');
    expect(lines.filter((line) => line.startsWith('Model  '))).toHaveLength(1);
    expect(text(72)).not.toContain('Price: ');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
  it('is one machine after the other where columns would break every word', () => {
    expect(text(40)).toContain('  Price: ');
  });
});

describe('a machine that is cheaper and faster than the pick', () => {
  const criterion = (id: 'noise' | 'size' | 'price', score: number, weight: number) => ({
    id,
    name: { noise: 'Noise', size: 'Size', price: 'Price' }[id],
    value: 1,
    unit: '',
    score,
    weight,
  });
  const machine = (name: string, usd: number, decode: number, over: Partial<Ranked> = {}): Ranked => ({
    ...first,
    system: { ...first.system, id: name, name, group: null },
    price_usd: first.price_usd && { ...first.price_usd, value: usd },
    workloads: first.workloads.map((w) => ({
      ...w,
      speed: w.speed && {
        ...w.speed,
        decode_tok_s: w.speed.decode_tok_s && { ...w.speed.decode_tok_s, value: decode },
      },
    })),
    criteria: [criterion('noise', 0.5, 0.1), criterion('size', 0.5, 0.1), criterion('price', 0.5, 0.1)],
    reasons: [],
    ...over,
  });
  const pick = machine('Pick', 2000, 40);
  const said = (...rivals: Ranked[]) =>
    passedOverLines(
      pick,
      rivals.map((row) => ({ row, twins: [] })),
    );
  const lost = {
    criteria: [criterion('noise', 0.1, 0.1), criterion('size', 0.3, 0.1), criterion('price', 0, 0.1)],
  };

  it('is named with what speaks against it, the worst first', () => {
    expect(said(machine('Dear', 3000, 90), machine('Fast', 1500, 60, lost))).toEqual([
      'Fast for about $1,500 is cheaper and faster (60 tok/s against 40 tok/s), but ranked below. Against it: noise and size.',
    ]);
    const ruled = { reasons: [rule('too small', -20), rule('old', -2)] };
    expect(said(machine('Dear', 3000, 90), machine('Fast', 1500, 60, { ...lost, ...ruled }))[0]).toContain(
      'Against it: too small.',
    );
  });
  it('says of several kinds of work that both machines do each alike', () => {
    const twice = (row: Ranked): Ranked => ({ ...row, workloads: [...row.workloads, ...row.workloads] });
    const rival = { row: twice(machine('Same', 1500, 40, lost)), twins: [] };
    expect(passedOverLines(twice(pick), [rival])[0]).toContain('(40 and 40 tok/s on either)');
    expect(said(machine('Same', 1500, 40, lost))[0]).toContain('(both 40 tok/s)');
  });
  it('is told apart from one that is only cheaper, or only faster', () => {
    expect(said(machine('A', 1500, 39.5, lost))[0]).toContain(
      'A for about $1,500 is cheaper and about as fast',
    );
    expect(said(machine('A', 2010, 60, lost))[0]).toContain(
      'A for about $2,010 is faster for the same money',
    );
  });
  it('says the unit of several speeds once', () => {
    const thrice = (row: Ranked): Ranked => ({ ...row, workloads: [1, 2, 3].flatMap(() => row.workloads) });
    const rivals = [{ row: thrice(machine('Fast', 1500, 60, lost)), twins: [] }];
    expect(passedOverLines(thrice(pick), rivals)[0]).toContain(
      '(60, 60 and 60 tok/s against 40, 40 and 40 tok/s)',
    );
  });
  it('is none that pays for it with speed, money or another model', () => {
    expect(
      said(machine('A', 1500, 30, lost), machine('B', 2500, 60, lost), machine('C', 2000, 40, lost)),
    ).toEqual([]);
    const other = machine('A', 1500, 60, lost);
    const model = { id: 'other', name: 'Other', quant: 'Q4_K_M' };
    expect(said({ ...other, workloads: other.workloads.map((w) => ({ ...w, model })) })).toEqual([]);
  });
  it('is left to the line of the runner-up, where a rule speaks against it', () => {
    const ruled = machine('A', 1500, 60, { reasons: [rule('too small', -20)] });
    expect(said(ruled)).toEqual([]);
    expect(runnerUpLines(pick, ruled)[0]).toContain('Against it: too small');
  });
});

describe('headroom', () => {
  const capacity = (r: Ranked, score: number, usable_gib: number): Ranked => ({
    ...r,
    criteria: [{ id: 'capacity', name: 'Memory headroom', value: 1, unit: 'x', score, weight: 0.1 }],
    fit: r.fit && { ...r.fit, usable_gib },
  });
  const other = (r: Ranked): Ranked => ({
    ...r,
    workloads: r.workloads.map((w) => ({ ...w, model: w.model && { ...w.model, id: 'another' } })),
  });
  it('speaks for who has more memory for the same model, and for nobody else', () => {
    const little = capacity(first, 0.2, 24);
    expect(virtuesOver(capacity(first, 0.9, 32), little)).toEqual(['memory headroom']);
    expect(virtuesOver(capacity(first, 0.9, 24), little)).toEqual([]);
    expect(virtuesOver(other(capacity(first, 0.9, 32)), little)).toEqual([]);
  });
});

describe('speed for the money', () => {
  const row = (over: Partial<Ranked>, value: number): Ranked => ({
    ...first,
    ...over,
    criteria: [{ id: 'value', name: 'Speed for the money', value, unit: 'u', score: 0.5, weight: 0.1 }],
  });
  const batch = first.workloads.map((w) => ({ ...w, workload: 'batch' as const }));
  it('is explained where it counts less than the speed in the table', () => {
    expect(valueNote([row({}, 12)])).toEqual([
      expect.stringMatching(/^Speed for the money is of the speed as/),
    ]);
    expect(valueNote([row({ speed: null }, 12)])).toEqual([]);
    expect(valueNote([row({ workloads: batch }, 12)])).toEqual([]);
    expect(valueNote([row({}, Number.MAX_SAFE_INTEGER)])).toEqual([]);
  });
});

describe('how sure the pick is', () => {
  const winning = (shares: number[], scores = [90, 80]) =>
    confidence({
      ...d,
      ranked: shares.map((win_probability, i) => ({
        ...(d.ranked[i] as Ranked),
        score: scores[i] ?? 0,
        price_usd: { ...(first.price_usd as NonNullable<Ranked['price_usd']>), value: 1000 + i },
        system: { ...(d.ranked[i] as Ranked).system, group: null },
        win_probability,
      })),
    });
  it('is no question where nothing else qualifies', () => {
    expect(winning([1])).toBe('The only machine that qualifies.');
  });
  it('says why it is first where another one wins more draws', () => {
    expect(winning([0.2, 0.5])).toContain('it leads where every price and speed is as estimated');
    expect(winning([0.5, 0.2])).not.toContain('as estimated');
    expect(winning([0.2, 0.5], [70.9, 71])).toMatch(/: level with .+ and cheaper; over the price/);
  });
  it('names with its rank one that is tied and not the next', () => {
    const third = { ...second, system: { ...second.system, id: 'third', name: 'Third' }, rank: 3 };
    const told = (...tied: boolean[]) =>
      confidence({
        ...d,
        ranked: [first, second, third].map((r, i) => ({
          ...r,
          system: { ...r.system, group: null },
          score: 90 - i,
          tied_with_first: tied[i] ?? false,
        })),
      });
    expect(told(false, false, true)).toContain('Its lead over Third, rank 3, is within our error');
    expect(told(false, true, true)).toContain(`Its lead over ${second.system.name} is within our error`);
  });
  it('is said of what is on sale where the answer is to buy nothing', () => {
    const instead = { ...(d.alternatives[0] as (typeof d.alternatives)[number]), is_the_answer: true };
    const told = (over: object) => confidence({ ...d, alternatives: [{ ...instead, ...over }] });
    expect(told({})).toMatch(/^Of what is on sale, [a-z]/);
    expect(told({ is_the_answer: false })).toMatch(/^[A-Z][a-z]+ (?:pick|call|race):/);
  });
});

describe('machines of one group', () => {
  const model = { id: 'm', name: 'M', quant: 'Q4_K_M' };
  const row = (
    id: string,
    group: string | null,
    over: Partial<Ranked['workloads'][number]> = {},
  ): Ranked => ({
    ...first,
    system: { ...first.system, id, name: `${id}, RTX`, kind: 'laptop', group },
    workloads: first.workloads.map((w) => ({ ...w, model, ...over })),
  });
  const folded = (...ranked: Ranked[]) =>
    foldAlike(ranked).map((l) => [l.row, ...l.twins].map((r) => r.system.id));
  it('stand in one line where they do the same, and apart where they do not', () => {
    const other = { model: { ...model, quant: 'Q8_0' } };
    expect(
      folded(row('a', 'g'), row('b', 'g', other), row('c', 'g'), row('d', null), row('e', null)),
    ).toEqual([['a', 'c'], ['b'], ['d'], ['e']]);
  });
  it('keep the card in the name of a laptop, where it tells two apart', () => {
    const [one, namesake] = [row('Legion', null), row('Legion', null)];
    expect(shortName(one, [one, namesake])).toBe('Legion, RTX');
    expect(shortName(one, [one, row('Blade', null)])).toBe('Legion');
    const rig: Ranked = { ...first, system: { ...first.system, kind: 'rig', name: 'Card, tower' } };
    expect(shortName(rig, [rig, { ...rig }])).toBe('Card');
    expect(shortNames([rig, { ...rig, system: { ...rig.system, name: 'Card, server' } }])).toEqual([
      rig.system.name,
      'Card, server',
    ]);
    expect(shortNames([rig, first])).toContain('Card');
    const around = (host: string) => ({ ...rig, system: { ...rig.system, name: `Card, ${host}` } });
    expect(shortNames([around('old budget tower'), around('old workstation'), around('server')])).toEqual([
      'Card, old budget',
      'Card, old workstation',
      'Card, server',
    ]);
  });
});

describe('what a picture does not keep on the device', () => {
  const job = {
    low: 8,
    value: 8,
    high: 8,
    unit: 'GiB',
    basis: 'modelled',
    evidence: [],
    bound_by: '',
  } as const;
  const off = {
    gib: 6.6,
    kept_in: 'main_memory',
    streamed: false,
    in_tiles: false,
    host_ram_gb: 32,
  } as const;
  const runs = (over: Partial<NonNullable<PictureJob['off_device']>> | null) => {
    const clip: PictureJob = {
      seconds: null,
      peak_gib: job,
      ...(over && { off_device: { ...off, ...over } }),
    };
    const workloads = first.workloads.map((w) => ({ ...w, speed: null, video: clip }));
    const row = { ...first, workloads, speed: null, video: clip };
    const machine = (name: string) => ({ ...row, system: { name } });
    return {
      lines: runLines(row).join(' '),
      longer: diskCaption(['A', 'B', 'C', 'D', 'E'].map(machine)),
      ...summaryOf([{ row, twins: [] }]),
    };
  };
  const peak = ({ grid }: ReturnType<typeof runs>) =>
    grid.rows[0]?.[grid.columns.findIndex((c) => c.id === 'peak')];
  it('is said beside its peak, and where it waits', () => {
    expect(runs({}).lines).toContain('peak memory 8.0 GiB');
    expect(runs({}).lines).toContain('6.6 GiB of weights wait in the 32 GB of main memory');
    expect(runs({ host_ram_gb: null }).lines).toContain('weights wait in main memory');
    expect(runs({ streamed: true }).lines).toContain('Weights are streamed from main memory in every step');
    expect(runs({ kept_in: 'disk' }).lines).toContain('6.6 GiB of weights are read from disk');
    expect(runs({ in_tiles: true }).lines).toContain('the clip is decoded in small tiles');
    expect(peak(runs({}))).toBe('8.0+6.6 GiB');
    expect(runs({}).caption).toContain('weights that wait in main memory');
    expect(runs({}).captionWithout([{ id: 'peak', title: 'PEAK' }])).not.toContain('weights');
  });
  it('is said to be too much for the memory there, where it is', () => {
    expect(runs({ gib: 32 }).lines).not.toContain('do not hold them');
    expect(runs({ gib: 33 }).lines).toContain('the 32 GB there do not hold them');
    expect(runs({ gib: 33, host_ram_gb: null }).lines).not.toContain('do not hold them');
    expect(runs({ gib: 33 }).longer).toEqual([
      expect.stringMatching(/^Longer than told.*: A, B, C and 2 more$/),
    ]);
    for (const over of [{ gib: 32 }, { gib: 33, host_ram_gb: null }, { gib: 33, kept_in: 'disk' } as const])
      expect(runs(over).longer).toEqual([]);
  });
  it('is not told where all of it stays there', () => {
    expect(runs(null).lines).not.toContain('weights');
    expect(peak(runs(null))).toBe('8.0 GiB');
    expect(runs(null).caption).not.toContain('weights');
  });
});

describe('what a criterion measured', () => {
  const at = (decode: number, wait: number): Ranked => {
    const { speed } = first;
    if (!speed?.decode_tok_s || !speed.ttft_s) throw new Error('no speed');
    return {
      ...first,
      speed: {
        ...speed,
        decode_tok_s: { ...speed.decode_tok_s, value: decode },
        ttft_s: { ...speed.ttft_s, value: wait },
      },
    };
  };
  it('says where more would not count', () => {
    expect(criterionValue({ id: 'speed', value: 40 }, at(80, 1))).toBe('80 tok/s, counted as 40 tok/s');
    expect(criterionValue({ id: 'speed', value: 40 }, at(40.2, 1))).toBe('40 tok/s');
    expect(criterionValue({ id: 'ttft', value: 1 }, at(40, 0.2))).toBe('0.20 s, counted as 1.0 s');
    expect(criterionValue({ id: 'ttft', value: 1 }, at(40, 1))).toBe('1.0 s');
    expect(criterionValue({ id: 'power', value: 70.04 }, at(40, 1))).toBe('70 W');
    expect(criterionValue({ id: 'value', value: 5.2 }, at(40, 1))).toBe('5.2 tok/s per $1,000');
    const image = { seconds: null, peak_gib: null };
    expect(criterionValue({ id: 'value', value: 25 }, { ...at(40, 1), speed: null, image })).toBe(
      '25 images an hour per $1,000',
    );
  });
  it('tells works of several kinds apart, each in its own unit', () => {
    const d = answer({
      workloads: [
        { id: 'chat', weight: 2 },
        { id: 'image', weight: 1 },
      ],
      cuda: 'required',
    });
    const [row] = d.ranked;
    if (!row) throw new Error('nothing ranked');
    expect(row.workloads.map((w) => w.workload)).toEqual(['chat', 'image']);
    expect(criterionValue({ id: 'speed', value: 1042 }, row)).toMatch(
      /^chat [\d.]+ tok\/s, image [\d.]+ (s|min)$/,
    );
    expect(criterionValue({ id: 'ttft', value: 1042 }, row)).toMatch(/^chat [\d.]+ m?s$/);
    expect(criterionValue({ id: 'value', value: 1042 }, row)).toBe('chat and image together');
    expect(criterionValue({ id: 'price', value: 1042 }, row)).toBe('$1,042');
  });
  it('tells works of one kind apart by their models', () => {
    const [row] = answer({ models: ['dense-32b', 'moe-30b-a3b'] }).ranked;
    const speed = row ? criterionValue({ id: 'speed', value: 1042 }, row) : '';
    for (const w of row?.workloads ?? [])
      expect(speed).toContain(`chat with ${w.model?.name} ${figureOf(w.speed?.decode_tok_s ?? null)} tok/s`);
  });
});
