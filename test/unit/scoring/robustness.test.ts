import { describe, expect, it } from 'vitest';
import type { Draws, Uncertain } from '../../../src/scoring/draw-scores.ts';
import { scoringModel } from '../../../src/scoring/model.ts';
import { robustness } from '../../../src/scoring/robustness.ts';
import type { Usd } from '../../../src/units/units.ts';
import { shipped } from './a-scoring.ts';

const model = scoringModel(shipped, ['chat'], { priorities: [] });
const draws: Draws = { count: 300, seed: 7, common_price: 0.6, common_speed: 0.8 };
const around = (value: number, spread: number) => ({
  low: value / (1 + spread),
  value,
  high: value * (1 + spread),
});

function machine(id: string, speed: number, price: number, change: Partial<Uncertain> = {}): Uncertain {
  const values = {
    speed,
    ttft: 1,
    price,
    value: (1000 * speed) / price,
    power: 200,
    setup: 0.8,
    software: 0.8,
  };
  return {
    id,
    parts: [{ workload: 'chat', share: 1, values }],
    points: 0,
    price: around(price, 0.15),
    speed: [around(speed, 0.3)],
    ttft: [around(1, 0.3)],
    speed_group: id,
    price_group: id,
    ...change,
  };
}
const FIELD = [machine('a', 60, 2500), machine('b', 55, 2500), machine('c', 15, 4000)];
const by = (list: ReturnType<typeof robustness>, id: string) => list.find((r) => r.id === id);

describe('robustness', () => {
  it('is the same for the same seed and moves with another', () => {
    expect(robustness(model, FIELD, draws)).toEqual(robustness(model, FIELD, draws));
    expect(robustness(model, FIELD, { ...draws, seed: 8 })).not.toEqual(robustness(model, FIELD, draws));
  });

  it('shares out every draw', () => {
    const total = robustness(model, FIELD, draws).reduce((sum, r) => sum + r.win_probability, 0);
    expect(total).toBeCloseTo(1, 9);
  });

  it('lets nobody win a draw in which it costs more than the budget', () => {
    const won = (budget_usd: number | null) =>
      FIELD.map(
        ({ id }) => by(robustness(model, FIELD, draws, budget_usd as Usd | null), id)?.win_probability ?? 0,
      );
    const [free = 0, b = 0] = won(null);
    expect(won(10_000)).toEqual(won(null));
    // The budget is the middle of both their prices: each is over it in half of the draws, both in a quarter.
    const [half = 0, other = 0, c = 0] = won(2500);
    expect(half).toBeLessThan(free);
    expect(half + other + c).toBeGreaterThan(0.65);
    expect(half + other + c).toBeLessThan(0.85);
    expect(other + half).toBeLessThan(free + b);
    expect(won(1000)).toEqual([0, 0, 0]);
    // What is drawn of its score is the same.
    const range = (budget: Usd | null) => by(robustness(model, FIELD, draws, budget), 'a')?.score_low;
    expect(range(2500 as Usd)).toBe(range(null));
  });

  it('puts the better machine ahead more often, the hopeless one never', () => {
    const result = robustness(model, FIELD, draws);
    expect(by(result, 'a')?.win_probability).toBeGreaterThan(by(result, 'b')?.win_probability ?? 1);
    expect(by(result, 'b')?.win_probability).toBeGreaterThan(0.1);
    expect(by(result, 'c')?.win_probability).toBe(0);
    expect(by(result, 'a')?.beats_leader).toBe(0);
    expect(by(result, 'b')?.beats_leader).toBeCloseTo(by(result, 'b')?.win_probability ?? 0, 1);
  });

  it('brackets the score, more widely when more is uncertain', () => {
    const wide = machine('w', 60, 2500, { speed: [around(60, 1)] });
    const narrow = machine('n', 60, 2500, { speed: [around(60, 0.05)], price: around(2500, 0.02) });
    const [w, n] = robustness(model, [wide, narrow], draws);
    const span = (r: typeof w) => (r?.score_high ?? 0) - (r?.score_low ?? 0);
    expect(span(w)).toBeGreaterThan(2 * span(n));
    expect(span(n)).toBeGreaterThan(0);
  });

  it('lets twins err together: a group’s shared shocks leave little between them', () => {
    const twins = (group: (id: string) => string) =>
      ['x', 'y'].map((id, i) =>
        machine(id, 40, 2500 - 60 * i, { speed_group: group(id), price_group: group(id) }),
      );
    const apart = robustness(
      model,
      twins((id) => id),
      { ...draws, common_price: 0.99, common_speed: 0.99 },
    );
    const together = robustness(
      model,
      twins(() => 'chip'),
      { ...draws, common_price: 0.99, common_speed: 0.99 },
    );
    expect(by(together, 'y')?.win_probability).toBeGreaterThan(by(apart, 'y')?.win_probability ?? 1);
  });

  it('does not depend on who else is there, nor on the order', () => {
    const alone = by(robustness(model, [FIELD[0] as Uncertain], draws), 'a');
    const crowd = by(robustness(model, [...FIELD].reverse(), draws), 'a');
    expect([crowd?.score_low, crowd?.score_high]).toEqual([alone?.score_low, alone?.score_high]);
  });

  it('turns draws round where speed is counted in hours', () => {
    const training = scoringModel(shipped, ['finetune'], { priorities: [] });
    const values = { speed: 4, price: 3000, value: 1000 / 4 / 3000, software: 1, setup: 0.5 };
    const run = (hours: { low: number; value: number; high: number }): Uncertain => ({
      ...machine('t', 1, 3000),
      parts: [{ workload: 'finetune', share: 1, values }],
      price: null,
      speed: [hours],
      ttft: [null],
    });
    const [better] = robustness(training, [run({ low: 2, value: 4, high: 4.001 })], draws);
    const [worse] = robustness(training, [run({ low: 3.999, value: 4, high: 8 })], draws);
    expect(better?.score_high ?? 0).toBeGreaterThan((worse?.score_high ?? 0) + 3);
    expect(worse?.score_low ?? 0).toBeLessThan((better?.score_low ?? 0) - 3);
  });

  it('widens by what is unknown', () => {
    const known = machine('k', 60, 2500);
    const part = known.parts[0];
    const gap = {
      ...known,
      parts: [{ workload: 'chat' as const, share: 1, values: { ...part?.values, setup: null } }],
    };
    const [k] = robustness(model, [known], draws);
    const [g] = robustness(model, [gap], draws);
    const span = (r: typeof k) => (r?.score_high ?? 0) - (r?.score_low ?? 0);
    expect(span(g)).toBeGreaterThan(span(k));
  });
});
