import { describe, expect, it } from 'vitest';
import { architectureFaults, checkArchitecture } from '../../../../src/catalog/checks/architecture.ts';
import type { LayerGroup } from '../../../../src/schema/model.ts';
import { said } from './said.ts';

describe('architectures', () => {
  const full = { kind: 'full', count: 4, heads: 8, kv_heads: 2, head_dim: 64 } as unknown as LayerGroup;
  const faults = (a: object) =>
    architectureFaults({ architecture: { layers: 4, attention: [full], ...a } as never });

  it('have nothing to say where they add up', () => {
    expect(faults({})).toEqual([]);
    expect(architectureFaults({ architecture: undefined })).toEqual([]);
    expect(faults({ layers: 6, ffn_only_layers: 2 })).toEqual([]);
    expect(faults({ attention: [full, { ...full, count: 9, parallel: true }] })).toEqual([]);
    expect(faults({ ffn_groups: [{ count: 1 }, { count: 3 }] })).toEqual([]);
    expect(faults({ moe: { experts: 8, active: 8 } })).toEqual([]);
  });
  it('say what does not', () => {
    expect(faults({ layers: 5 })).toEqual([
      { path: ['layers'], message: 'is 5, but the groups of layers add up to 4' },
    ]);
    expect(faults({ ffn_groups: [{ count: 3 }] })).toEqual([
      { path: ['ffn_groups'], message: 'cover 3 of 4 layers' },
    ]);
    expect(faults({ moe: { experts: 8, active: 9 } })).toEqual([
      { path: ['moe', 'active'], message: '9 of 8 experts cannot be active' },
    ]);
    expect(
      faults({
        attention: [
          { ...full, count: 2 },
          { ...full, count: 2, kv_heads: 3 },
        ],
      }),
    ).toEqual([{ path: ['attention', 1, 'kv_heads'], message: '8 heads do not divide by 3' }]);
  });
  it.each<[LayerGroup['kind'], string]>([
    ['full', 'heads, kv_heads, head_dim'],
    ['sliding', 'heads, kv_heads, head_dim, window'],
    ['mla', 'heads, v_head_dim, kv_lora_rank, rope_dim, qk_nope_dim'],
    ['linear', 'mixer, state_bytes'],
    ['compressed', 'heads, head_dim, window, q_lora_rank, o_lora_rank, o_groups'],
  ])('need their dimensions: %s layers %s', (kind, dimensions) => {
    expect(faults({ attention: [{ kind, count: 4 }] })).toEqual([
      { path: ['attention', 0], message: `${kind} layers need ${dimensions}` },
    ]);
  });
  it('are told at their model, with active parameters above the total', () => {
    const model = { params_active_b: 8, params_total_b: 7, architecture: { layers: 5, attention: [full] } };
    expect(said(checkArchitecture, { models: { m: model } })).toEqual([
      'models/m params_active_b: 8 is more than the total, 7',
      'models/m architecture.layers: is 5, but the groups of layers add up to 4',
    ]);
    const alike = { params_active_b: 7.0005, params_total_b: 7 };
    expect(said(checkArchitecture, { models: { m: alike } })).toEqual([]);
  });
});
