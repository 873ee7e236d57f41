import { describe, expect, it } from 'vitest';
import { noteReason } from '../../../../src/catalog/measurements/cleaning.ts';
import {
  powerCapWatts,
  prefillShare,
  promptTokens,
  threadsOf,
} from '../../../../src/catalog/measurements/cleaning-notes.ts';
import { rawRow } from '../../../fixtures/measured-row.ts';

const reason = (notes: string, over: object = {}) => noteReason(rawRow({ notes, ...over }));
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
    'n-gram table on disk',
    'n-gram embeddings in main memory',
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
    expect(reason('', { engine_version: 'b9595 with pull requests 1 and 2' })).toBe('special_kernel');
    expect(reason('', { engine: 'llama.cpp (Strix Halo fork)' })).toBe('special_kernel');
    expect(reason('MTP n=2', prefill)).toBeNull();
    expect(noteReason(rawRow({ notes: 'MTP n=2' }), 'speculative')).toBeNull();
    expect(noteReason(rawRow({ notes: 'MTP n=2; suspicious' }), 'speculative')).toBe('implausible');
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
    expect(noteReason(rawRow({ ...served, concurrency: 2 }))).toBe('includes_prefill');
    expect(noteReason(rawRow({ ...served, concurrency: 1 }))).toBeNull();
    expect(noteReason(rawRow({ ...served, notes: 'other', concurrency: 2 }))).toBeNull();
  });
});

describe('figures in notes', () => {
  it('are the share of the prompt in a request', () => {
    expect(prefillShare(rawRow({ depth: 128 }))).toBeCloseTo(1 / 25, 9);
    expect(prefillShare(rawRow({ depth: 256, concurrency: 16 }))).toBeCloseTo((2 * 16 ** 0.35) / 25, 9);
    expect([
      prefillShare(rawRow()),
      prefillShare(rawRow({ depth: 1, tokens: 0 })),
      prefillShare(rawRow({ depth: 1, concurrency: undefined })),
    ]).toEqual([null, null, null]);
  });
  it.each([
    [1, 0.04],
    [16, 0.106],
    [64, 0.171],
  ])('are about what an H100 shows of prompts at %i requests', (concurrency, share) => {
    expect(prefillShare(rawRow({ tokens: 1024, depth: 1024, concurrency }))).toBeCloseTo(share, 2);
  });
  it('are the length of the prompt', () => {
    const tokens = (notes: string, over: object = {}) => promptTokens(rawRow({ notes, ...over }));
    expect([
      tokens('', { depth: 5 }),
      tokens('prompt 300 tok', { depth: 5 }),
      tokens('prompt 300 tok'),
      tokens('prefill of 40 tokens'),
      tokens('includes prefill of 256 tokens per request'),
      tokens(''),
    ]).toEqual([5, 5, 300, 40, 256, null]);
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
    ['power cap 220 W per GPU', 220],
    ['275 W cap per card', 275],
    ['no power cap, 600/575 W', null],
    ['', null],
  ])('"%s" is a cap of %s W', (notes, watts) => expect(powerCapWatts(notes)).toBe(watts));
  it.each([
    ['threads=16', 16],
    ['threads 8', 8],
    ['with 12 threads', 12],
    ['32 threads', 32],
    ['12threads', null],
    ['one thread each', null],
    ['', null],
  ])('"%s" are %s threads', (notes, n) => expect(threadsOf(notes)).toBe(n));
});
