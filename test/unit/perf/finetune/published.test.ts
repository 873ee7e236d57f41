import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { FinetuneCalibration } from '../../../../src/perf/finetune/calibrate.ts';
import { estimateFinetune } from '../../../../src/perf/finetune/estimate.ts';
import { trainFlopPerToken } from '../../../../src/perf/finetune/flops.ts';
import { defaultJob, type TrainedShape } from '../../../../src/perf/finetune/job.ts';
import { totalBytes, trainingBytes } from '../../../../src/perf/finetune/memory.ts';
import { readTrainingRow } from '../../../../src/perf/finetune/read-row.ts';
import type { JobMachine } from '../../../../src/perf/job-machine.ts';
import type { Device } from '../../../../src/schema/device.ts';
import { gibFromBytes } from '../../../../src/units/units.ts';
import { NONE as nothing } from '../../../fixtures/training-memory.ts';

const stored = new URL('../../../../data/calibration/finetune.yaml', import.meta.url);
const calibration = parse(readFileSync(stored, 'utf8'), { schema: 'core' }) as FinetuneCalibration;

/** One billion parameters and no embedding: the textbook case. */
const bare: TrainedShape = { params_b: 1, active_b: 1, layers: 1, hidden: 1, vocab: 0, tied: true };
const llama8b: TrainedShape = {
  params_b: 8.03,
  active_b: 8.03,
  layers: 32,
  hidden: 4096,
  vocab: 128256,
  tied: false,
};
const llama70b: TrainedShape = {
  params_b: 70.6,
  active_b: 70.6,
  layers: 80,
  hidden: 8192,
  vocab: 128256,
  tied: false,
};

const device = (over: object = {}): Device =>
  ({
    id: 'card',
    vendor: 'nvidia',
    family: 'ampere-geforce',
    memory: { kind: 'vram', capacity_gb: 24 },
    compute: { fp16_acc32_tflops: 71 },
    sources: { default: ['sheet'] },
    ...over,
  }) as unknown as Device;
const machine = (count: number, usable = 22.8, over: object = {}): JobMachine => ({
  device: device(over),
  count,
  usable_gib_per_device: usable,
  nodes: 1,
});

describe('memory of training', () => {
  it.each([
    ['adamw-fp32', 18],
    ['adamw-bf16', 8],
    ['adamw-8bit', 6],
    ['paged-8bit', 2],
  ] as const)('takes %s at %d bytes per parameter', (optimizer, bytes) => {
    const job = defaultJob(bare, 'full', { optimizer, sequence_length: 1 });
    expect(totalBytes(trainingBytes(job, 1, nothing))).toBe(bytes * 1e9);
  });
  it('holds the 15.0 GiB of weights that torchtune measured under LoRA of an 8B model', () => {
    expect(gibFromBytes(trainingBytes(defaultJob(llama8b, 'lora'), 1, nothing).weights)).toBeCloseTo(
      14.96,
      1,
    );
  });
  it('counts 20.97 million adapter parameters at rank 8, as published for that model', () => {
    const { optimizer } = trainingBytes(defaultJob(llama8b, 'lora', { lora_rank: 8 }), 1, nothing);
    expect(optimizer / 16 / 1e6).toBeCloseTo(20.97, 2);
  });
  it('puts a 65B QLoRA into one 48 GB card and not its 16-bit tune, as the QLoRA paper reports', () => {
    const llama65b: TrainedShape = {
      params_b: 65.2,
      active_b: 65.2,
      layers: 80,
      hidden: 8192,
      vocab: 32000,
      tied: false,
    };
    const peak = (method: 'qlora' | 'full', optimizer?: 'adamw-fp32') =>
      totalBytes(
        trainingBytes(defaultJob(llama65b, method, optimizer ? { optimizer } : {}), 1, calibration.memory),
      ) / 1e9;
    expect(peak('qlora')).toBeLessThan(48);
    expect(peak('full', 'adamw-fp32')).toBeGreaterThan(780);
  });
  it('shares weights and states over devices and keeps activations on each', () => {
    const job = defaultJob(llama8b, 'full', { sequence_length: 4096 });
    const one = trainingBytes(job, 1, calibration.memory);
    const four = trainingBytes(job, 4, calibration.memory);
    expect(four.weights).toBeCloseTo(one.weights / 4);
    expect(four.activations).toBe(one.activations);
  });
});

describe('FLOP of training', () => {
  it.each([
    ['full', false, 6],
    ['full', true, 8],
    ['lora', false, 4],
    ['lora', true, 6],
  ] as const)('%s, checkpointing %s: %dN per token', (method, checkpointing, n) => {
    const flop = trainFlopPerToken(defaultJob(bare, method, { checkpointing, sequence_length: 1 }));
    expect(flop / 1e9).toBeCloseTo(n, 5);
  });
  it('leaves out an embedding that is only looked up and keeps a tied one', () => {
    const untied = { ...bare, hidden: 1000, vocab: 100_000, tied: false };
    const job = (shape: TrainedShape) =>
      defaultJob(shape, 'full', { checkpointing: false, sequence_length: 1 });
    expect(trainFlopPerToken(job(untied)) / 6e9).toBeCloseTo(0.9, 3);
    expect(trainFlopPerToken(job({ ...untied, tied: true })) / 6e9).toBeCloseTo(1, 3);
  });
});

describe('estimateFinetune', () => {
  const job = defaultJob(llama70b, 'qlora', { engine: 'unsloth', train_tokens: 1_000_000 });
  it('puts a 70B QLoRA on two 24 GB cards and not on one', () => {
    const one = estimateFinetune(job, machine(1), calibration);
    expect(one.reasons).toContain('does_not_fit');
    expect(one.hours).toBeNull();
    expect(one.peak_gib.value).toBeGreaterThan(24);
    const two = estimateFinetune(job, machine(2), calibration);
    expect(two).toMatchObject({ split: 'shard', reasons: [] });
    expect(two.peak_gib.value).toBeLessThan(22.8);
  });
  it('leaves a job that one card cannot hold to trainers that share it', () => {
    const copies = estimateFinetune(job, machine(2), calibration, false);
    expect(copies).toMatchObject({ split: 'data', reasons: ['does_not_fit'], hours: null });
    const small = defaultJob(llama8b, 'qlora', { engine: 'unsloth', train_tokens: 1_000_000 });
    expect(estimateFinetune(small, machine(2), calibration, false)).toMatchObject({
      split: 'data',
      reasons: [],
    });
  });
  it('turns tokens into hours, low end for high speed', () => {
    const { hours, tokens_per_s } = estimateFinetune(job, machine(2), calibration);
    expect(hours?.value).toBeCloseTo(1_000_000 / 3600 / (tokens_per_s?.value ?? 0), 9);
    expect(hours?.low).toBeCloseTo(1_000_000 / 3600 / (tokens_per_s?.high ?? 0), 9);
  });
  it('meets the two-card figure of fsdp_qlora: 2,240 tokens per second of a 7B on two RTX 3090', () => {
    const llama7b: TrainedShape = {
      params_b: 6.74,
      active_b: 6.74,
      layers: 32,
      hidden: 4096,
      vocab: 32000,
      tied: false,
    };
    const run = defaultJob(llama7b, 'qlora', { sequence_length: 512, batch: 10 });
    const { tokens_per_s } = estimateFinetune(run, machine(2, 22.8, { id: 'rtx-3090' }), calibration);
    expect(tokens_per_s?.low).toBeLessThan(2240);
    expect(tokens_per_s?.high).toBeGreaterThan(2240);
  });
  it('names what is missing instead of guessing', () => {
    const unknown = machine(1, 200, { compute: {}, family: 'nobody' });
    expect(estimateFinetune(job, unknown, calibration)).toMatchObject({
      tokens_per_s: null,
      reasons: ['no_throughput'],
    });
    const short = defaultJob(llama8b, 'qlora');
    expect(estimateFinetune(short, machine(1), calibration)).toMatchObject({
      hours: null,
      reasons: ['no_training_length'],
    });
  });
});

describe('readTrainingRow', () => {
  const row = {
    device_count: '1',
    engine: 'torchtune',
    method: 'LoRA',
    precision: 'bf16',
    seq_len: '2048',
    batch: '2',
    tokens_per_s: '3083',
    peak_memory_gib: '16.2',
    notes: 'packed dataset, torch.compile',
  };
  it('reads a row of the torchtune table', () => {
    expect(readTrainingRow(row, llama8b)).toMatchObject({
      job: {
        method: 'lora',
        weight_bits: 16,
        sequence_length: 2048,
        batch: 2,
        engine: 'compiled',
        packed: true,
      },
      split: 'none',
      measured: { tokens_per_s: 3083, peak_gib: 16.2 },
    });
  });
  it.each([
    [{ ...row, method: 'GRPO' }, 'unsupported_method'],
    [{ ...row, notes: 'parameter CPU offload' }, 'unsupported_offload'],
    [{ ...row, precision: 'NVFP4' }, 'unsupported_base'],
    [{ ...row, tokens_per_s: '', peak_memory_gib: '' }, 'no_measurement'],
  ])('says why a row is left out', (raw, skipped) =>
    expect(readTrainingRow(raw, llama8b)).toEqual({ skipped }),
  );
});
