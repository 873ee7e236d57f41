import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/report/summary-grid.ts';
import { first, second } from '../../fixtures/first-two.ts';

describe('the table of an answer', () => {
  const named = (name: string, rank: number) => {
    const row = { ...first, rank, model: { ...(first.model as NonNullable<typeof first.model>), name } };
    return { row, twins: [] };
  };
  const under = (...names: string[]) => {
    const { grid, captionWithout } = summaryOf(names.map((name, i) => named(name, i + 1)));
    return captionWithout(grid.columns.filter(({ title }) => title === 'MODEL'));
  };
  it('says under it which ranks run which model where it has no room for them', () => {
    expect(under('One', 'Other', 'One')).toContain('Of these 1 and 3 run One, 2 runs Other.');
    expect(under('One', 'One')).not.toContain('Of these');
    expect(summaryOf([named('One', 1), { row: second, twins: [] }]).caption).not.toContain('Of these');
  });
});
