import { describe, expect, it } from 'vitest';
import { shareWithin, sizePairs } from '../../src/checks/file-sizes.ts';
import { median } from '../../src/units/statistics.ts';
import { DATA } from '../fixtures/built-in-data.ts';

const pairs = sizePairs(DATA);
const errors = pairs.map(({ error }) => error);
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe('published file sizes', () => {
  it('are all there, in formats that exist or say that they are something else', () => {
    expect(DATA.sizes).toHaveLength(4324);
    const strange = new Set(DATA.sizes.map((s) => s.quant).filter((q) => !Object.hasOwn(DATA.quants, q)));
    for (const label of strange)
      expect(label).toMatch(/-pure$|^custom-mix-|\+projector$|bpw$|mixed|dq$|1-bit$|^native-int4/);
  });

  it('to three digits exist for more than 750 pairs of model and llama.cpp format', () =>
    expect(pairs.length).toBeGreaterThan(750));

  it('are predicted within 2 % for nine pairs of ten, within 5 % for nineteen of twenty', () => {
    expect(shareWithin(pairs, 0.02)).toBeGreaterThanOrEqual(0.9);
    expect(shareWithin(pairs, 0.05)).toBeGreaterThanOrEqual(0.95);
  });

  it('are half of the time within half a percent, without bias', () => {
    expect(median(sorted(errors.map(Math.abs)))).toBeLessThan(0.005);
    expect(Math.abs(median(sorted(errors)))).toBeLessThan(0.003);
  });
});
