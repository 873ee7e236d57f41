import { describe, expect, it } from 'vitest';
import { attentionFlop, cacheValuesRead, modelShape } from '../../../../src/perf/speed/shape.ts';
import { attendsSparsely, sparseSince } from '../../../../src/perf/speed/sparse-attention.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import { CATALOG } from '../../../fixtures/built-in-data.ts';
import { format, job, textModel } from '../../../fixtures/speed-parts.ts';

const chooses = (...kinds: string[]) =>
  ({
    architecture: { attention: kinds.map((kind) => ({ kind, count: 1, index_dim: 128, index_top_k: 2048 })) },
  }) as unknown as TextModel;
const engine = {
  sparse_attention_since: { cuda: { mla: '2026-08-29', full: '2026-09-11' }, metal: { mla: '2026-08-31' } },
} as const;

describe('since when an engine skips what a model does not attend', () => {
  it.each([
    ['its backend and kind of layer say', 'cuda', ['mla'], '2026-08-29'],
    ['all kinds of its layers are skipped', 'cuda', ['mla', 'full'], '2026-09-11'],
    ['never, where the kind is not named', 'metal', ['mla', 'full'], null],
    ['never, where the backend is not named', 'rocm', ['mla'], null],
    ['always, of a model that attends everything', 'rocm', [], ''],
  ] as const)('is when %s', (_, backend, kinds, since) =>
    expect(sparseSince(engine, backend, chooses(...kinds))).toBe(since),
  );
  it('is always of an engine that says nothing', () => {
    expect(sparseSince({}, 'cuda', chooses('mla'))).toBe('');
    expect(sparseSince(undefined, 'cuda', chooses('mla'))).toBe('');
  });
  it('is asked of the software of the day', () => {
    const plain = job(textModel('llama-3.1-8b'), format('q4_k_m'));
    const on = (sparse_since: string | null, software?: string) =>
      attendsSparsely({ ...plain, sparse_since, ...(software ? { software } : {}) });
    expect([on(''), on('', '2020-01-01'), on('2026-08-29'), on('2026-08-29', '2026-08-29')]).toEqual(
      Array(4).fill(true),
    );
    expect([on('2026-08-29', '2026-08-28'), on(null), on(null, '2026-11-01')]).toEqual(Array(3).fill(false));
  });
});

describe('attention that computes what it throws away', () => {
  const shape = modelShape(textModel('deepseek-v3.2'));
  it('takes as long as of a model that attends everything', () => {
    expect(shape).not.toBeNull();
    if (!shape) return;
    const dense = (depth: number) => attentionFlop(shape, 1, depth, false) / attentionFlop(shape, 1, depth);
    expect(dense(1024)).toBe(1);
    expect(dense(65_536)).toBeGreaterThan(10);
    expect(cacheValuesRead(shape, 65_536, false)).toBeGreaterThan(4 * cacheValuesRead(shape, 65_536));
  });
  it('is known of at least one engine', () =>
    expect(Object.values(CATALOG.engines).filter((e) => e.sparse_attention_since).length).toBeGreaterThan(0));
});
