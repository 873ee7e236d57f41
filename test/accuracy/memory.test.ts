import { describe, expect, it } from 'vitest';
import { contextMemory } from '../../src/perf/memory/context-memory.ts';
import { footprint, memoryPlan } from '../../src/perf/memory/footprint.ts';
import type { KvType } from '../../src/perf/memory/kv-types.ts';
import { engine, MIB, model, PARTS, quant, table } from '../fixtures/memory-parts.ts';

const rows = table('measurements-memory/llama-cpp-allocations.csv').map((row) => ({
  row,
  stated: Number(row['kv_mib']) + Number(row['compute_mib']) + Number(row['output_mib']),
  model: model(row['model'] ?? ''),
  context: Number(row['ctx']),
  options: {
    key_type: row['kv_type'] as KvType,
    flash_attention: row['flash_attention'] === '1',
    micro_batch: Number(row['ubatch']),
  },
}));
const llama = engine('llama.cpp');
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
const summary = (errors: number[]) => {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), worst: quantile(sorted, 1) };
};

describe('context memory that llama.cpp v0.5.0 really allocated', () => {
  const predicted = rows.map((r) => {
    const memory = contextMemory(r.model, llama, r.context, 1, r.options);
    if (!memory) throw new Error(`${r.model.id} has no architecture`);
    return memory;
  });
  const inMib = (key: 'kv' | 'compute' | 'output') =>
    rows.map((r, i) => (predicted[i]?.[key] ?? 0) / MIB - Number(r.row[`${key}_mib`]));

  it('is there for 175 configurations of eleven models', () => {
    expect(rows).toHaveLength(175);
    expect(new Set(rows.map((r) => r.model.id)).size).toBe(11);
  });

  it('is met within 0.01 % at the median, 0.1 % for nine of ten and 0.3 % at worst', () => {
    const errors = rows.map((r, i) => {
      const p = predicted[i];
      return p ? (p.kv + p.compute + p.output) / MIB / r.stated - 1 : Number.NaN;
    });
    const { median, p90, worst } = summary(errors);
    expect(median).toBeLessThan(0.0001);
    expect(p90).toBeLessThan(0.001);
    expect(worst).toBeLessThan(0.003);
  });

  it('cache and output buffer are met to the printed digit', () => {
    for (const difference of inMib('kv')) expect(Math.abs(difference)).toBeLessThanOrEqual(0.0051);
    for (const difference of inMib('output')) expect(Math.abs(difference)).toBeLessThanOrEqual(0.0051);
  });

  it('the compute buffer is off by 10 MiB at most, where scores of 64 heads take 4 GiB', () => {
    for (const difference of inMib('compute')) expect(Math.abs(difference)).toBeLessThan(10);
  });
});

describe('footprints, which rise with context and therefore keep gaps', () => {
  it('are within 5 % and at the median exact', () => {
    const errors = rows.map((r) => {
      const plan = memoryPlan(r.model, quant('q4_k_m'), llama, PARTS, r.options);
      const f = footprint(plan, { context: r.context, sequences: 1, devices: 1, split: 'none' });
      return (f.kv + f.compute + f.output) / MIB / r.stated - 1;
    });
    const { median, p90, worst } = summary(errors);
    expect(median).toBeLessThan(0.0001);
    expect(p90).toBeLessThan(0.01);
    expect(worst).toBeLessThan(0.05);
  });
});
