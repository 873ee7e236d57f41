import { describe, expect, it } from 'vitest';
import { comparison, comparisonText } from '../../../src/report/comparison.ts';
import { document as d, first, second } from '../../fixtures/first-two.ts';

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
