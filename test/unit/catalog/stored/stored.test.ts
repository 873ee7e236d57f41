import { describe, expect, it } from 'vitest';
import { COLD_FIELDS, COLD_SECTIONS } from '../../../../src/catalog/stored/layout.ts';
import { builtInCatalog, storedCatalog } from '../../../../src/package/load-catalog.ts';
import { memoryPlan } from '../../../../src/perf/memory/footprint.ts';
import { weightBytes } from '../../../../src/perf/memory/weights.ts';
import { recommend } from '../../../../src/recommend/recommend.ts';
import { UNSAID } from '../../../../src/recommend/unsaid.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Catalog } from '../../../../src/schema/catalog.ts';
import { WORKLOADS } from '../../../../src/schema/vocabulary.ts';

const full = builtInCatalog();
const stored = storedCatalog();
type Records = Record<string, Record<string, unknown>>;

describe('the catalogue as it lies in dist/', () => {
  it('has the same sections', () => {
    const own = Object.keys(stored).filter((name) => name !== 'worked_out');
    expect(own.sort()).toEqual(Object.keys(full).sort());
    for (const name of Object.keys(full) as (keyof Catalog)[])
      if (!(name in COLD_FIELDS)) expect(stored[name], name).toEqual(full[name]);
  });

  it.each(COLD_SECTIONS)('reads every field of %s as it was written', (section) => {
    const read = stored[section] as unknown as Records;
    for (const [key, record] of Object.entries(full[section] as unknown as Records)) {
      for (const [field, value] of Object.entries(record))
        expect(read[key]?.[field], `${key}.${field}`).toEqual(value);
      for (const field of COLD_FIELDS[section])
        if (!(field in record)) expect(read[key]?.[field], `${key}.${field}`).toBeUndefined();
    }
    expect(Object.keys(read)).toEqual(Object.keys(full[section]));
  });

  it('finds the cells of a machine and model by name, and nothing under another', () => {
    const [key = ''] = Object.keys(full.cells);
    expect(stored.cells[key]).toEqual(full.cells[key]);
    expect(key in stored.cells).toBe(true);
    expect(stored.cells['no such|1|thing']).toBeUndefined();
    expect(stored.cells['toString']).toBeUndefined();
  });
});

describe('what the build worked out beforehand', () => {
  it('is what would be worked out now: weights', { timeout: 60_000 }, () => {
    let checked = 0;
    for (const model of Object.values(full.models))
      for (const quant of Object.keys(stored.worked_out?.[model.id]?.weights ?? {})) {
        const of = full.quants[quant];
        if (!of) throw new Error(`no quant ${quant}`);
        expect(weightBytes(model, of, { ...full, worked_out: stored.worked_out })).toEqual(
          weightBytes(model, of, full),
        );
        checked++;
      }
    expect(checked).toBeGreaterThan(1000);
  });

  it('is what would be worked out now: compute buffers', { timeout: 60_000 }, () => {
    const engine = full.engines['llama.cpp'];
    const quant = full.quants['q4_k_m'];
    if (!quant) throw new Error('no q4_k_m');
    for (const model of Object.values(full.models)
      .filter((m) => m.architecture)
      .slice(0, 40)) {
      const now = memoryPlan(model, quant, engine, full);
      const before = memoryPlan(model, quant, engine, { ...full, worked_out: stored.worked_out });
      for (const context of [512, 8192, 50_000, 300_000])
        for (const sequences of [1, 4]) {
          expect(before.compute(context, sequences), model.id).toBe(now.compute(context, sequences));
          expect(before.computeWithoutHead(context, sequences)).toBe(
            now.computeWithoutHead(context, sequences),
          );
        }
    }
  });
});

describe('a recommendation', () => {
  const answers = (over: Partial<Answers>): Answers => ({
    ...UNSAID,
    workloads: [{ id: 'chat', weight: 1 }],
    budget_usd: 5000,
    condition: 'any',
    ...over,
  });
  it.each([
    ...WORKLOADS.map((id) => [id, answers({ workloads: [{ id, weight: 1 }] })] as const),
    ['with an owned card', answers({ own: ['rtx-3090'], budget_usd: 3000 })] as const,
    ['with a named model', answers({ models: ['gpt-oss-120b'], users: 4, context: 65_536 })] as const,
  ])('is the same from the stored catalogue: %s', { timeout: 60_000 }, (_, said) => {
    const options = { asOf: '2026-11-20', seed: 1 };
    expect(JSON.stringify(recommend(said, stored, options))).toBe(
      JSON.stringify(recommend(said, full, options)),
    );
  });
});
