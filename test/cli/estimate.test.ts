import { describe, expect, it } from 'vitest';
import { type EstimateDocument, estimateDocumentSchema } from '../../src/schema/estimate-document.ts';
import { advise } from './world.ts';

const run = (...flags: string[]) => advise(['estimate', ...flags]);
const estimate = async (...flags: string[]): Promise<EstimateDocument> => {
  const { code, stdout } = await run(...flags, '--json');
  expect([code, code === 0 ? '' : stdout]).toEqual([0, '']);
  return estimateDocumentSchema.parse(JSON.parse(stdout));
};
const BOX = ['--on', 'dgx-spark', '--model', 'gpt-oss-120b'];
const CARD = ['--on', 'rtx-3090', '--model', 'llama-3.1-8b', '--quant', 'Q4_K_M'];

describe('advise estimate', () => {
  it('says what it needs, how fast it is and where the time goes', async () => {
    const d = await estimate(...BOX, '--depth', '8k');
    expect(d).toMatchObject({
      kind: 'estimate',
      on: { id: 'dgx-spark', kind: 'system', nodes: 1 },
      model: { id: 'gpt-oss-120b' },
      engine: 'llama.cpp',
      backend: 'cuda',
      os: 'linux',
      at: { depth: 8192, prompt_tokens: 512, users: 1 },
      footprint: { status: 'comfortable', context: 8192 + 512 + 128 },
    });
    const f = d.footprint;
    expect(f.weights_gib + f.kv_gib + f.buffers_gib).toBeCloseTo(f.footprint_gib, 2);
    for (const phase of ['decode', 'prefill'] as const) {
      const b = d.breakdown[phase];
      expect(b?.terms.reduce((sum, t) => sum + t.seconds, 0)).toBeGreaterThan((b?.seconds ?? 0) * (1 - 1e-9));
      expect(b?.terms[0]?.seconds).toBeLessThanOrEqual(b?.seconds ?? 0);
      expect(b?.terms.reduce((sum, t) => sum + t.share, 0)).toBeCloseTo(1, 9);
      const longest = b?.terms.map((t) => t.seconds) ?? [];
      expect(longest).toEqual([...longest].sort((x, y) => y - x));
    }
  });

  it('takes the memory of a processor, or of the PC around cards, as --own does', async () => {
    const on = (said: string) => estimate('--on', said, '--model', 'gpt-oss-120b', '--quant', 'mxfp4');
    const processor = await on('Ryzen 9 7950X 64GB');
    expect(processor).toMatchObject({ on: { id: 'ryzen-9-7950x' }, backend: 'cpu' });
    expect(processor.footprint.usable_gib).toBeGreaterThan(50);
    expect((await on('ryzen-9-7950x + 128GB')).footprint.usable_gib).toBeGreaterThan(100);
    const card = await on('RTX 3090 + 64GB');
    expect(card).toMatchObject({ on: { id: 'rtx-3090' }, footprint: { status: 'offload' } });
    expect(card.assumptions.map((a) => a.field)).toContain('main memory');
    const named = await on('2x RTX 3090 + Ryzen 9 7950X 128GB');
    expect(named.on.devices).toMatchObject([{ id: 'rtx-3090', count: 2 }]);
    expect(named.assumptions.map((a) => a.field)).not.toContain('main memory');
    expect((await on('rtx-3090')).footprint.status).toBe('no');
  });

  it.each([
    ['ryzen-9-7950x', 'unknown_memory', '"ryzen-9-7950x 64GB"'],
    ['pc 64GB', 'unknown_system', '"Ryzen 9 7950X 64GB"'],
    ['rtx-3090 + rtx-3060-12', 'usage', 'one by one'],
    ['dgx-spark + pc 64GB', 'usage', 'one by one'],
  ])('says what is missing of %s', async (said, code, hint) => {
    const { error } = JSON.parse((await run('--on', said, '--model', 'qwen3-8b', '--json')).stdout);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  it('says where the model ends before the context that was asked for', async () => {
    const past = (await run(...BOX, '--depth', '1M')).stdout;
    expect(past).toMatch(/comfortable, but past the end/);
    expect(past).toContain('gpt-oss-120b ends at 131k tokens: 1M are beyond the model');
    const within = (await run(...BOX, '--depth', '64k')).stdout;
    expect(within).not.toContain('beyond the model');
    expect(within).not.toContain('past the end');
  });

  it('says which engine does not read the format, and which format or engine to take instead', async () => {
    const refusal = async (...flags: string[]) => {
      const { code, stdout } = await run(...flags, '--json');
      expect(code).toBe(2);
      return JSON.parse(stdout).error as { code: string; message: string; hint: string };
    };
    const box = await refusal(...BOX, '--quant', 'mxfp4', '--engine', 'vllm');
    expect(box).toMatchObject({ code: 'no_engine', message: 'vLLM does not read MXFP4' });
    expect(box.hint).toContain('Try --quant mxfp4-native; or --engine llama.cpp, which reads MXFP4.');
    const card = await refusal(...CARD, '--engine', 'vllm');
    expect(card.message).toBe('vLLM does not read Q4_K_M');
    expect(card.hint).toMatch(/^Try --quant \S+; or --engine llama\.cpp,/);
    const unread = await refusal(...CARD.slice(0, -1), 'mlx-4bit');
    expect(unread.message).toMatch(/^no engine on .+ reads MLX 4-bit$/);
    expect(unread.hint).not.toContain('--engine');
    const fork = await refusal(...CARD.slice(0, -1), 'exl3-4.0');
    expect(fork.message).not.toContain('no engine');
    expect(fork.hint).toContain('--engine exllama');
    const other = await refusal(...CARD.slice(0, -1), 'awq-int4', '--backend', 'vulkan');
    expect(other.hint).toContain('--engine vllm --backend cuda');
  });

  it('explains no choice between ways that do not fit', async () => {
    const reasons = async (...flags: string[]) =>
      (await estimate('--on', 'rtx-3090', '--model', 'gpt-oss-120b', ...flags)).assumptions.map((a) => [
        a.field,
        a.reason,
      ]);
    expect((await reasons()).filter(([field]) => field !== 'system')).toEqual([
      ['quant', 'None of the usual formats fits the memory: this is the first of them.'],
    ]);
    expect((await reasons('--quant', 'q4_k_m')).map(([field]) => field)).not.toContain('engine');
  });

  it('says which format would fit where this one does not, or who runs the model', async () => {
    const one = ['--on', 'apple-m1-8', '--model', 'qwen3.6-35b-a3b', '--quant', 'q4_k_m'];
    expect((await run(...one)).stdout).toMatch(
      /(?:does not fit in any usual format: `advise fit|--quant \S+)/,
    );
    const { stdout } = await run('--on', 'macbook-air-m1-8', '--model', 'qwen3.5-9b', '--quant', 'Q8_0');
    const [, format = ''] =
      /Q8_0 does not fit\. The largest usual format that does is (\S+), with/.exec(stdout) ?? [];
    const smaller = await estimate('--on', 'macbook-air-m1-8', '--model', 'qwen3.5-9b', '--quant', format);
    expect(['comfortable', 'tight']).toContain(smaller.footprint.status);
    const huge = (await run('--on', 'macbook-air-m1-8', '--model', 'kimi-k2.6')).stdout;
    expect(huge).toContain('does not fit in any usual format: `advise fit kimi-k2.6` lists the machines');
  });

  it('says where the caches of all users do not fit, and how many do', async () => {
    const many = ['--on', 'rtx-pro-6000', '--model', 'llama-3.3-70b', '--engine', 'vllm', '--depth', '32k'];
    const said = (await run(...many, '--users', '8')).stdout;
    expect(said).toMatch(
      /The caches of 8 users with 33\.4k tokens each do not fit together, those of up to \d do\./,
    );
    expect(said).not.toContain('advise fit');
    const [, most = ''] = /up to (\d) do/.exec(said) ?? [];
    expect((await run(...many, '--users', most)).stdout).not.toContain('do not fit');
    const little = ['--on', 'rtx-4090', '--model', 'qwen3.8-27b', ...many.slice(4)];
    expect((await run(...little, '--users', '8')).stdout).toMatch(
      / each do not fit together, that of one does\./,
    );
  });

  it('its rates are the inverse of its times', async () => {
    const d = await estimate(...CARD, '--model-only', '--prompt-tokens', '2k');
    // Printed to six digits.
    expect((d.breakdown.decode?.seconds ?? 0) * (d.decode_tok_s?.value ?? 0)).toBeCloseTo(1, 5);
    expect((d.breakdown.prefill?.seconds ?? 0) * (d.prefill_tok_s?.value ?? 0)).toBeCloseTo(2048, 2);
    expect(d.ttft_s?.value).toBeGreaterThan(d.breakdown.prefill?.seconds ?? 0);
    expect(d.ttft_s?.value).toBeLessThan((d.breakdown.prefill?.seconds ?? 0) * 1.5);
  });

  it('measured cells answer first; --model-only leaves them out', async () => {
    const measured = await estimate(...BOX);
    const modelled = await estimate(...BOX, '--model-only');
    expect(measured.decode_tok_s?.basis).toBe('measured');
    expect(modelled.decode_tok_s?.basis).toBe('calibrated');
    expect([measured.model_only, modelled.model_only]).toEqual([false, true]);
    expect(measured.decode_tok_s?.evidence.length).toBeGreaterThan(0);
  });

  it('depth slows decode; users share it and get less each; memory grows with both', async () => {
    const base = await estimate(...CARD, '--model-only');
    const deep = await estimate(...CARD, '--model-only', '--depth', '32k');
    const many = await estimate(...CARD, '--model-only', '--users', '4', '--engine', 'llama.cpp');
    const rate = (d: EstimateDocument) => d.decode_tok_s?.value ?? 0;
    expect(rate(deep)).toBeLessThan(rate(base));
    expect(rate(many)).toBeLessThan(rate(base));
    expect(rate(many) * 4).toBeGreaterThan(rate(base));
    expect(deep.footprint.kv_gib).toBeGreaterThan(base.footprint.kv_gib);
    expect(many.footprint.kv_gib).toBeGreaterThan(base.footprint.kv_gib);
  });

  it('counts cards in one host, and boxes as nodes', async () => {
    const cards = await estimate(
      '--on',
      'rtx-3090',
      '--count',
      '2',
      '--model',
      'llama-3.3-70b',
      '--quant',
      'Q4_K_M',
    );
    expect(cards).toMatchObject({
      on: { nodes: 1, devices: [{ id: 'rtx-3090', count: 2 }] },
      split: 'layer',
    });
    expect(cards.footprint.status).not.toBe('no');
    const boxes = await estimate(...BOX, '--count', '2', '--engine', 'llama.cpp');
    expect(boxes).toMatchObject({ on: { nodes: 2, devices: [{ id: 'gb10', count: 2 }] } });
    expect(boxes.footprint.usable_gib).toBeCloseTo(2 * (await estimate(...BOX)).footprint.usable_gib, 6);
    // Joined by RDMA, an engine that shares every layer over both is the usual one.
    expect(await estimate(...BOX, '--count', '2')).toMatchObject({ engine: 'vllm', split: 'tensor' });
  });

  it('splits tensors where the engine can, and that is faster', async () => {
    const flags = [
      '--on',
      'rtx-3090',
      '--count',
      '2',
      '--model',
      'qwen3-32b',
      '--model-only',
      '--engine',
      'vllm',
      '--quant',
      'awq-int4',
    ];
    const tensor = await estimate(...flags, '--split', 'tensor');
    const layer = await estimate(...flags, '--split', 'layer');
    expect([tensor.split, layer.split]).toEqual(['tensor', 'layer']);
    expect(tensor.decode_tok_s?.value).toBeGreaterThan(layer.decode_tok_s?.value ?? 0);
  });

  it('says what it took for granted', async () => {
    const fields = (await estimate('--on', 'gb10', '--model', 'gpt-oss-120b')).assumptions.map(
      (a) => a.field,
    );
    expect(fields).toEqual(expect.arrayContaining(['memory', 'quant', 'engine', 'backend']));
    const said = await estimate(...CARD, '--engine', 'llama.cpp', '--backend', 'cuda');
    expect(said.assumptions).toEqual([]);
  });

  it('keeps to the engine and backend asked for', async () => {
    const vulkan = await estimate(...CARD, '--backend', 'vulkan');
    expect([vulkan.engine, vulkan.backend]).toEqual(['llama.cpp', 'vulkan']);
    const fork = await estimate(...CARD, '--engine', 'ik_llama.cpp');
    expect(fork.engine).toBe('ik_llama.cpp');
  });

  it('a model that does not fit has no speed, and says why', async () => {
    const d = await estimate('--on', 'rtx-3090', '--model', 'llama-3.3-70b', '--quant', 'Q8_0');
    expect(d.footprint.status).toBe('no');
    expect([d.decode_tok_s, d.prefill_tok_s, d.ttft_s]).toEqual([null, null, null]);
    expect(d.breakdown).toEqual({ decode: null, prefill: null });
    expect(d.unknown.join(' ')).toContain('does not fit');
  });

  it.each(['table', 'plain', 'markdown'])('is readable as %s', async (format) => {
    const { stdout } = await advise(['estimate', ...BOX, '--format', format], { tty: format === 'table' });
    expect(stdout).toContain('gpt-oss-120b');
    expect(stdout).toMatch(/Decode/);
    expect(stdout).toMatch(/bound by bandwidth/);
    expect(stdout).not.toMatch(/NaN|undefined|\[object/);
  });
});

describe('an estimate that cannot be made', () => {
  it.each<[string[], string, string]>([
    [[], '--on', 'advise estimate --on'],
    [['--on', 'dgx-spark'], '--model', 'advise estimate --on'],
    [['--on', 'dgx-sprak', '--model', 'gpt-oss-120b'], '--on', 'dgx-spark'],
    [['--on', 'dgx-spark', '--model', 'gpt-os-120b'], '--model', 'gpt-oss-120b'],
    [[...BOX, '--quant', 'Q4_K_MM'], '--quant', 'q4_k_m'],
    [[...BOX, '--engine', 'lama.cpp'], '--engine', 'llama.cpp'],
    [[...BOX, '--backend', 'metal'], 'metal', 'llama.cpp on cuda'],
    [[...BOX, '--engine', 'mlx'], 'mlx', 'llama.cpp on cuda'],
    [[...BOX, '--split', 'row'], '--split', 'layer'],
    [[...BOX, '--depth', 'deep'], '--depth', '8192'],
    [[...BOX, '--users', '0'], '--users', ''],
    [[...BOX, '--count', '1.5'], '--count', 'whole'],
    [['--on', 'dgx-spark', '--model', 'flux.1-dev'], 'flux.1-dev', 'advise fit flux.1-dev'],
    [['--on', 'dgx-spark', '--model', 'all-minilm-l6-v2'], 'embedding', ''],
    [['--on', 'ryzen-7-9700x', '--model', 'qwen3-4b'], 'how much memory', '64GB'],
    [['--on', 'ryzen-7-9700x', '--count', '2', '--model', 'qwen3-4b'], 'how much memory', '64GB'],
    [[...BOX, 'extra'], 'too many arguments', '--model "gpt-oss-120b extra"'],
  ])('%j', async (flags, named, hint) => {
    const { code, stdout, stderr } = await run(...flags);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
    expect(stderr).toContain(hint);
  });

  it.each([34, 60, 80, 100, 140])('cuts nothing in %i columns, and runs over no edge', async (columns) => {
    const shown = async (width: number) =>
      (await advise(['estimate', ...BOX, '--no-color'], { tty: true, columns: width })).stdout;
    const narrow = await shown(columns);
    expect(narrow.split('\n').filter((line) => [...line].length > columns)).toEqual([]);
    expect(narrow).not.toContain('…');
    const facts = (text: string) => (text.split('as modelled')[0] ?? '').match(/[\w.]{3,}/g) ?? [];
    const kept = new Set(facts(narrow));
    expect(
      facts(await shown(400)).filter((w) => !kept.has(w) && !/^(?:WHAT|VALUE|RANGE|HOW)$/.test(w)),
    ).toEqual([]);
  });
});
