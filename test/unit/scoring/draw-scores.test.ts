import { describe, expect, it } from 'vitest';
import type { CriterionId } from '../../../src/schema/vocabulary.ts';
import type { CompiledCurve } from '../../../src/scoring/curve.ts';
import { type Draws, drawer, type Uncertain } from '../../../src/scoring/draw-scores.ts';
import type { Interval } from '../../../src/scoring/intervals.ts';
import type { ScoringModel } from '../../../src/scoring/model.ts';
import { normals } from '../../../src/scoring/random.ts';
import { robustness } from '../../../src/scoring/robustness.ts';
import { scoreCandidate } from '../../../src/scoring/score.ts';

const DRAWS: Draws = { count: 60, seed: 5, common_price: 0.36, common_speed: 0.64 };
const s = (a: number, b: number): CompiledCurve => ({ shape: 's', log: true, a, b });
const line = (a: number, b: number, log = false): CompiledCurve => ({ shape: 'line', log, a, b });

/** Every shape of curve for what varies, and a criterion that does not. */
const model = (exponent: number, speed: CompiledCurve = s(-4, 1.2)): ScoringModel => ({
  exponent,
  workloads: {
    chat: [
      { criterion: 'speed', weight: 0.3, curve: speed },
      { criterion: 'ttft', weight: 0.2, curve: line(1, -0.2) },
      { criterion: 'price', weight: 0.2, curve: s(9, -1.1) },
      { criterion: 'value', weight: 0.2, curve: line(0.1, 0.2, true) },
      { criterion: 'setup', weight: 0.1, curve: line(0, 1) },
    ],
  },
});
const around = (value: number): Interval => ({ low: value / 1.3, value, high: value * 1.2 });

function machine(over: Partial<Uncertain> = {}): Uncertain {
  const values = { speed: 40, ttft: 2, price: 3000, value: 13, setup: 0.8 };
  return {
    id: 'box',
    parts: [{ workload: 'chat', share: 1, values }],
    points: 3,
    price: around(3000),
    speed: [around(40)],
    ttft: [around(2)],
    speed_group: 'chip',
    price_group: 'shop',
    ...over,
  };
}

/** The long way round: each draw moves the quantities themselves, and everything is scored again. */
function longWay(m: ScoringModel, c: Uncertain, draws: Draws, falling = false): number[] {
  const Z90 = 1.2815515655446004;
  const z = (kind: 'price' | 'speed', group: string, common: number) => {
    const own = normals(draws.seed, `${kind} of ${c.id}`, draws.count);
    const shared = normals(draws.seed, `${kind} of the group ${group}`, draws.count);
    return own.map((x, d) => Math.sqrt(1 - common) * x + Math.sqrt(common) * (shared[d] ?? 0));
  };
  const factor = (interval: Interval | null | undefined, draw: number) => {
    if (!interval) return 1;
    const width =
      draw < 0 ? Math.log(interval.value / interval.low) : Math.log(interval.high / interval.value);
    return Math.exp((draw * width) / Z90);
  };
  const prices = z('price', c.price_group, draws.common_price);
  const speeds = z('speed', c.speed_group, draws.common_speed);
  return Array.from({ length: draws.count }, (_, d) => {
    const [zp, zs] = [prices[d] ?? 0, speeds[d] ?? 0];
    const faster = (part: number) => factor(c.speed[part], falling ? -zs : zs);
    const parts = c.parts.map(({ values, ...rest }, part) => {
      const moved: Partial<Record<CriterionId, number>> = {
        speed: faster(part),
        ttft: factor(c.ttft[part], -zs),
        price: factor(c.price, zp),
        value: (falling ? 1 / faster(part) : faster(part)) / factor(c.price, zp),
      };
      const known = Object.entries(values).map(([id, value]) => [
        id,
        value === null ? null : (value ?? 0) * (moved[id as CriterionId] ?? 1),
      ]);
      return { ...rest, values: Object.fromEntries(known) };
    });
    return scoreCandidate(m, parts, c.points).score ?? Number.NaN;
  });
}

const expectSame = (found: Float64Array | null, wanted: readonly number[]) => {
  expect(found).not.toBeNull();
  wanted.forEach((score, d) => {
    expect(found?.[d]).toBeCloseTo(score, 2);
  });
};

describe('scores over draws', () => {
  it.each([0.5, 0.3, 1])('are those of the moved quantities, at exponent %d', (exponent) => {
    const m = model(exponent);
    expectSame(drawer(m, DRAWS)(machine()), longWay(m, machine(), DRAWS));
  });
  it('turn round where speed is counted as a time', () => {
    const m = model(0.5, s(6, -1.5));
    expectSame(drawer(m, DRAWS)(machine()), longWay(m, machine(), DRAWS, true));
  });
  it('do not turn for a criterion beside it that falls', () => {
    const rising = model(0.5);
    const moved = drawer(rising, DRAWS)(machine({ price: null, ttft: [null] }));
    expectSame(moved, longWay(rising, machine({ price: null, ttft: [null] }), DRAWS));
  });
  it('leave out what is unknown, and stand still where nothing varies', () => {
    const m = model(0.5);
    const [part] = machine().parts;
    if (!part) throw new Error('it has a part');
    const gap = machine({ parts: [{ ...part, values: { ...part.values, setup: null, ttft: null } }] });
    expectSame(drawer(m, DRAWS)(gap), longWay(m, gap, DRAWS));
    const still = machine({ price: null, speed: [null], ttft: [null] });
    const score = scoreCandidate(m, still.parts, still.points).score ?? Number.NaN;
    for (const drawn of drawer(m, DRAWS)(still) ?? []) expect(drawn).toBeCloseTo(score, 9);
    const nothing = machine({
      parts: [{ ...part, values: { speed: null, ttft: null, price: null, value: null, setup: null } }],
    });
    expect(drawer(m, DRAWS)(nothing)).toBeNull();
  });
  it('move each part of a need by its own speed', () => {
    const m = model(0.5);
    const [part] = machine().parts;
    if (!part) throw new Error('it has a part');
    const two = machine({
      parts: [
        { ...part, share: 0.75 },
        { ...part, share: 0.25, values: { ...part.values, speed: 10, ttft: 4 } },
      ],
      speed: [around(40), { low: 5, value: 10, high: 30 }],
      ttft: [null, around(4)],
    });
    expectSame(drawer(m, DRAWS)(two), longWay(m, two, DRAWS));
  });
  it('are written over by the next candidate', () => {
    const draw = drawer(model(0.5), DRAWS);
    const first = draw(machine());
    const kept = first?.slice();
    expect(draw(machine({ id: 'other' }))).toBe(first);
    expect(first).not.toEqual(kept);
    expect(draw(machine())).toEqual(kept);
  });
});

describe('how sure a ranking is', () => {
  const unknown = machine({
    id: 'nobody',
    parts: [
      {
        workload: 'chat',
        share: 1,
        values: { speed: null, ttft: null, price: null, value: null, setup: null },
      },
    ],
  });
  const m = model(0.5);
  it('asks who beats the one that is ranked first', () => {
    const field = [
      machine({ id: 'top' }),
      machine({ id: 'twin' }),
      machine({ id: 'low', points: -5 }),
      unknown,
    ];
    const [top, twin, low, none] = robustness(m, field, DRAWS);
    expect(none).toEqual({
      id: 'nobody',
      win_probability: 0,
      beats_leader: 0,
      score_low: null,
      score_high: null,
    });
    expect(top?.beats_leader).toBe(0);
    expect(twin?.beats_leader).toBeGreaterThan(0.2);
    expect(low?.beats_leader).toBeLessThan(twin?.beats_leader ?? 0);
    const drawn = drawer(m, DRAWS);
    const ahead = drawn(machine({ id: 'top' }))?.slice();
    const behind = drawn(machine({ id: 'twin' }));
    const above = [...(behind ?? [])].filter((x, d) => x > (ahead?.[d] ?? 0)).length;
    expect(twin?.beats_leader).toBe(above / DRAWS.count);
    // Also where somebody else has the higher score: a tie may go to the cheaper one.
    const [first, second] = robustness(
      m,
      [machine({ id: 'low', points: -5 }), machine({ id: 'top' })],
      DRAWS,
    );
    expect(first?.beats_leader).toBe(0);
    expect(second?.beats_leader).toBeGreaterThan(0.5);
    expect([low, top, twin].reduce((sum, r) => sum + (r?.win_probability ?? 0), 0)).toBeCloseTo(1, 12);
  });
  it('has no leader where nothing is known, and nobody in an empty field', () => {
    expect(robustness(m, [unknown], DRAWS)[0]?.beats_leader).toBe(0);
    expect(robustness(m, [], DRAWS)).toEqual([]);
  });
  it('widens by the unknown on either side', () => {
    const [part] = machine().parts;
    if (!part) throw new Error('it has a part');
    const gap = machine({ parts: [{ ...part, values: { ...part.values, setup: null } }] });
    const at = scoreCandidate(m, gap.parts, gap.points);
    const sorted = [...(drawer(m, DRAWS)(gap) ?? [])].sort((a, b) => a - b);
    const [r] = robustness(m, [gap], DRAWS);
    expect(r?.score_low).toBeCloseTo((sorted[6] ?? 0) + (at.low ?? 0) - (at.score ?? 0), 9);
    expect(r?.score_high).toBeCloseTo((sorted[53] ?? 0) + (at.high ?? 0) - (at.score ?? 0), 9);
  });
});
