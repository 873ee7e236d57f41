import { describe, expect, it } from 'vitest';
import { virtuesOver } from '../../../src/report/standing.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import { first } from '../../fixtures/first-two.ts';

describe('headroom', () => {
  const capacity = (r: Ranked, score: number, usable_gib: number): Ranked => ({
    ...r,
    criteria: [{ id: 'capacity', name: 'Memory headroom', value: 1, unit: 'x', score, weight: 0.1 }],
    fit: r.fit && { ...r.fit, usable_gib },
  });
  const other = (r: Ranked): Ranked => ({
    ...r,
    workloads: r.workloads.map((w) => ({ ...w, model: w.model && { ...w.model, id: 'another' } })),
  });
  it('speaks for who has more memory for the same model, and for nobody else', () => {
    const little = capacity(first, 0.2, 24);
    expect(virtuesOver(capacity(first, 0.9, 32), little)).toEqual(['memory headroom']);
    expect(virtuesOver(capacity(first, 0.9, 24), little)).toEqual([]);
    expect(virtuesOver(other(capacity(first, 0.9, 32)), little)).toEqual([]);
  });
});
