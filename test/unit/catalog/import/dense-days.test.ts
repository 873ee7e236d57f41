import { describe, expect, it } from 'vitest';
import { readDensely } from '../../../../src/catalog/import/dense-days.ts';
import type { LayerGroup } from '../../../../src/schema/model.ts';
import { measuredRow } from '../../../fixtures/measured-row.ts';

const engine = { sparse_attention_since: { cuda: { mla: '2026-08-29' } } } as const;
const layers = [{ kind: 'mla', count: 4, index_dim: 128, index_top_k: 2048 }] as unknown as LayerGroup[];
const deep = measuredRow({
  phase: 'prefill',
  tokens: 2048,
  depth: 32_768,
  backend: 'cuda',
  date: '2026-08-28',
});

describe('a prompt read with all attention computed', () => {
  it('is one of before its engine left out what a model does not attend', () => {
    expect(readDensely(deep, layers, engine)).toBe(true);
    expect(readDensely({ ...deep, date: '2026-08-29' }, layers, engine)).toBe(false);
  });
  it('matters far beyond what a token attends, on this backend and for this kind of layer', () => {
    expect(readDensely({ ...deep, depth: 8192 }, layers, engine)).toBe(false);
    expect(readDensely({ ...deep, depth: 0, tokens: 65_536 }, layers, engine)).toBe(true);
    expect(readDensely({ ...deep, backend: 'rocm' }, layers, engine)).toBe(false);
    expect(readDensely(deep, [{ ...layers[0], kind: 'full' } as LayerGroup], engine)).toBe(false);
    expect(readDensely(deep, [{ ...layers[0], compress_ratio: 4 } as LayerGroup], engine)).toBe(false);
    expect(readDensely(deep, [{ kind: 'mla', count: 4 } as unknown as LayerGroup], engine)).toBe(false);
  });
  it('is none while generating, behind experts in host memory, or where nothing is known', () => {
    expect(readDensely({ ...deep, phase: 'decode' }, layers, engine)).toBe(false);
    expect(readDensely({ ...deep, offload: 'experts' }, layers, engine)).toBe(false);
    expect(readDensely(deep, layers, undefined)).toBe(false);
  });
});
