import { expect, it } from 'vitest';
import { isAssumed } from '../../../src/recommend/criterion-parts.ts';
import { workWatts } from '../../../src/recommend/work-watts.ts';
import type { System } from '../../../src/schema/system.ts';
import { level } from '../../../src/scoring/model.ts';
import { answer, mini, systemOf, withSystem } from '../../fixtures/mini-catalog.ts';

const mac = systemOf('mac-64');
const drawing = (power: object) => ({ ...mac, power });

it('is what was stated, whatever the supply could bear', () => {
  expect(workWatts(drawing({ load_w: 60, max_w: 200 }), mini)).toBe(60);
  expect(isAssumed('power', drawing({ load_w: 60, max_w: 200 }))).toBe(false);
});
it('is the share of the most that its kind uses where only that is known, and says so', () => {
  const share = level(mini.scoring, 'load_share', 'mac') ?? Number.NaN;
  expect(share).toBeLessThan(1);
  expect(workWatts(drawing({ max_w: 200 }), mini)).toBeCloseTo(200 * share, 9);
  expect(isAssumed('power', drawing({ max_w: 200 }))).toBe(true);
  expect(workWatts({ ...drawing({ max_w: 200 }), kind: 'laptop' }, mini)).toBe(200);
});
it('is of a cluster what its nodes draw, two of a kind twice as much as one', () => {
  const of = (power: object, parts: System['parts']) => {
    const catalog = { ...mini, systems: { ...mini.systems, node: { ...drawing(power), id: 'node' } } };
    const cluster = { ...drawing({ max_w: 500 }), kind: 'cluster', nodes: 2, parts } as const;
    return workWatts(cluster, catalog);
  };
  const two: System['parts'] = [
    { item: 'node', count: 2 },
    { item: 'cable', count: 1 },
  ];
  const one: System['parts'] = [{ item: 'node', count: 1 }];
  const share = level(mini.scoring, 'load_share', 'cluster') ?? Number.NaN;
  expect(of({ load_w: 60 }, two)).toBe(120);
  expect(of({ max_w: 200 }, two)).toBeCloseTo(400 * (level(mini.scoring, 'load_share', 'mac') ?? 1), 9);
  for (const unlike of [of({}, two), of({ load_w: 60 }, one)]) expect(unlike).toBeCloseTo(500 * share, 9);
});
it('is unknown where neither is, however little it draws when idle', () => {
  expect(workWatts(drawing({ idle_w: 8 }), mini)).toBeNull();
  expect(isAssumed('power', drawing({ idle_w: 8 }))).toBe(false);
});
it('is what the criterion of that name counts, marked where it is assumed', () => {
  const counted = (power: object) =>
    answer({}, withSystem(mini, { ...mac, power }))
      .ranked.find((r) => r.system.id === mac.id)
      ?.criteria.find((c) => c.id === 'power');
  expect(counted({ load_w: 60, max_w: 200 })).toMatchObject({ value: 60 });
  expect(counted({ load_w: 60, max_w: 200 })).not.toHaveProperty('assumed');
  expect(counted({ max_w: 200 })).toMatchObject({ assumed: true });
  expect(counted({ idle_w: 8 })?.value).toBeNull();
});
