import { describe, expect, it } from 'vitest';
import {
  CLEANING_REASONS,
  hardwareReason,
  teachingReason,
} from '../../../../src/catalog/measurements/cleaning.ts';
import { isSkipped, judgeRow } from '../../../../src/catalog/measurements/judge-row.ts';
import { isUnresolved, resolveRow } from '../../../../src/catalog/measurements/resolve-row.ts';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import type { Device } from '../../../../src/schema/device.ts';
import { type RawMeasurement, rawMeasurementSchema } from '../../../../src/schema/raw-measurement.ts';
import { printedDecode as decode, rawRow } from '../../../fixtures/measured-row.ts';
import { index, parts } from '../../../fixtures/names-catalogue.ts';

const prefill = { ...decode, phase: 'prefill', tokens: 512, tok_s: 3000 };

function reasonOf(fields: object): string | null {
  const row: RawMeasurement = rawMeasurementSchema.parse(fields);
  const judged = judgeRow(index, row, '2026-11-20');
  return isSkipped(judged) ? judged.reason : teachingReason(judged);
}

/** Reason, a row that falls to it, and the nearest row that must not. */
const CASES: readonly (readonly [string, object, object])[] = [
  ['unknown_device', { ...decode, device: 'RTX 3085' }, decode],
  [
    'unknown_model',
    { ...decode, model: 'Llama 9 8B' },
    { ...decode, model: 'Meta-Llama-3.1-8B-Instruct-GGUF' },
  ],
  ['unknown_quant', { ...decode, quant: 'Q9_K' }, { ...decode, quant: 'GGUF-Q4_K_M' }],
  ['speculative', { ...decode, notes: 'MTP n=2' }, { ...decode, notes: 'no speculative decoding' }],
  ['speculative', { ...decode, engine_version: 'vllm 0.26 dflash' }, { ...prefill, notes: 'MTP n=2' }],
  [
    'speculative',
    { ...decode, notes: 'Eagle3 draft model' },
    { ...decode, notes: 'file vllm_awq_nomtp, spec-none' },
  ],
  ['speculative', { ...decode, notes: 'speculation appears active' }, { ...decode, notes: 'MTP off' }],
  [
    'includes_prefill',
    { ...decode, notes: 'output tokens over wall time (includes prefill)' },
    { ...prefill, notes: 'wall rate' },
  ],
  [
    'includes_prefill',
    { ...decode, concurrency: 64, tokens: 256, depth: 256, notes: 'output tokens over wall time' },
    { ...decode, concurrency: 16, tokens: 256, depth: 256, notes: 'output tokens over wall time' },
  ],
  [
    'includes_prefill',
    { ...decode, concurrency: 5, tokens: 256, depth: 4096, notes: 'llama-benchy 0.4.0' },
    { ...decode, concurrency: 5, tokens: 1024, depth: 1024, notes: 'llama-benchy 0.4.0' },
  ],
  ['tiny_prompt', { ...prefill, tokens: 64 }, { ...prefill, tokens: 128 }],
  [
    'unsupported_engine',
    { ...decode, engine: 'mlx', engine_version: 'mlx-vlm-0.4.4', backend: 'mlx', device: 'Apple M4 Max' },
    { ...decode, depth: 4096 },
  ],
  [
    'averaged_shapes',
    { ...decode, notes: 'LocalScore average over its nine prompt/generation tests' },
    { ...decode, notes: 'average of 3 runs' },
  ],
  [
    'inconsistent_runs',
    { ...decode, notes: 'fa=1; median of 2 runs or builds, 10.6 to 133.9' },
    { ...decode, notes: 'fa=1; median of 2 runs or builds, 67 to 133.9' },
  ],
  [
    'inconsistent_runs',
    { ...prefill, notes: 'median of 3 runs or builds, 6268 to 5.193e+06; RAG' },
    { ...prefill, notes: 'median of 3 runs or builds, 6268 to 6.193e+03; RAG' },
  ],
  [
    'includes_prefill',
    { ...decode, concurrency: 8, tokens: 512, depth: 8192, notes: 'vLLM + AIPerf, RAG workload' },
    { ...decode, concurrency: 8, tokens: 512, depth: 256, notes: 'vLLM + AIPerf, chat workload' },
  ],
  [
    'unknown_concurrency',
    { ...decode, concurrency: 8, notes: 'max-num-seqs 4, so this is queueing' },
    decode,
  ],
  ['unknown_shape', { ...prefill, tokens: undefined }, { ...decode, tokens: undefined }],
  ['row_split', { ...decode, device_count: 2, split: 'row' }, { ...decode, device_count: 2, split: 'layer' }],
  ['unknown_concurrency', { ...decode, concurrency: undefined }, decode],
  [
    'mixed_devices',
    { ...decode, device: 'RTX 3090 + RTX 4090' },
    { ...decode, device: 'RTX 3090 + EPYC 9355' },
  ],
  ['data_parallel', { ...decode, device_count: 4, notes: '4 replicas' }, { ...decode, notes: '4 replicas' }],
  [
    'cpu_only',
    { ...decode, device: 'DGX Spark (GB10 CPU only)', backend: 'cpu' },
    { ...decode, device: 'EPYC 9355', backend: 'cpu', tok_s: 40 },
  ],
  [
    'few_threads',
    { ...decode, device: 'EPYC 9355', backend: 'cpu', tok_s: 10, notes: 'threads=8' },
    { ...decode, device: 'EPYC 9355', backend: 'cpu', tok_s: 30, notes: 'threads=32' },
  ],
  [
    'few_threads',
    { ...decode, device: 'EPYC 9355', backend: 'cpu', tok_s: 10, notes: 'threads=15' },
    // What feeds the graphics of the same chip needs few of them.
    { ...decode, device: 'Apple M3 Max', backend: 'metal', tok_s: 40, notes: 'threads=4' },
  ],
  ['implausible', { ...prefill, tok_s: 14_000 }, { ...prefill, tok_s: 11_000 }],
  ['implausible', { ...decode, tok_s: 5 }, { ...decode, tok_s: 5, depth: 60_000 }],
  ['old_build', { ...prefill, source_date: '2024-05-11' }, { ...decode, source_date: '2024-05-11' }],
  [
    'spilled_to_host',
    { ...decode, model: 'gpt-oss-120b', tok_s: 20, weights_gib: 60 },
    { ...decode, weights_gib: 60 },
  ],
  [
    'spilled_to_host',
    { ...decode, model: 'gpt-oss-120b', tok_s: 20 },
    { ...decode, model: 'gpt-oss-120b', tok_s: 20, device_count: 4 },
  ],
  [
    'spilled_to_host',
    { ...decode, notes: 'CPU/RAM offload of part of the weights likely' },
    { ...decode, model: 'gpt-oss-120b', tok_s: 20, notes: 'experts on CPU' },
  ],
  ['special_kernel', { ...decode, quant: 'Q1_0' }, decode],
  [
    'special_kernel',
    { ...decode, engine_version: 'Prism llama.cpp fork' },
    { ...decode, engine_version: 'b7100' },
  ],
  [
    'special_kernel',
    { ...decode, engine_version: 'ipex-llm portable' },
    { ...decode, engine_version: 'b7100 portable' },
  ],
  [
    'unsupported_engine',
    { ...decode, engine: 'other', engine_version: 'mistral.rs' },
    { ...decode, engine: 'ik_llama.cpp', quant: 'BF16', tok_s: 50 },
  ],
  ['unknown_backend', { ...decode, backend: 'other' }, { ...decode, backend: '' }],
  /** vLLM loads the published 16 bit, if they fit; llama.cpp always names a file. */
  [
    'unnamed_format',
    { ...decode, engine: 'vllm', quant: '', tok_s: 40 },
    { ...decode, engine: 'vllm', quant: 'BF16', tok_s: 40 },
  ],
  ['unknown_quant', { ...decode, quant: '' }, decode],
  ['wrapped_engine', { ...decode, engine: 'ollama', quant: 'ollama default tag' }, decode],
  ['wrapped_engine', { ...decode, engine: 'ollama' }, decode],
  ['unread_format', { ...decode, engine: 'vllm' }, { ...decode, engine: 'vllm', quant: 'AWQ' }],
  ['implausible', { ...decode, tok_s: 400 }, { ...decode, tok_s: 400, concurrency: 8 }],
  [
    'implausible',
    { ...prefill, notes: 'PLAUSIBILITY: needs ~900 TFLOP/s vs a generous peak of 300' },
    prefill,
  ],
  [
    'broken_clock',
    { ...decode, notes: 'GPU clock falls to 690-890 MHz under load' },
    { ...decode, notes: 'wall-clock of two calls' },
  ],
  [
    'power_capped',
    { ...prefill, notes: 'power cap 220 W per GPU' },
    { ...decode, notes: 'power cap 220 W per GPU' },
  ],
  [
    'power_capped',
    { ...decode, notes: 'power limit 150 W' },
    { ...prefill, notes: 'no power cap, 150 W draw' },
  ],
  [
    'cached_prefix',
    { ...prefill, notes: 'prompts repeat, so prefix cache hits are possible' },
    { ...prefill, notes: 'prefix cache off' },
  ],
  [
    'derived_ttft_short',
    { ...prefill, tokens: 200, notes: 'prompt tokens / TTFT' },
    { ...prefill, tokens: 200 },
  ],
];

describe('a chip of which only the CPU is known', () => {
  it('is not dropped for running on it', () => {
    const gb10 = parts.devices.gb10 as Device;
    const judged = (backends: Device['backends']) => {
      const devices = { ...parts.devices, gb10: { ...gb10, backends } };
      const row = rawMeasurementSchema.parse({ ...decode, device: 'GB10', backend: 'cpu', tok_s: 20 });
      return judgeRow(buildNameIndex({ ...parts, devices }), row, '2026-11-20');
    };
    expect(judged([{ backend: 'cpu', os: ['linux'] }])).toMatchObject({ backend: 'cpu' });
    expect(
      judged([
        { backend: 'cuda', os: ['linux'] },
        { backend: 'cpu', os: ['linux'] },
      ]),
    ).toEqual({ reason: 'cpu_only' });
  });
});

describe('cleaning rules', () => {
  it.each(CASES)('%s drops its row and keeps the neighbour', (reason, dropped, kept) => {
    expect(reasonOf(dropped)).toBe(reason);
    expect(reasonOf(kept)).toBeNull();
  });

  it('has a case for every reason', () => {
    const tested = new Set(CASES.map(([reason]) => reason));
    expect(CLEANING_REASONS.filter((reason) => !tested.has(reason))).toEqual([]);
  });
});

const longPrompt = { phase: 'prefill', tokens: 4096, tok_s: 3000 };

describe('hardware that makes a row something else', () => {
  const why = (over: object) => {
    const at = resolveRow(index, rawRow(over));
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
    // Of 180B, 80B are a table that is looked up by row: the other 100B take 56 GiB.
    const table = { model: 'Table 180B', quant: 'Q4_K_M', tok_s: 20 };
    expect(why({ ...table, device: 'RTX PRO 6000' })).toBeNull();
    expect(why({ ...table, device: 'RTX 3090', device_count: 2 })).toBe('spilled_to_host');
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
    expect([capped(279, longPrompt), capped(280, longPrompt)]).toEqual(['power_capped', null]);
    expect(why({ device: 'RTX 4090', notes: 'power cap 50 W' })).toBeNull();
  });
  it('is a rate that nothing reaches, or a format of its own', () => {
    expect(why({ tok_s: 1000 })).toBe('implausible');
    expect(why({ ...longPrompt, tok_s: 90_000 })).toBe('implausible');
    expect(why({ quant: 'Q1_0' })).toBe('special_kernel');
  });
});

describe('rows that may be predicted and not learned from', () => {
  const why = (over: object) => {
    const at = resolveRow(index, rawRow(over));
    if (isUnresolved(at)) throw new Error(at.reason);
    return teachingReason(at);
  };
  it.each([
    [{ engine: 'ollama' }, 'wrapped_engine'],
    [{ engine: 'vllm', quant: 'Q4_K_M' }, 'unread_format'],
    [{ engine: 'vllm', quant: '' }, 'unnamed_format'],
    [{ device: 'RTX 4090', backend: 'strange' }, 'unknown_backend'],
    [{ ...longPrompt, tokens: 127 }, 'tiny_prompt'],
    [{ ...longPrompt, tokens: 128 }, null],
    [{ tokens: 1 }, null],
    [{ tok_s: 1 }, 'implausible'],
    [{}, null],
  ])('%j: %s', (over, reason) => expect(why(over)).toBe(reason));
});

describe('a judged row', () => {
  const judged = (over: object, asOf = '2026-11-20', forgiven: Parameters<typeof judgeRow>[3] = null) => {
    const found = judgeRow(index, rawRow(over), asOf, forgiven);
    return isSkipped(found) ? found.reason : null;
  };
  it('is left out for what it says, whom it names, what ran it, and its age, in this order', () => {
    expect(judged({ notes: 'MTP', device: 'x' })).toBe('speculative');
    expect(judged({ device: 'x' })).toBe('unknown_device');
    expect(judged({ tok_s: 1000 })).toBe('implausible');
    expect(judged({ notes: 'MTP' }, '2026-11-20', 'speculative')).toBeNull();
  });
  it('of a prompt says nothing after two years', () => {
    expect(judged({ ...longPrompt, source_date: '2024-11-20' })).toBeNull();
    expect(judged({ ...longPrompt, source_date: '2024-11-19' })).toBe('old_build');
    expect(judged({ source_date: '2020-01-01' })).toBeNull();
    expect(judged({ ...longPrompt, source_date: '' })).toBeNull();
  });
});
