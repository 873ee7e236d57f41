import { describe, expect, it } from 'vitest';
import { runnerUpLines } from '../../../../src/report/answer/lines.ts';
import { passedOverLines } from '../../../../src/report/answer/passed-over.ts';
import type { Ranked } from '../../../../src/schema/document.ts';
import { first, rule } from '../../../fixtures/first-two.ts';

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
      'Fast for about $1,500 is cheaper and faster (60 tok/s against 40 tok/s), but ranked below by noise and size.',
    ]);
    const ruled = { reasons: [rule('too small', -20), rule('old', -2)] };
    expect(said(machine('Dear', 3000, 90), machine('Fast', 1500, 60, { ...lost, ...ruled }))[0]).toContain(
      'Against it: too small.',
    );
  });
  it('is behind by what experts say, where that and no criterion decides', () => {
    const level = { criteria: pick.criteria.map((c) => (c.id === 'size' ? { ...c, score: 0.48 } : c)) };
    const praised = { ...pick, rule_points: { said: 9, moved: 9 } };
    const rival = machine('Fast', 1500, 60, { ...level, rule_points: { said: 5, moved: 5 } });
    expect(passedOverLines(praised, [{ row: rival, twins: [] }])[0]).toMatch(
      /but ranked below by what experts say\.$/,
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
