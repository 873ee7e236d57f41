import { describe, expect, it } from 'vitest';
import { layerOrder, spread } from '../../../src/perf/layer-order.ts';
import { parameterBreakdown } from '../../../src/perf/model-parameters.ts';
import { elements, tensorTable } from '../../../src/perf/tensors.ts';
import { idsIn, readYaml } from '../../data/read-yaml.ts';
import { model } from '../../fixtures/memory-parts.ts';

describe('tensor table', () => {
  const ids = idsIn('models').filter((id) => {
    const kind = (readYaml(`models/${id}.yaml`) as { kind: string }).kind;
    return (kind === 'text' || kind === 'embedding') && model(id).architecture;
  });

  it('covers the models with a known architecture', () => expect(ids.length).toBeGreaterThan(200));

  it('sums to the published parameter count within 2 %, and to the recomputed one', () => {
    for (const id of ids) {
      const sum = (tensorTable(model(id)) ?? []).reduce((n, row) => n + elements(row), 0);
      const recomputed = parameterBreakdown(model(id))?.total ?? 0;
      const stated = model(id).params_total_b * 1e9;
      expect(Math.abs(sum / stated - 1), id).toBeLessThan(0.021);
      if (Math.abs(recomputed / stated - 1) < 0.005)
        expect(Math.abs(sum / recomputed - 1), id).toBeLessThan(0.006);
    }
  });

  it('has no negative or fractional column', () => {
    for (const id of ids)
      for (const row of tensorTable(model(id)) ?? []) {
        expect(row.rows, id).toBeGreaterThan(0);
        expect(row.cols % 1, id).toBe(0);
      }
  });
});

describe('layer order', () => {
  it('puts the rare kind last in each cycle', () => {
    const group = (kind: 'sliding' | 'full', count: number) => ({ kind, count, owns_cache: true });
    const order = layerOrder([group('sliding', 10), group('full', 2)]);
    expect(order.join('')).toBe('000001000001');
    expect(layerOrder([group('full', 2), group('sliding', 2)]).join('')).toBe('1010');
  });
  it('spreads blocks over layers that have them', () => {
    expect(spread(2, 6)).toEqual([2, 5]);
    expect(spread(6, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
