import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { activeParameters, parameterBreakdown } from '../../src/perf/model-parameters.ts';
import { misnomersFileSchema } from '../../src/schema/misnomer.ts';
import { anyModelSchema, type LayerGroup, type TextModel } from '../../src/schema/model.ts';
import { TENSOR_MAPS } from '../fixtures/tensor-maps.ts';

const FOLDER = new URL('../../data/models/', import.meta.url);
const models = new Map<string, TextModel>();
for (const file of readdirSync(FOLDER)) {
  const model = anyModelSchema.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8')));
  const id = file.replace(/\.yaml$/, '');
  if (model.kind === 'text' || model.kind === 'embedding') models.set(id, { ...model, id });
}
const all = [...models.values()];
const shaped = all.filter((m) => m.architecture);
const model = (id: string): TextModel => {
  const found = models.get(id);
  if (!found) throw new Error(`no model ${id}`);
  return found;
};

/** Relative difference between the recomputed and the stated parameter count. */
function countError(m: TextModel): number {
  const total = parameterBreakdown(m)?.total ?? 0;
  return total / (m.params_total_b * 1e9) - 1;
}

describe('parameter counts', () => {
  it.each(shaped.filter((m) => !m.params_note).map((m) => [m.id, m] as const))('%s', (_id, m) => {
    expect(Math.abs(countError(m))).toBeLessThan(0.01);
  });

  it('explains every difference above 1 %, and only those', () => {
    const explained = all.filter((m) => m.params_note);
    expect(explained.length).toBeLessThanOrEqual(4);
    for (const m of explained) expect(Math.abs(countError(m)), m.id).toBeGreaterThan(0.01);
    for (const m of explained) expect(Math.abs(countError(m)), m.id).toBeLessThan(0.05);
  });

  it('states the active share that the architecture gives', () => {
    for (const m of shaped) {
      const active = (activeParameters(m) ?? 0) / 1e9;
      expect(Math.abs(m.params_active_b / active - 1), m.id).toBeLessThan(0.01);
    }
  });

  it.each(Object.entries(TENSOR_MAPS))('%s agrees with its tensor map class by class', (id, map) => {
    const parts = parameterBreakdown(model(id));
    for (const [key, elements] of Object.entries(map)) {
      const ours = parts?.[key as keyof NonNullable<typeof parts>] ?? Number.NaN;
      expect(Math.abs(ours - elements), `${key} ${ours}`).toBeLessThanOrEqual(elements * 0.001);
    }
  });

  it('is unknown, not zero, without an architecture', () => {
    const without = all.filter((m) => !m.architecture);
    expect(without.length).toBeGreaterThan(0);
    for (const m of without) {
      expect(parameterBreakdown(m)).toBeNull();
      expect(activeParameters(m)).toBeNull();
    }
  });
});

describe('layers', () => {
  it('add up', () => {
    for (const m of shaped) {
      const a = m.architecture;
      const counted = a?.attention.reduce((n, g) => n + (g.parallel ? 0 : g.count), 0) ?? 0;
      expect(counted + (a?.ffn_only_layers ?? 0), m.id).toBe(a?.layers);
      const widths = a?.ffn_groups?.reduce((n, g) => n + g.count, 0);
      if (widths !== undefined) expect(widths, m.id).toBe(a?.layers);
    }
  });

  it('carry what their kind needs', () => {
    const needed: Record<LayerGroup['kind'], (keyof LayerGroup)[]> = {
      full: ['heads', 'kv_heads', 'head_dim'],
      sliding: ['heads', 'kv_heads', 'head_dim', 'window'],
      mla: ['heads', 'v_head_dim', 'kv_lora_rank', 'rope_dim', 'qk_nope_dim'],
      linear: ['mixer', 'state_bytes'],
      compressed: ['heads', 'head_dim', 'window', 'q_lora_rank', 'o_lora_rank', 'o_groups'],
    };
    for (const m of shaped)
      for (const g of m.architecture?.attention ?? [])
        for (const key of needed[g.kind]) expect(g[key], `${m.id} ${g.kind} ${key}`).toBeDefined();
  });

  it('share query heads evenly among KV heads', () => {
    for (const m of shaped)
      for (const g of m.architecture?.attention ?? [])
        if (g.heads && g.kv_heads) expect(g.heads % g.kv_heads, m.id).toBe(0);
  });

  it('keep the F32 state that llama.cpp allocates for their mixer', () => {
    for (const m of shaped) {
      for (const g of m.architecture?.attention ?? []) {
        if (g.kind !== 'linear') continue;
        const { key_heads = 0, key_dim = 0, value_heads = 0, value_dim = 0, conv_kernel = 1 } = g;
        const inputs = 2 * key_heads * key_dim + value_heads * value_dim;
        const values =
          g.mixer === 'short-conv'
            ? (m.architecture?.hidden ?? 0) * (conv_kernel - 1)
            : (conv_kernel - 1) * inputs + key_dim * value_heads * value_dim;
        expect(g.state_bytes, m.id).toBe(4 * values);
      }
    }
  });
});

describe('the collection', () => {
  it('holds at least 250 text models, each with a release date', () => {
    expect(all.filter((m) => m.kind === 'text').length).toBeGreaterThanOrEqual(250);
    for (const m of all) expect(m.released, m.id).toBeDefined();
  });

  it('gives chat models a context and embedding models their tag', () => {
    for (const m of shaped) expect(m.architecture?.max_context, m.id).toBeGreaterThanOrEqual(512);
    for (const m of all) expect(m.tags.includes('embedding'), m.id).toBe(m.kind === 'embedding');
    for (const m of all) expect(m.tags.length, m.id).toBeGreaterThan(0);
  });

  it('never recommends a base model for chat', () => {
    for (const m of all.filter((x) => x.tags.includes('base'))) expect(m.tags, m.id).not.toContain('chat');
  });

  it('keeps quality on the common scale, with an uncertainty and no value for embedders', () => {
    const rated = all.filter((m) => m.quality);
    expect(rated.length).toBeGreaterThanOrEqual(196);
    for (const m of rated) {
      expect(m.quality?.value, m.id).toBeGreaterThan(800);
      expect(m.quality?.value, m.id).toBeLessThan(1650);
      expect(m.quality?.uncertainty, m.id).toBeGreaterThanOrEqual(15);
      expect(m.kind).toBe('text');
    }
  });

  it('gives a fine-tune or label to one model only', () => {
    const owner = new Map<string, string>();
    for (const m of all) {
      for (const name of [m.id, m.name, ...m.aliases, ...(m.speed_aliases ?? [])]) {
        const key = name.toLowerCase();
        expect(owner.get(key) ?? m.id, name).toBe(m.id);
        owner.set(key, m.id);
      }
    }
  });
});

describe('misnomers', () => {
  const text = readFileSync(new URL('../../data/misnomers.yaml', import.meta.url), 'utf8');
  const { misnomers } = misnomersFileSchema.parse(parse(text));

  const ofModels = Object.entries(misnomers).filter(([, { meant }]) => meant.some((id) => models.has(id)));

  it.each(ofModels)('%s leads to models that exist and is none itself', (name, entry) => {
    for (const id of entry.meant) expect(models.has(id), id).toBe(true);
    const written = name.toLowerCase().replace(/[ _]/g, '-');
    for (const m of all) expect(m.id).not.toBe(written);
  });

  it('covers the names that guides print', () => {
    for (const name of ['Llama 4 Maverick 70B', 'Qwen 3 72B', 'Llama 4 70B'])
      expect(misnomers[name]?.meant.length).toBeGreaterThan(0);
  });
});
