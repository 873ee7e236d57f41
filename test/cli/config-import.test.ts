import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textModelIndex } from '../../src/answers/name-index.ts';
import { resolveModel } from '../../src/catalog/names/model.ts';
import { isUnknown } from '../../src/catalog/names/resolution.ts';
import { readConfig } from '../../src/imports/config/read-config.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { activeParameters, parameterBreakdown } from '../../src/perf/params.ts';
import type { LayerGroup, TextModel } from '../../src/schema/model.ts';
import { MORE } from '../fixtures/configs/more.ts';
import { advise } from './world.ts';

const catalog = builtInCatalog();
const published = readFileSync('test/fixtures/configs/published.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { repository: string; config: object });
const ours = (repository: string): TextModel | undefined => {
  const found = resolveModel(textModelIndex(catalog), repository, { alike: true });
  return isUnknown(found) ? undefined : catalog.models[found.id];
};
/** Groups in any order, without what only our files add. */
const groups = (list: readonly LayerGroup[] | undefined) =>
  (list ?? []).map((g) => JSON.stringify(Object.entries(g).sort())).sort();
/** Weights that decode; whether draft layers are published with a model is the publisher's choice. */
const decoding = (m: TextModel) => {
  const parts = parameterBreakdown(m);
  return (parts?.total ?? 0) - (parts?.mtp ?? 0);
};
const as = (config: object, m: TextModel): TextModel => {
  const { model_type: _, ...shape } = readConfig({ name: 'config.json', text: JSON.stringify(config) });
  return { ...m, ...shape };
};

describe('published configurations become the architectures that we know', () => {
  it('covers most architectures of the last two years', () => {
    expect(published.length).toBeGreaterThan(50);
    expect(published.filter((p) => ours(p.repository)).length).toBeGreaterThan(50);
  });

  const known = published.filter((p) => ours(p.repository));
  it.each(known.map((p) => [p.repository, p.config] as const))('%s', (repository, config) => {
    const m = ours(repository) as TextModel;
    const read = as(config, m);
    expect(groups(read.architecture?.attention)).toEqual(groups(m.architecture?.attention));
    expect(decoding(read) / decoding(m)).toBeCloseTo(1, 2);
    expect((activeParameters(read) ?? 0) / (activeParameters(m) ?? 1)).toBeCloseTo(1, 2);
  });

  it.each(Object.entries(MORE))('%s', (id, config) => {
    const m = catalog.models[id] as TextModel;
    const read = as(config, m);
    expect(groups(read.architecture?.attention)).toEqual(groups(m.architecture?.attention));
    expect(decoding(read) / decoding(m)).toBeCloseTo(1, 2);
    expect((activeParameters(read) ?? 0) / (activeParameters(m) ?? 1)).toBeCloseTo(1, 2);
  });
});

describe('advise with --model config.json', () => {
  const text = (config: object) => JSON.stringify(config, null, 2);
  const files = { './Qwen2.5-7B-Instruct/config.json': text(MORE['qwen2.5-7b'] ?? {}) };
  const path = './Qwen2.5-7B-Instruct/config.json';

  it('knows the model again by its folder: quality, sizes and measurements count', async () => {
    const run = await advise(['-w', 'chat', '-b', '2500', '-m', path, '--json'], { files });
    const own = JSON.parse(run.stdout);
    const name = JSON.parse(
      (await advise(['-w', 'chat', '-b', '2500', '-m', 'qwen2.5-7b', '--json'])).stdout,
    );
    expect(run.stderr).toContain('It is Qwen2.5 7B');
    expect(own.ranked[0].system).toEqual(name.ranked[0].system);
    expect(own.ranked[0].score).toBeCloseTo(name.ranked[0].score, 0);
  });

  it('works for estimate and fit, at any format', async () => {
    const run = await advise(['estimate', '--on', 'rtx-3090', '-m', path, '-q', 'Q8_0', '--json'], { files });
    expect(JSON.parse(run.stdout).model.quant).toBe('Q8_0');
    const fit = JSON.parse((await advise(['fit', path, '--json'], { files })).stdout);
    expect(fit.model).toBe('qwen2.5-7b-instruct.config');
    expect(fit.systems.length).toBeGreaterThan(20);
  });

  it('accepts what Python writes and JSON lacks', async () => {
    const python = text(MORE['llama-3.2-1b'] ?? {}).replace('{', '{\n  "time_step_limit": [0.0, Infinity],');
    const run = await advise(['estimate', '--on', 'rtx-3090', '-m', 'a.json', '--json'], {
      files: { 'a.json': python },
    });
    expect(run.code).toBe(0);
  });

  const base = MORE['llama-3.2-1b'] ?? {};
  it.each([
    [
      'an unknown architecture',
      text({ ...base, model_type: 'frob9' }),
      /a\.json:2:3 {2}model_type: unknown architecture "frob9": needs these fields: params_total_b/,
    ],
    [
      'an architecture class only',
      text({ architectures: ['FrobForCausalLM'] }),
      /unknown architecture "FrobForCausalLM"/,
    ],
    ['nothing of the kind', '{"name": "x"}', /no architecture is named/],
    ['an empty file', '', /the file is empty/],
    ['a list', '[1, 2]', /is no JSON object/],
    ['JSON that breaks off', text(base).slice(0, 60), /a\.json:\d+:\d+/],
    [
      'words for numbers',
      text({ ...base, hidden_size: '2048' }),
      /a\.json:3:3 {2}hidden_size: must be a whole number from 0 to 1000000000, not the text "2048"/,
    ],
    ['fractions', text({ ...base, num_hidden_layers: 1.5 }), /num_hidden_layers: must be a whole number/],
    ['negative numbers', text({ ...base, vocab_size: -1 }), /vocab_size: must be a whole number/],
    ['countless layers', text({ ...base, num_hidden_layers: 1e9 }), /more than any model has/],
    ['missing fields', text({ model_type: 'llama' }), /"hidden_size" is missing/],
    [
      'a list of layers that is too short',
      text({ ...base, layer_types: ['full_attention'] }),
      /lists 1 layers, but num_hidden_layers is 16/,
    ],
    [
      'layers of an unknown kind',
      text({ ...base, layer_types: Array(16).fill('warp') }),
      /knows no layer "warp"/,
    ],
    ['a deep nest', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, /a\.json/],
  ])('refuses %s with its place', async (_, content, said) => {
    const run = await advise(['estimate', '--on', 'rtx-3090', '-m', 'a.json'], {
      files: { 'a.json': content },
    });
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(said);
    expect(run.stderr).not.toContain('this is a bug');
  });

  it('says a fault once, however many layers meet it', async () => {
    const content = text({ ...base, head_dim: 'wide', v_head_dim: -2 });
    const run = await advise(['estimate', '--on', 'rtx-3090', '-m', 'a.json'], {
      files: { 'a.json': content },
    });
    expect(run.stderr.match(/head_dim: must be a whole number/g)).toHaveLength(2);
  });

  it('says what is not there', async () => {
    const run = await advise(['-w', 'chat', '-m', './nope.json', '--json']);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout).error.message).toContain('./nope.json');
  });

  it('never sends control characters of a file to the terminal', async () => {
    for (const config of [
      { ...base, model_type: 'x\u001b[2J' },
      { ...base, vocab_size: '\u001b]0;y\u0007' },
    ]) {
      const run = await advise(['estimate', '--on', 'rtx-3090', '-m', 'a.json'], {
        files: { 'a.json': text(config) },
      });
      expect(run.stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});
