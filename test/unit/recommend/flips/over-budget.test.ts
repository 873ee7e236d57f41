import { expect, it } from 'vitest';
import type { Screened } from '../../../../src/recommend/candidate.ts';
import { makeOverBudget } from '../../../../src/recommend/flips/over-budget.ts';
import type { Judged } from '../../../../src/recommend/judge.ts';
import type { System } from '../../../../src/schema/system.ts';
import { systemOf } from '../../../fixtures/mini-catalog.ts';

const dearer = (id: string, part: System['parts'][number]): Screened => ({
  candidate: { system: { ...systemOf('box-amd'), id, parts: [part] }, price: null, os: [] },
  exclusion: { code: 'over_budget', args: {} },
});
const judged = (system: System): Judged =>
  ({ evaluated: { system, price: null, outcomes: [] } }) as unknown as Judged;

it('what a machine goes into are builds that name it, and those in which it may stand for its like', () => {
  const { madeFrom } = makeOverBudget(
    [
      dearer('two-of-it', { item: 'box', count: 2 }),
      dearer('two-of-its-like', { item: 'other-box', count: 2, or_alike: ['box', 'third-box'] }),
      dearer('two-others', { item: 'other-box', count: 2 }),
    ],
    ({ system }) => judged(system),
  );
  expect(madeFrom('box').map((j) => j.evaluated.system.id)).toEqual(['two-of-it', 'two-of-its-like']);
});
