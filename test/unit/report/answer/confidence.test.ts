import { describe, expect, it } from 'vitest';
import { confidence } from '../../../../src/report/answer/confidence.ts';
import type { Ranked } from '../../../../src/schema/document.ts';
import { document as d, first, second } from '../../../fixtures/first-two.ts';

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
  it('says of how few it is the pick', () => {
    const { group: _, ...apart } = first.system;
    const of = (n: number) =>
      confidence({
        ...d,
        ranked: Array.from({ length: n }, (_, i) => ({
          ...first,
          system: { ...apart, id: `s${i}`, name: `S ${i}`, group: null },
          win_probability: i === 0 ? 0.9 : 0.01,
        })),
      });
    expect([2, 3, 4].map(of).map((said) => said?.split(':')[0])).toEqual([
      'Clear pick of two',
      'Clear pick of three',
      'Clear pick',
    ]);
  });
  it('says why it is first where another one wins more draws', () => {
    expect(winning([0.2, 0.5])).toContain('it leads where every price and speed is as estimated');
    expect(winning([0.5, 0.2])).not.toContain('as estimated');
    expect(winning([0.2, 0.5], [71, 71])).toMatch(/: level with .+ and cheaper; over the price/);
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
  it('is said of what is on sale where the answer is to buy nothing, by name where nothing else names it', () => {
    const instead = { ...(d.alternatives[0] as (typeof d.alternatives)[number]), is_the_answer: true };
    const told = (over: object) => confidence({ ...d, alternatives: [{ ...instead, ...over }] });
    expect(told({})).toMatch(/^Of what is on sale, [a-z]/);
    expect(told({ nothing_better: true })).toMatch(
      new RegExp(`^Of what is on sale, ${first.system.name} leads, an? [a-z]+ (?:pick|call|race):`),
    );
    expect(told({ is_the_answer: false, nothing_better: true })).not.toContain('leads, a');
    expect(told({ is_the_answer: false })).toMatch(/^[A-Z][a-z]+ (?:pick|call|race):/);
  });
});
