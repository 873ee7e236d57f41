import { describe, expect, it } from 'vitest';
import type { AlternativesInput } from '../../../../src/recommend/alternatives/alternatives.ts';
import { upgradeAlternative } from '../../../../src/recommend/alternatives/upgrade.ts';
import type { Evaluated } from '../../../../src/recommend/evaluated.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { answer, mini, TODAY } from '../../../fixtures/mini-catalog.ts';

describe('the best upgrade', () => {
  const step = (over: Partial<Answers>) =>
    answer(over).alternatives.find((a) => a.reasons.some((r) => r.code === 'upgrade_per_dollar'));

  it('is a second card, in the bill of what else that takes', () => {
    const found = step({
      ...{ own: ['card-24'], models: ['dense-32b'], quant: 'q8_0', condition: 'used', os: 'windows' },
      budget_usd: 3500,
    });
    expect(found).toMatchObject({ kind: 'own', is_the_answer: false, system: 'tower-2x24' });
    expect(found?.cost_usd?.value).toBe(1050 + 2200);
  });
  it('is nothing for those who own nothing, or can afford nothing', () => {
    expect(step({ models: ['dense-32b'] })).toBeUndefined();
    expect(step({ own: ['card-24'], models: ['dense-32b'], budget_usd: 100 })).toBeUndefined();
  });
  it('is none where what is owned runs the model that it would be bought for nearly as well', () => {
    const machine = (id: string, quality: number) =>
      ({
        system: { id, name: id, memory_gb: 64, devices: [{ device: 'card-24', count: 1 }] },
        price: { value: 1000, source: 'shop', observed: TODAY },
        outcomes: [{ quality, failure: null, model_open: true, performance: { speed: null } }],
      }) as unknown as Evaluated;
    const [mine, better, box] = [machine('mine', 40), machine('mine', 58), machine('box', 60)];
    const found = (beside: Evaluated) =>
      upgradeAlternative({
        answers: { own: ['mine'] },
        catalog: mini,
        needs: [],
        field: [{ evaluated: box, fired: [], score: { score: 60 } }],
        owned: [mine],
        ownedBeside: () => [beside],
        merit: (e: Evaluated) => e.outcomes[0]?.quality ?? null,
      } as unknown as AlternativesInput);
    expect(found(mine)?.reasons[0]?.text).toMatch(
      /^Counting all but money .* it scores 20 of 100 points more than your mine/,
    );
    expect(found(better)).toBeNull();
  });
  const machine = (id: string, price: number, quality: number, decode?: number) => {
    const speed =
      decode === undefined ? null : { decode_tok_s: { value: decode }, ttft_s: null, at: { users: 1 } };
    return {
      system: { id, name: id, memory_gb: 64, devices: [{ device: 'card-24', count: 1 }] },
      price: { value: price, source: 'shop', observed: TODAY },
      outcomes: [
        {
          ...{ quality, failure: null, model_open: true },
          performance: { workload: 'coding', model: null, fit: { status: 'comfortable' }, speed },
        },
      ],
    } as unknown as Evaluated;
  };
  const best = (mine: Evaluated, field: readonly { evaluated: Evaluated; fired: object[] }[], score = 80) =>
    upgradeAlternative({
      answers: { own: ['mine'] },
      catalog: mini,
      needs: [],
      field: field.map((judged) => ({ ...judged, score: { score } })),
      owned: [mine],
      ownedBeside: () => [mine],
      merit: (e: Evaluated) => e.outcomes[0]?.quality ?? null,
    } as unknown as AlternativesInput)?.system;
  it('is none that a grave rule speaks against, unless it does so against the pick as well', () => {
    const grave = [{ rule: 'too-little', severity: 'serious', points: -8 }];
    const remark = [{ rule: 'loud', severity: 'caution', points: -8 }];
    const found = (ofSmall: object[], ofLarge: object[], score?: number) =>
      best(
        machine('mine', 0, 30),
        [
          { evaluated: machine('large', 2000, 80), fired: ofLarge },
          { evaluated: machine('small', 500, 50), fired: ofSmall },
        ],
        score,
      );
    expect(found([], [])).toBe('small');
    expect(found(remark, [])).toBe('small');
    expect(found(grave, [])).toBe('large');
    expect(found(grave, grave)).toBe('small');
    expect(found(grave, grave, 5)).toBeUndefined();
  });
  it('is none that is too slow for the work where the pick is not', () => {
    const found = (small: number, large: number) =>
      best(machine('mine', 0, 30, 40), [
        { evaluated: machine('large', 2000, 80, large), fired: [] },
        { evaluated: machine('small', 500, 50, small), fired: [] },
      ]);
    expect(found(40, 40)).toBe('small');
    expect(found(1, 40)).toBe('large');
    expect(found(1, 1)).toBe('small');
  });
  it('never wins by what the owned machine has cost', () => {
    const a = step({ own: ['mac-64-old'], models: ['moe-120b-a5b'] });
    expect(a?.system).not.toBe('mac-64-old');
    expect(a?.cost_usd?.value).toBeGreaterThan(0);
  });
});
