import { describe, expect, it } from 'vitest';
import { comparison, comparisonText } from '../../../src/report/comparison.ts';
import { scoreText } from '../../../src/report/values.ts';
import { document as d, first, second } from '../../fixtures/first-two.ts';
import { answer } from '../../fixtures/mini-catalog.ts';

describe('a comparison of machines that a terminal is too narrow for', () => {
  const compared = comparison([first.system.id, second.system.id], d);
  const text = (width: number) => comparisonText(compared, { colour: 0, width, unicode: true });
  it('is side by side all the same: cells go on in further lines', () => {
    const lines = text(72).split('\n');
    expect(lines.filter((line) => line.startsWith('Model  '))).toHaveLength(1);
    expect(text(72)).not.toContain('Price: ');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
  it('is one machine after the other where columns would break every word', () => {
    expect(text(40)).toContain('  Price: ');
  });
});

describe('a comparison with what is owned', () => {
  const owning = answer({ own: ['card-24'] });
  const [mine] = owning.owned ?? [];
  const [sold] = owning.ranked;
  if (!mine || !sold) throw new Error('nothing to compare');
  const compared = comparison([mine.system.id, sold.system.id], owning);
  const lines = comparisonText(compared, { colour: 0, width: undefined, unicode: true }).split('\n');
  it('has a column for it, with its speed and score, at no price and in no place', () => {
    expect(compared.systems.map(({ owned }) => owned?.system.id)).toEqual([mine.system.id, undefined]);
    expect(lines.find((l) => l.startsWith('Rank '))).toMatch(/^Rank +yours +1$/);
    expect(lines.find((l) => l.startsWith('Price '))).toMatch(/^Price +paid +\$/);
    expect(lines.find((l) => l.startsWith('Score '))).toContain(` ${scoreText(mine.score ?? Number.NaN)} `);
    expect(lines.find((l) => l.startsWith('Decode '))).toMatch(/^Decode +\d+ tok\/s +\d+ tok\/s$/);
  });
  it('weighs its criteria, too, when it says which decide', () => {
    const alone = comparison([sold.system.id], owning);
    expect(alone.deciding.every(({ spread }) => spread === 0)).toBe(true);
    expect(compared.deciding[0]?.spread).toBeGreaterThan(0);
  });
  it('says why where it does not do the work', () => {
    const big = answer({ own: ['card-24'], models: ['giant-1t-a32b'] });
    const [small] = big.owned ?? [];
    if (!small || small.runs) throw new Error('it should not hold the model');
    const text = comparisonText(comparison([small.system.id], big), {
      colour: 0,
      width: undefined,
      unicode: true,
    });
    expect(text).toMatch(/ is what you have: .+ needs \d/);
  });
});
