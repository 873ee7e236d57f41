import { describe, expect, it } from 'vitest';
import { hardwareReason, noteReason, teachingReason } from '../../../../src/catalog/measurements/cleaning.ts';
import {
  powerCapWatts,
  prefillShare,
  promptTokens,
  threadsOf,
} from '../../../../src/catalog/measurements/cleaning-notes.ts';
import { isSkipped, judgeRow } from '../../../../src/catalog/measurements/judge-row.ts';
import { isUnresolved, resolveRow } from '../../../../src/catalog/measurements/resolve-row.ts';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { rawRow } from '../../../fixtures/measured-row.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

const index = buildNameIndex(parts);
const raw = rawRow;
const reason = (notes: string, over: object = {}) => noteReason(raw({ notes, ...over }));
const prefill = { phase: 'prefill', tokens: 4096, tok_s: 3000 };

describe('words in notes that make a row something else', () => {
  it.each([
    ...[
      'speculative decoding',
      'MTP n=2',
      'DFlash',
      'dspark',
      'Eagle3',
      'nextn',
      'draft model',
      'n-gram',
      'ngram',
      'ddtree',
      'above the no-draft bound',
      'above the bandwidth limit',
    ].map((w) => [w, 'speculative']),
    ...[
      'offload of part of the weights likely',
      'streamed from SSD',
      'page cache',
      'probably CPU offload',
      'swap',
      'swapped',
      'swapping',
    ].map((w) => [w, 'spilled_to_host']),
    ...[
      '1-bit',
      'ternary weights',
      'a fork',
      'TurboQuant',
      'megakernel',
      'MLX on CUDA',
      'mlx on rocm',
      'ser=3',
      'kv=kv4',
      'kv=tq3',
      'kv=ssd',
    ].map((w) => [w, 'special_kernel']),
    ...['PLAUSIBILITY', 'suspicious', 'doubtful', 'abnormal', 'warm-up included', 'includes warm-up'].map(
      (w) => [w, 'implausible'],
    ),
    ...[
      'clocks capped',
      'clock-capped',
      'capped at 900 MHz',
      'clock falls',
      'clock below maximum',
      'throttled',
      'half speed',
      'error dropped',
    ].map((w) => [w, 'broken_clock']),
    ...[
      'average over its three prompts',
      'average over the two tests',
      'average over the five shapes',
      'whole-prompt average',
      'whole prompt average',
      'average over prompts',
      'average over the whole prompt',
    ].map((w) => [w, 'averaged_shapes']),
  ])('"%s": %s', (notes, why) => expect(reason(notes)).toBe(why));

  it.each([
    'no speculative decoding',
    'non-speculative',
    'without MTP',
    'not using draft',
    'without a drafter',
    'no dflash',
    'file_nomtp',
    'spec-none',
    'mtp depth 0',
    'MTP off',
    'mtp=off',
    'speculation disabled',
    'speculative decoding: disabled',
    'nothing',
    'swappable',
    'forked',
    '11-bit',
  ])('"%s" is plain', (notes) => {
    const found = reason(notes);
    // A colon is no way to switch it off that we know.
    expect(found).toBe(notes.includes(':') ? 'speculative' : null);
  });
  it('may stand in the version or the format', () => {
    expect(reason('', { engine_version: 'vllm dflash' })).toBe('speculative');
    expect(reason('', { quant: 'Q4 1-bit' })).toBe('special_kernel');
    expect(reason('MTP n=2', prefill)).toBeNull();
    expect(noteReason(raw({ notes: 'MTP n=2' }), 'speculative')).toBeNull();
    expect(noteReason(raw({ notes: 'MTP n=2; suspicious' }), 'speculative')).toBe('implausible');
  });

  it('tell of cached prompts and of waits, for prompts alone', () => {
    for (const words of [
      'prefix caching',
      'prefix-cache',
      'prefix_cache on',
      'prefix-warm',
      'cached prompt',
      'cache hits',
      'shared prefix',
      'warm prompt',
      'prompts repeat',
    ]) {
      expect(reason(words, prefill)).toBe('cached_prefix');
      expect(reason(words)).toBeNull();
    }
    expect(reason('prefix cache off', prefill)).toBeNull();
    const ttft = (tokens: number, notes = 'from ttft') => reason(notes, { ...prefill, tokens });
    expect([ttft(255), ttft(256)]).toEqual(['derived_ttft_short', null]);
    expect([ttft(2047, 'ttft, may include warm-up'), ttft(2048, 'ttft, may include warm-up')]).toEqual([
      'derived_ttft_short',
      null,
    ]);
    expect(reason('ttft', { tokens: 10 })).toBeNull();
    expect(reason('rate', { ...prefill, tokens: 200 })).toBeNull();
  });

  it('tell of copies and rows only where there are several devices', () => {
    const two = { device_count: 2 };
    for (const words of [
      '2 replicas',
      '16 replicas',
      'data-parallel',
      'data parallel',
      'dp=2',
      'dp 4',
      'dp8',
    ]) {
      expect(reason(words, two)).toBe('data_parallel');
      expect(reason(words)).toBeNull();
    }
    expect(reason('1 replicas', two)).toBeNull();
    expect(reason('dp=1', two)).toBeNull();
    expect([
      reason('', { ...two, split: 'row' }),
      reason('', { split: 'row' }),
      reason('', { ...two, split: 'layer' }),
    ]).toEqual(['row_split', null, null]);
  });

  it('cannot replace what a row must say', () => {
    expect(reason('', { ...prefill, tokens: 0 })).toBe('unknown_shape');
    expect(reason('', { tokens: 0 })).toBeNull();
    expect(reason('', { concurrency: undefined })).toBe('unknown_concurrency');
    expect(reason('', { engine: 'strange' })).toBe('unsupported_engine');
  });

  it.each([
    'includes prefill',
    'include prefill',
    'includes the 1k prefills',
    'includes their prompts',
    'their prompts included',
    'output rate of whole requests',
    'prefill time included',
    'incl. prompt',
    'incl prefill',
    'wall rate',
    'tokens over wall',
    'tokens / wall',
    'single_stream_wall',
    'whole request time',
    'time to first token included',
    'burst',
    'end to end',
    'request rate incl',
  ])('"%s" counts the prompt where it is long', (notes) => {
    expect(reason(notes, { depth: 4096 })).toBe('includes_prefill');
    // A prompt of the answer's length is 4 % of the time.
    expect(reason(notes, { depth: 128 })).toBeNull();
    // Nobody knows how long it was.
    expect(reason(notes)).toBe('includes_prefill');
    expect(reason(notes, { ...prefill, depth: 4096 })).toBeNull();
  });
  it('count the prompts of others where requests are served together', () => {
    const served = { notes: 'llama-benchy 0.4', depth: 4096, tokens: 128 };
    expect(noteReason(raw({ ...served, concurrency: 2 }))).toBe('includes_prefill');
    expect(noteReason(raw({ ...served, concurrency: 1 }))).toBeNull();
    expect(noteReason(raw({ ...served, notes: 'other', concurrency: 2 }))).toBeNull();
  });
});

describe('figures in notes', () => {
  it('are the share of the prompt in a request', () => {
    expect(prefillShare(raw({ depth: 128 }))).toBeCloseTo(1 / 25, 9);
    expect(prefillShare(raw({ depth: 256, concurrency: 16 }))).toBeCloseTo((2 * 16 ** 0.35) / 25, 9);
    expect([
      prefillShare(raw()),
      prefillShare(raw({ depth: 1, tokens: 0 })),
      prefillShare(raw({ depth: 1, concurrency: undefined })),
    ]).toEqual([null, null, null]);
  });
  it('are the length of the prompt', () => {
    const tokens = (notes: string, over: object = {}) => promptTokens(raw({ notes, ...over }));
    expect([
      tokens('', { depth: 5 }),
      tokens('prompt 300 tok', { depth: 5 }),
      tokens('prompt 300 tok'),
      tokens('prefill of 40 tokens'),
      tokens(''),
    ]).toEqual([5, 5, 300, 40, null]);
    // 128 tokens at 100 per second, 150 of both: 64 of the prompt.
    expect(tokens('total in+out 150 tok/s')).toBe(64);
    expect(tokens('total in+out 150.5 tok/s')).toBe(65);
    expect(tokens('total in+out 150 tok/s', { tokens: 0 })).toBeNull();
  });
  it.each([
    ['power cap 220 W', 220],
    ['power limit 300w', 300],
    ['board power cap 75 W', 75],
    ['250 W cap', 250],
    ['250W power limit', 250],
    ['250 w limits', 250],
    ['no power cap; 250 W cap', null],
    ['draws 250 W', null],
    ['power cap 5 W', null],
    ['', null],
  ])('"%s" is a cap of %s W', (notes, watts) => expect(powerCapWatts(notes)).toBe(watts));
  it.each([
    ['threads=16', 16],
    ['threads 8', 8],
    ['with 12 threads', 12],
    ['12threads', null],
    ['', null],
  ])('"%s" are %s threads', (notes, n) => expect(threadsOf(notes)).toBe(n));
});

describe('hardware that makes a row something else', () => {
  const why = (over: object) => {
    const at = resolveRow(index, raw(over));
    if (isUnresolved(at)) throw new Error(at.reason);
    return hardwareReason(at);
  };
  it('is another card beside, or the processor of a machine with one', () => {
    expect(why({ device: 'RTX 3090 + RTX 4090' })).toBe('mixed_devices');
    expect(why({ device: 'DGX Spark (CPU only)' })).toBe('cpu_only');
    expect(why({ backend: 'cpu' })).toBe('cpu_only');
    expect(why({ device: 'EPYC 9355', backend: 'cpu' })).toBeNull();
  });
  it('is a processor on less than half of its cores', () => {
    const cpu = { device: 'EPYC 9355', backend: 'cpu' };
    expect([why({ ...cpu, notes: 'threads 15' }), why({ ...cpu, notes: 'threads 16' })]).toEqual([
      'few_threads',
      null,
    ]);
    expect(why({ notes: 'threads 1' })).toBeNull();
  });
  it('is a memory too small for what ran', () => {
    expect(why({ model: 'DeepSeek R1', tok_s: 1 })).toBe('spilled_to_host');
    expect(why({ model: 'Gemma 3 27B', weights_gib: 24, tok_s: 5 })).toBeNull();
    expect(why({ model: 'Gemma 3 27B', weights_gib: 24.1, tok_s: 5 })).toBe('spilled_to_host');
    expect(why({ model: 'Gemma 3 27B', weights_gib: 24.1, device_count: 2, tok_s: 5 })).toBeNull();
    expect(why({ model: 'DeepSeek R1', tok_s: 1, notes: '--cpu-moe' })).toBeNull();
    expect(why({ model: 'DeepSeek R1', tok_s: 1, device: 'EPYC 9355', backend: 'cpu' })).toBeNull();
    expect(
      why({ model: 'DeepSeek R1', tok_s: 1, device: 'EPYC 9355', backend: 'cpu', memory_gib: 64 }),
    ).toBeNull();
    const spark = { model: 'DeepSeek R1', tok_s: 1, device: 'DGX Spark' };
    expect([why(spark), why({ ...spark, memory_gib: 128 }), why({ ...spark, memory_gib: 512 })]).toEqual([
      null,
      'spilled_to_host',
      null,
    ]);
  });
  it('is a cap that the phase feels', () => {
    const capped = (watts: number, over: object = {}) => why({ notes: `power cap ${watts} W`, ...over });
    expect([capped(209), capped(210)]).toEqual(['power_capped', null]);
    expect([capped(279, prefill), capped(280, prefill)]).toEqual(['power_capped', null]);
    expect(why({ device: 'RTX 4090', notes: 'power cap 50 W' })).toBeNull();
  });
  it('is a rate that nothing reaches, or a format of its own', () => {
    expect(why({ tok_s: 1000 })).toBe('implausible');
    expect(why({ ...prefill, tok_s: 90_000 })).toBe('implausible');
    expect(why({ quant: 'Q1_0' })).toBe('special_kernel');
  });
});

describe('rows that may be predicted and not learned from', () => {
  const why = (over: object) => {
    const at = resolveRow(index, raw(over));
    if (isUnresolved(at)) throw new Error(at.reason);
    return teachingReason(at);
  };
  it.each([
    [{ engine: 'ollama' }, 'wrapped_engine'],
    [{ engine: 'vllm', quant: 'Q4_K_M' }, 'unread_format'],
    [{ engine: 'vllm', quant: '' }, 'unnamed_format'],
    [{ device: 'RTX 4090', backend: 'strange' }, 'unknown_backend'],
    [{ ...prefill, tokens: 127 }, 'tiny_prompt'],
    [{ ...prefill, tokens: 128 }, null],
    [{ tokens: 1 }, null],
    [{ tok_s: 1 }, 'implausible'],
    [{}, null],
  ])('%j: %s', (over, reason) => expect(why(over)).toBe(reason));
});

describe('a judged row', () => {
  const judged = (over: object, asOf = '2026-11-20', forgiven: Parameters<typeof judgeRow>[3] = null) => {
    const found = judgeRow(index, raw(over), asOf, forgiven);
    return isSkipped(found) ? found.reason : null;
  };
  it('is left out for what it says, whom it names, what ran it, and its age, in this order', () => {
    expect(judged({ notes: 'MTP', device: 'x' })).toBe('speculative');
    expect(judged({ device: 'x' })).toBe('unknown_device');
    expect(judged({ tok_s: 1000 })).toBe('implausible');
    expect(judged({ notes: 'MTP' }, '2026-11-20', 'speculative')).toBeNull();
  });
  it('of a prompt says nothing after two years', () => {
    expect(judged({ ...prefill, source_date: '2024-11-20' })).toBeNull();
    expect(judged({ ...prefill, source_date: '2024-11-19' })).toBe('old_build');
    expect(judged({ source_date: '2020-01-01' })).toBeNull();
    expect(judged({ ...prefill, source_date: '' })).toBeNull();
  });
});
