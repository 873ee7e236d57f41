import { describe, expect, it } from 'vitest';
import { runnerUpLines, twinLines } from '../../../../src/report/answer/lines.ts';
import { comparison, comparisonText } from '../../../../src/report/comparison.ts';
import type { Ranked, Reason } from '../../../../src/schema/document.ts';
import { document as d, first, rule, second } from '../../../fixtures/first-two.ts';

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
    const dear = (speed: number) => ({
      ...pick,
      criteria: [criterion('Price', 0.2, 0.5), criterion('Speed', 0.3, speed)],
    });
    const cheaper = { ...cheap, criteria: [...cheap.criteria, criterion('Speed', 0.3, 0.5)] };
    expect(runnerUpLines(dear(0.55), { ...cheaper, score: pick.score })[0]).toMatch(
      /it saves \$500 and is close behind on the rest$/,
    );
    expect(runnerUpLines(dear(0.6), { ...cheaper, score: pick.score })[0]).toMatch(
      /it saves \$500, at the cost of speed$/,
    );
    const compared = comparison(
      [pick, rival].map((r) => r.system.id),
      { ...d, ranked: [pick, rival] },
    );
    expect(comparisonText(compared, { colour: 0, width: 200, unicode: true })).toContain(
      `For ${rival.system.name}: speed, size.`,
    );
  });
  it('is called faster where the list shows it and no criterion has room for it', () => {
    const rival = {
      ...first,
      system: { ...first.system, name: 'Other' },
      workloads: first.workloads.map((w) => {
        const decode = w.speed?.decode_tok_s;
        if (!w.speed || !decode) throw new Error('not of text');
        const faster = { ...decode, value: decode.value * 1.5 };
        return { ...w, speed: { ...w.speed, decode_tok_s: faster } };
      }),
    };
    expect(runnerUpLines(first, rival)[0]).toMatch(
      /it is faster \([\d.]+ tok\/s against [\d.]+ tok\/s\), which counts for little here/,
    );
    const crawling = (r: Ranked, score: number): Ranked => ({
      ...r,
      criteria: r.criteria.map((c) => (c.id === 'speed' ? { ...c, score } : c)),
    });
    expect(runnerUpLines(crawling(first, 0.01), crawling(rival, 0.012))[0]).toMatch(
      /it is faster \(.*\), and too slow all the same/,
    );
    expect(runnerUpLines(first, first)[0]).toContain('no criterion speaks clearly for it');
  });
  it('is not told of what the pick suffers as well', () => {
    expect(against([rule('shared', -6)], [rule('shared', -6)])).not.toContain('Against it');
  });
});

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
