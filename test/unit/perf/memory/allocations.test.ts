import { describe, expect, it } from 'vitest';
import { contextMemory } from '../../../../src/perf/memory/context-memory.ts';
import type { KvType } from '../../../../src/perf/memory/kv-types.ts';
import { engine, MIB, model, table } from '../../../fixtures/memory-parts.ts';

const llama = engine('llama.cpp');
const rows = table('measurements-memory/llama-cpp-allocations.csv');

/** What llama.cpp allocates for the context of a row, MiB, less what its log says. */
function difference(row: Record<string, string>) {
  const memory = contextMemory(model(row['model'] ?? ''), llama, Number(row['ctx']), 1, {
    key_type: row['kv_type'] as KvType,
    flash_attention: row['flash_attention'] === '1',
    micro_batch: Number(row['ubatch']),
  });
  const off = (part: 'kv' | 'compute' | 'output') =>
    (memory?.[part] ?? Number.NaN) / MIB - Number(row[`${part}_mib`]);
  return { kv: off('kv'), compute: off('compute'), output: off('output') };
}

/** Logs print hundredths of a MiB. */
const PRINTED = 0.0051;

describe('what llama.cpp allocated for a context', () => {
  it.each([
    ['llama-3.2-3b', PRINTED],
    ['qwen3-4b', PRINTED],
    ['llama-3.1-8b', PRINTED],
    ['llama-2-7b', PRINTED],
    ['qwen3-30b-a3b', PRINTED],
    ['qwen3-32b', PRINTED],
    ['llama-3.3-70b', PRINTED],
    ['deepseek-v3', PRINTED],
    ['deepseek-v2-lite', 0.47],
    ['gemma-3-12b', 0.93],
    ['gpt-oss-20b', 0.86],
  ])('is what we count for %s, the compute buffer to %f MiB', (id, most) => {
    const own = rows.filter((row) => row['model'] === id);
    expect(own.length).toBeGreaterThan(4);
    for (const row of own) {
      const { kv, compute, output } = difference(row);
      const at = JSON.stringify(row);
      expect(Math.abs(kv), at).toBeLessThan(PRINTED);
      expect(Math.abs(output), at).toBeLessThan(PRINTED);
      // Without flash attention, two of them hold scores of windows that we place a little differently.
      const alike = row['flash_attention'] === '1' || most === PRINTED || most === 0.47;
      expect(Math.abs(compute), at).toBeLessThan(alike ? most : 10);
    }
  });
});
