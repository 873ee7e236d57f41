import { describe, expect, it } from 'vitest';
import { mixtureFileBytes } from '../../src/perf/memory/weights.ts';
import { idsIn } from '../data/read-yaml.ts';
import { model, PARTS, quants, table } from '../fixtures/memory-parts.ts';

const FILES = ['jan-catalog', 'logs', 'ollama-library', 'repositories', 'tensor-maps', 'vendor-lists'];
/**
 * What is no plain GGUF file of the text model, or does not say in which unit it is. QAT files by their makers keep a
 * 16-bit embedding.
 */
const NOT_COMPARABLE = /shards|towers|projector|custom|GB or GiB|QAT|stored twice/;
const CLASSES = new Set(['float', 'legacy', 'k', 'iq', 'ternary', 'mx']);

const rows = FILES.flatMap((file) => table(`sizes/${file}.csv`));
const formats = new Map(
  quants.filter((q) => CLASSES.has(q.class) && q.engines.includes('llama.cpp')).map((q) => [q.id, q]),
);
const known = new Set(idsIn('models'));

interface Pair {
  readonly key: string;
  readonly predicted: number;
  readonly sizes: number[];
}

/** Published sizes stated to three digits or more, by model and format, with what the shapes predict. Decimal GB. */
const pairs = new Map<string, Pair>();
for (const row of rows) {
  const format = formats.get(row['quant'] ?? '');
  if (!format || Number(row['digits']) < 3 || NOT_COMPARABLE.test(row['note'] ?? '')) continue;
  const key = `${row['model']} ${row['quant']}`;
  const bytes = mixtureFileBytes(model(row['model'] ?? ''), format, PARTS.tensor_types);
  if (bytes === null) continue;
  const pair = pairs.get(key) ?? { key, predicted: bytes / 1e9, sizes: [] };
  pair.sizes.push(Number(row['gb']));
  pairs.set(key, pair);
}
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};
const errors = [...pairs.values()].map((p) => p.predicted / median(p.sizes) - 1);
const share = (limit: number) => errors.filter((e) => Math.abs(e) <= limit).length / errors.length;

describe('published file sizes', () => {
  it('are all there, for models that exist, in formats that exist or say that they are something else', () => {
    expect(rows).toHaveLength(4301);
    for (const row of rows) expect(known.has(row['model'] ?? ''), row['model']).toBe(true);
    const ids = new Set(quants.map((q) => q.id));
    const strange = new Set(rows.map((r) => r['quant'] ?? '').filter((q) => !ids.has(q)));
    for (const label of strange)
      expect(label).toMatch(/-pure$|^custom-mix-|\+projector$|bpw$|mixed|dq$|1-bit$|^native-int4/);
  });

  it('to three digits exist for more than 750 pairs of model and llama.cpp format', () =>
    expect(errors.length).toBeGreaterThan(750));

  it('are predicted within 2 % for nine pairs of ten, within 5 % for nineteen of twenty', () => {
    expect(share(0.02)).toBeGreaterThanOrEqual(0.9);
    expect(share(0.05)).toBeGreaterThanOrEqual(0.95);
  });

  it('are half of the time within half a percent, without bias', () => {
    expect(median(errors.map(Math.abs))).toBeLessThan(0.005);
    expect(Math.abs(median(errors))).toBeLessThan(0.003);
  });
});
