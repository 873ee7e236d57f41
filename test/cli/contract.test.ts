import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recommendationSchema } from '../../src/schema/document.ts';
import { errorDocumentSchema } from '../../src/schema/error-document.ts';
import { jsonSchema } from '../../src/schema/json-schema.ts';
import { advise } from './world.ts';

const json = async (...args: string[]) => {
  const run = await advise([...args, '--json', '--no-input', '--as-of', '2026-11-20']);
  return { ...run, document: JSON.parse(run.stdout) };
};

/** The promise to scripts, written down a second time: a field may be added here, none may go. */
const PROMISED = {
  document: [
    'schema_version',
    'kind',
    'advise_version',
    'catalog',
    'as_of',
    'seed',
    'answers',
    'workload',
    'assumptions',
    'ranked',
    'excluded',
    'alternatives',
    'flips',
    'warnings',
  ],
  ranked: [
    'rank',
    'system',
    'score',
    'score_low',
    'score_high',
    'win_probability',
    'criteria',
    'price_usd',
    'os',
    'engine',
    'backend',
    'model',
    'fit',
    'speed',
    'finetune',
    'image',
    'video',
    'power_w',
    'reasons',
  ],
  system: ['id', 'name', 'kind', 'devices', 'memory_gb', 'tags'],
  device: ['id', 'name', 'count'],
  price_usd: ['low', 'value', 'high', 'observed', 'kind', 'age_days', 'stale', 'source'],
  model: ['id', 'name', 'quant'],
  fit: ['status', 'footprint_gib', 'weights_gib', 'kv_gib', 'buffers_gib', 'usable_gib', 'max_context'],
  speed: ['decode_tok_s', 'prefill_tok_s', 'ttft_s', 'at'],
  at: ['depth', 'prompt_tokens', 'users'],
  estimate: ['low', 'value', 'high', 'unit', 'basis', 'evidence', 'bound_by'],
  reason: ['code', 'severity', 'text', 'sources'],
  excluded: ['system', 'reasons'],
  finetune: ['hours', 'tokens_per_s', 'peak_gib'],
  image: ['seconds', 'peak_gib'],
} as const;

const has = (thing: object, fields: readonly string[]) => {
  for (const field of fields) expect(thing, field).toHaveProperty(field);
};

describe('the document that scripts rely on', { timeout: 60_000 }, () => {
  const NEEDS = [
    ['--workload', 'chat', '--budget', '4000'],
    ['--workload', 'serving', '--users', '8', '--tokens-per-day', '2M', '--own', 'rtx-3090'],
    ['--workload', 'finetune', '--model', 'llama-3.1-8b', '--condition', 'any'],
    ['--workload', 'image=2,rag=1', '--budget', '6000'],
    ['--workload', 'chat', '--model', 'kimi-k2.6', '--budget', '3000'],
  ];
  it.each(NEEDS)('validates: %s %s %s %s', async (...args) => {
    const { document, stderr, code } = await json(...args);
    expect(stderr).toBe('');
    expect(code).toBe(document.ranked.length > 0 ? 0 : 1);
    expect(recommendationSchema.safeParse(document).error?.issues ?? []).toEqual([]);
    const published = z.fromJSONSchema(jsonSchema('recommendation') as never);
    expect(published.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  it('adds details on request, of the machines it would show, and nothing else changes', async () => {
    const usual = await json('--workload', 'chat', '--budget', '4000');
    const { document } = await json('--workload', 'chat', '--budget', '4000', '--details');
    const { details, ...rest } = document;
    expect(rest).toEqual(usual.document);
    expect(recommendationSchema.safeParse(document).error?.issues ?? []).toEqual([]);
    has(details, ['decode_over_depth', 'price_history', 'spending', 'sources']);
    const shown = details.price_history.map((h: { system: string }) => h.system);
    expect(shown.length).toBe(5);
    expect(shown[0]).toBe(document.ranked[0].system.id);
    const nothing = await json('--workload', 'chat', '--model', 'kimi-k2.6', '--budget', '3000', '--details');
    expect(nothing.document).not.toHaveProperty('details');
  });

  it('would notice a field of the wrong type', async () => {
    const { document } = await json('--workload', 'chat', '--top', '1');
    document.ranked[0].score = '81';
    expect(recommendationSchema.safeParse(document).success).toBe(false);
  });

  it('has every promised field of a text need', async () => {
    const { document } = await json('--workload', 'chat', '--budget', '4000');
    const [row] = document.ranked;
    expect(document).toMatchObject({
      schema_version: 1,
      kind: 'recommendation',
      as_of: '2026-11-20',
      seed: 1,
    });
    has(document, PROMISED.document);
    has(document.catalog, ['date', 'digest']);
    has(row, PROMISED.ranked);
    has(row.system, PROMISED.system);
    has(row.system.devices[0], PROMISED.device);
    has(row.price_usd, PROMISED.price_usd);
    has(row.model, PROMISED.model);
    has(row.fit, PROMISED.fit);
    has(row.speed, PROMISED.speed);
    has(row.speed.at, PROMISED.at);
    has(row.speed.decode_tok_s, PROMISED.estimate);
    has(row.reasons[0], PROMISED.reason);
    has(document.excluded[0], PROMISED.excluded);
    has(document.excluded[0].reasons[0], PROMISED.reason);
    expect(
      document.alternatives.every((a: { kind: string }) => ['own', 'rent', 'api', 'wait'].includes(a.kind)),
    );
    expect(row.rank).toBe(1);
    expect(document.ranked.length).toBeGreaterThan(20);
  });

  it('has the fields of training and of images', async () => {
    const train = await json('--workload', 'finetune', '--model', 'llama-3.1-8b', '--condition', 'any');
    has(train.document.ranked[0].finetune, PROMISED.finetune);
    has(train.document.ranked[0].finetune.hours, PROMISED.estimate);
    const image = await json('--workload', 'image');
    has(image.document.ranked[0].image, PROMISED.image);
    expect(image.document.ranked[0].speed).toBeNull();
  });

  it('names formats as people write them', async () => {
    const { document } = await json('--workload', 'chat', '--model', 'gpt-oss-20b', '--quant', 'mxfp4');
    expect(document.ranked[0].model.quant).toMatch(/MXFP4/);
  });

  it('shows as many rows as were asked for, and all of them otherwise', async () => {
    const three = await json('--workload', 'chat', '--top', '3');
    expect(three.document.ranked.length).toBe(3);
    const all = await json('--workload', 'chat');
    expect(all.document.ranked.length).toBeGreaterThan(30);
  });

  it('is the same bytes for the same question, and for --json=1 and --format json', async () => {
    const args = ['--workload', 'chat', '--budget', '3000', '--as-of', '2026-11-20'];
    const one = await advise([...args, '--json']);
    for (const flag of [['--json=1'], ['--format', 'json'], ['-f', 'json'], ['--json']])
      expect((await advise([...args, ...flag])).stdout).toBe(one.stdout);
  });

  it('names the command that gives it again', async () => {
    const args = ['--workload', 'rag', '--context', '32k', '--budget', '5000', '--seed', '7'];
    const { document } = await json(...args);
    const again = await json(...document.command.split(' ').slice(1));
    expect({ ...again.document, command: '' }).toEqual({ ...document, command: '' });
  });
});

describe('errors under --json', { timeout: 60_000 }, () => {
  it.each([
    [['--workload', 'chta'], 'usage'],
    [[], 'missing_workload'],
    [['--workload', 'chat', '--model', 'gpt-9000-nope'], 'unknown_model'],
    [['--workload', 'chat', '--model', 'Llama 4 70B'], 'unknown_model'],
    [['--workload', 'image', '--model', 'gpt-oss-20b'], 'unsupported_model'],
    [['--workload', 'chat', '--own', 'commodore-64'], 'unknown_system'],
    [['--workload', 'chat', '--quant', 'q99'], 'unknown_quant'],
    [['frobnicate'], 'unknown_command'],
    [['explain', 'a100-80-sxm', '--workload', 'chat'], 'not_a_system'],
    [['show', 'nothing-like-it-at-all'], 'unknown_id'],
    [['--workload', 'chat', '--nope'], 'usage'],
    [['--workload', 'chat', '--json=2'], 'usage'],
    [['--workload', 'chat', '--data', '/nowhere/at/all'], 'no_data_folder'],
  ])('%j is one document with code %s', async (args, code) => {
    const run = await advise([...args, ...(args.some((a) => a.startsWith('--json')) ? [] : ['--json'])]);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('');
    const document = JSON.parse(run.stdout);
    expect(errorDocumentSchema.safeParse(document).error?.issues ?? []).toEqual([]);
    expect(document.error.exit_code).toBe(2);
    expect(document.error.hint.length).toBeGreaterThan(10);
    expect(document.error.code).toBe(code);
  });
});
