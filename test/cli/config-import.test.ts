import { describe, expect, it } from 'vitest';
import { MORE } from '../fixtures/configs/more.ts';
import { advise } from './world.ts';

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
