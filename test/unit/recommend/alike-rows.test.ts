import { expect, it } from 'vitest';
import { foldAlike } from '../../../src/recommend/alike-rows.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import { first } from '../../fixtures/first-two.ts';

const row = (id: string, group: string | null, quant = 'Q4_K_M'): Ranked => ({
  ...first,
  system: { ...first.system, id, group },
  workloads: first.workloads.map((w) => ({ ...w, model: { id: 'm', name: 'M', quant } })),
});
const folded = (...ranked: Ranked[]) =>
  foldAlike(ranked).map((l) => [l.row, ...l.twins].map((r) => r.system.id));

it('machines of one group stand in one line where they do the same, and apart where they do not', () => {
  expect(folded(row('a', 'g'), row('b', 'g', 'Q8_0'), row('c', 'g'), row('d', null), row('e', null))).toEqual(
    [['a', 'c'], ['b'], ['d'], ['e']],
  );
});
