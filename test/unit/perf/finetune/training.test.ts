import { describe, expect, it } from 'vitest';
import { calibrateFinetune, type FinetuneCalibration } from '../../../../src/perf/finetune/calibrate.ts';
import { estimateFinetune, estimateRun, peakMemory } from '../../../../src/perf/finetune/estimate.ts';
import { forwardFlop, trainFlopPerToken } from '../../../../src/perf/finetune/flops.ts';
import {
  defaultJob,
  type FinetuneJob,
  type Optimizer,
  type TrainedShape,
  type TrainSplit,
  trainedShapeOf,
} from '../../../../src/perf/finetune/job.ts';
import { type MemoryParameters, totalBytes, trainingBytes } from '../../../../src/perf/finetune/memory.ts';
import { achievedFlop, isImpossible } from '../../../../src/perf/finetune/plausible.ts';
import { readTrainingRow } from '../../../../src/perf/finetune/read-row.ts';
import { effectsOf, idealTokensPerSecond, tokensPerSecond } from '../../../../src/perf/finetune/speed.ts';
import { pathOf, shrink } from '../../../../src/perf/shrink.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { FinetuneMeasurement } from '../../../../src/schema/finetune-measurement.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import { card, cardReached } from '../../../fixtures/card.ts';
import { GIB, model } from '../../../fixtures/memory-parts.ts';
import { NONE } from '../../../fixtures/training-memory.ts';

/** Ten layers of a thousand, a tenth of the parameters in each of two tables of words. */
const shape: TrainedShape = {
  params_b: 1,
  active_b: 1,
  layers: 10,
  hidden: 1000,
  vocab: 100_000,
  tied: false,
};
const full = (over: Partial<FinetuneJob> = {}) => defaultJob(shape, 'full', over);
const lora = (over: Partial<FinetuneJob> = {}) => defaultJob(shape, 'lora', over);
const qlora = (over: Partial<FinetuneJob> = {}) => defaultJob(shape, 'qlora', over);

describe('FLOP per token', () => {
  it('are twice the parameters that multiply, and attention over half of the window', () => {
    // A billion less a table of 0.1 billion that is only looked up.
    expect(forwardFlop(shape, 2048)).toEqual({ linear: 1.8e9, attention: 2 * 10 * 2048 * 1000 });
    expect(forwardFlop({ ...shape, tied: true }, 0)).toEqual({ linear: 2e9, attention: 0 });
  });
  it.each<[string, FinetuneJob, number, number]>([
    ['full', full({ checkpointing: false }), 3, 3],
    ['full, computed again', full(), 4, 4],
    ['LoRA', lora({ checkpointing: false }), 2, 3],
    ['QLoRA, computed again', qlora(), 3, 4],
  ])('%s', (_, job, linear, attention) => {
    expect(trainFlopPerToken(job)).toBe(linear * 1.8e9 + attention * 40_960_000);
  });
});

describe('the usual recipe', () => {
  it('is rank 16 adapters, or AdamW in bf16', () => {
    expect(full()).toEqual({
      shape,
      method: 'full',
      weight_bits: 16,
      optimizer: 'adamw-bf16',
      sequence_length: 2048,
      batch: 1,
      lora_rank: 0,
      checkpointing: true,
      chunked_loss: true,
      packed: true,
      engine: 'eager',
      train_tokens: null,
    });
    expect(lora()).toMatchObject({ weight_bits: 16, optimizer: 'adamw-fp32', lora_rank: 16 });
    expect(qlora()).toMatchObject({ weight_bits: 4, lora_rank: 16 });
    expect(lora({ lora_rank: 8 }).lora_rank).toBe(8);
  });
  it('needs to know the shape', () => {
    expect(trainedShapeOf(model('llama-3.1-8b'))).toEqual({
      params_b: 8.0303,
      active_b: 8.0303,
      layers: 32,
      hidden: 4096,
      vocab: 128_256,
      tied: false,
    });
    expect(trainedShapeOf({} as TextModel)).toBeNull();
  });
});

describe('bytes while training', () => {
  it.each<[Optimizer, number, number, number]>([
    ['adamw-fp32', 6, 4, 8],
    ['adamw-bf16', 2, 2, 4],
    ['adamw-8bit', 2, 2, 2],
    ['adamw-4bit', 2, 2, 1],
    ['paged-8bit', 2, 0, 0],
  ])('%s holds %i + %i + %i per parameter, shared over devices', (optimizer, weights, gradients, states) => {
    expect(trainingBytes(full({ optimizer }), 1, NONE)).toEqual({
      weights: weights * 1e9,
      gradients: gradients * 1e9,
      optimizer: states * 1e9,
      activations: 0,
      logits: 0,
      overhead: 0,
    });
    expect(trainingBytes(full({ optimizer }), 4, NONE)).toMatchObject({
      weights: weights * 0.25e9,
      gradients: gradients * 0.25e9,
      optimizer: states * 0.25e9,
    });
  });
  it('adapters of rank r on seven linear layers take 16 bytes each', () => {
    const parts = trainingBytes(lora(), 1, NONE);
    expect(parts.optimizer).toBe(16 * 10 * 20 * 1000 * 16);
    expect(parts.gradients).toBe(0);
    expect(parts.weights).toBe(2e9);
  });
  it('the base may be stored small, its two tables of words not', () => {
    const nf4 = (4 + 8 / 64 + 32 / (64 * 256)) / 8;
    expect(trainingBytes(qlora(), 1, NONE).weights).toBeCloseTo(0.8e9 * nf4 + 0.4e9, 0);
    expect(trainingBytes(qlora({ weight_bits: 8 }), 1, NONE).weights).toBeCloseTo(0.8e9 * 1.01 + 0.4e9, 0);
    const tied = { ...shape, tied: true };
    expect(trainingBytes(qlora({ shape: tied }), 1, NONE).weights).toBeCloseTo(0.9e9 * nf4 + 0.2e9, 0);
    // Tables of words are never more than half of a model.
    expect(trainingBytes(qlora({ shape: { ...shape, vocab: 1e6 } }), 1, NONE).weights).toBeCloseTo(
      0.5e9 * nf4 + 1e9,
      0,
    );
  });
  it('activations are 34 bytes per unit of every layer, or 2 and one layer again', () => {
    const of = (job: FinetuneJob) =>
      trainingBytes(job, 1, { ...NONE, activation: 1, activation_offloaded: 0.5 }).activations;
    expect(of(full({ checkpointing: false, batch: 2 }))).toBe(10 * 34 * 1000 * 4096);
    expect(of(full({ batch: 2 }))).toBe((10 * 2 + 34) * 1000 * 4096);
    expect(of(full({ engine: 'unsloth', batch: 2 }))).toBe((10 * 2 + 34) * 1000 * 2048);
    // Only checkpoints are moved to main memory.
    expect(of(full({ engine: 'unsloth', batch: 2, checkpointing: false }))).toBe(10 * 34 * 1000 * 4096);
    expect(trainingBytes(full(), 4, { ...NONE, activation: 1 }).activations).toBe(of(full()));
  });
  it('logits are held per token and word, whole or in chunks', () => {
    const p = { ...NONE, logit_bytes: 16, logit_bytes_compiled: 8, logit_bytes_chunked: 1 };
    const of = (over: Partial<FinetuneJob>) =>
      trainingBytes(full({ sequence_length: 10, batch: 3, ...over }), 1, p).logits / (30 * 100_000);
    expect(of({})).toBe(1);
    expect(of({ chunked_loss: false })).toBe(16);
    expect(of({ chunked_loss: false, engine: 'compiled' })).toBe(8);
  });
  it('add up', () => {
    expect(
      totalBytes({ weights: 1, gradients: 2, optimizer: 4, activations: 8, logits: 16, overhead: 32 }),
    ).toBe(63);
    expect(trainingBytes(full(), 1, { ...NONE, overhead_gib: 2 }).overhead).toBe(2 * GIB);
  });
});

describe('speed of training', () => {
  const perToken = trainFlopPerToken(full());
  it('is throughput over FLOP, less what a small batch leaves idle', () => {
    const ideal = (over: Partial<FinetuneJob>, devices: number, split: TrainSplit, layer_s: number) =>
      idealTokensPerSecond(full(over), card, 1e14, devices, split, layer_s);
    expect(ideal({}, 1, 'none', 0)).toBeCloseTo(1e14 / perToken, 6);
    // Ten layers that take as long beside the arithmetic of 2,048 tokens as it does.
    const idle = (2048 * perToken) / 1e14 / 10;
    expect(ideal({}, 1, 'none', idle)).toBeCloseTo(1e14 / perToken / 2, 6);
    expect(ideal({ batch: 3 }, 1, 'none', idle)).toBeCloseTo((1e14 / perToken) * 0.75, 6);
    expect(ideal({}, 4, 'shard', 0)).toBeCloseTo(4e14 / perToken, 6);
    // One after another: more memory and no more speed.
    expect(ideal({}, 4, 'pipeline', idle)).toBeCloseTo(ideal({}, 1, 'none', idle), 6);
  });
  it('has the weights read from memory for every pass, whatever the batch', () => {
    const withMemory = { ...card, memory: { kind: 'vram', bandwidth_gb_s: 500 } } as unknown as Device;
    const reading = (job: FinetuneJob) => {
      const tokens = job.sequence_length * job.batch;
      const seconds = (device: Device) => tokens / idealTokensPerSecond(job, device, 1e14, 1, 'none', 0);
      return seconds(withMemory) - seconds(card);
    };
    // A billion parameters of 16 bit: forward, backward, and forward once more with checkpoints.
    expect(reading(full())).toBeCloseTo((3 * 2e9) / 500e9, 9);
    expect(reading(full({ batch: 8 }))).toBeCloseTo((3 * 2e9) / 500e9, 9);
    expect(reading(qlora({ checkpointing: false }))).toBeCloseTo((2 * 0.5e9) / 500e9, 9);
  });
  it('names what changes it beyond the FLOP', () => {
    expect(effectsOf(full(), 'none')).toEqual(['method:full', 'engine:eager']);
    expect(effectsOf(qlora({ packed: false, engine: 'mlx' }), 'pipeline')).toEqual([
      'method:qlora',
      'engine:mlx',
      'unpacked',
    ]);
    expect(effectsOf(full(), 'shard')).toContain('several devices');
    expect(effectsOf(full(), 'data')).toContain('several devices');
    expect(pathOf(card)).toEqual(['nvidia', 'ada', 'card']);
  });
  it('is told with the width of its evidence', () => {
    const utilisation = cardReached(0.5);
    const c = { utilisation, layer_s: 0, spread: [0.9, 0.7, 0.5, 0.3] };
    const told = (device: Device, spread = c.spread) =>
      tokensPerSecond(full(), device, 1e14, 1, 'none', { ...c, spread });
    expect(told(card).value).toBeCloseTo(0.5e14 / perToken, 6);
    expect(told(card)).toMatchObject({ level: 3 });
    expect(told(card).high / told(card).value).toBeCloseTo(Math.exp(0.3), 9);
    expect(told(card).low / told(card).value).toBeCloseTo(Math.exp(-0.3), 9);
    const other = { ...card, vendor: 'amd' } as Device;
    expect(told(other).high / told(other).value).toBeCloseTo(Math.exp(0.9), 9);
    expect(told(card, [0.9]).high / told(card).value).toBeCloseTo(Math.exp(0.9), 9);
    expect(told(card, []).high / told(card).value).toBeCloseTo(2, 9);
  });
  it('cannot be more than the device can do', () => {
    const per = trainFlopPerToken(full({ checkpointing: false }));
    expect(achievedFlop(full(), 100, 4, 'shard')).toBeCloseTo(25 * per, 0);
    expect(achievedFlop(full(), 100, 4, 'pipeline')).toBeCloseTo(100 * per, 0);
    expect([isImpossible(1.05, 1), isImpossible(1.06, 1)]).toEqual([false, true]);
  });
});

describe('an estimate of a training job', () => {
  const calibration: FinetuneCalibration = {
    reference: { devices: {}, families: {}, vendors: {} },
    speed: { utilisation: shrink([]), layer_s: 0, spread: [Math.LN2] },
    memory: { ...NONE, overhead_gib: 1 },
    memory_spread: Math.log(1.25),
  };
  const machine = (count: number, gib: number, over: object = {}) => ({
    device: card,
    count,
    usable_gib_per_device: gib,
    nodes: 1,
    ...over,
  });
  /** 8 bytes of a billion parameters, and a GiB. */
  const peak = 8e9 / GIB + 1;

  it('has memory, speed, hours and the way the devices share', () => {
    const found = estimateFinetune(full({ train_tokens: 3.6e6 }), machine(1, 9), calibration);
    expect(found).toMatchObject({ split: 'none', reasons: [] });
    expect(found.peak_gib.value).toBeCloseTo(peak, 9);
    expect(found.peak_gib.low).toBeCloseTo(peak / 1.25, 9);
    expect(found.peak_gib.high).toBeCloseTo(peak * 1.25, 9);
    expect(found.peak_gib).toMatchObject({ unit: 'GiB', basis: 'calibrated', bound_by: 'optimizer' });
    const rate = 1e14 / trainFlopPerToken(full());
    expect(found.tokens_per_s).toMatchObject({
      unit: 'tokens/s',
      basis: 'modelled',
      bound_by: 'compute',
      evidence: ['calibration:finetune/ada', 'sheet'],
    });
    expect(found.tokens_per_s?.value).toBeCloseTo(rate, 6);
    expect(found.hours?.value).toBeCloseTo(1000 / rate, 9);
    expect(found.hours?.low).toBeCloseTo(500 / rate, 9);
    expect(found.hours?.high).toBeCloseTo(2000 / rate, 9);
    expect(found.hours?.unit).toBe('hours');
  });
  it('copies a model that fits one device, and shares one that does not', () => {
    expect(estimateFinetune(full(), machine(2, peak), calibration).split).toBe('data');
    const shared = estimateFinetune(full(), machine(2, peak - 0.1), calibration);
    expect(shared.split).toBe('shard');
    expect(shared.peak_gib.value).toBeCloseTo(4e9 / GIB + 1, 9);
    expect(estimateFinetune(full(), machine(2, peak - 0.1), calibration, false)).toMatchObject({
      split: 'data',
      reasons: ['does_not_fit', 'no_training_length'],
      tokens_per_s: null,
    });
    expect(estimateRun(full(), machine(2, 9), 'pipeline', calibration).peak_gib.value).toBeCloseTo(
      4e9 / GIB + 1,
      9,
    );
    expect(peakMemory(full(), 2, 'data', calibration).value).toBeCloseTo(peak, 9);
  });
  it('is told as calibrated where the very device was measured', () => {
    const utilisation = cardReached(1);
    const measured = { ...calibration, speed: { ...calibration.speed, utilisation } };
    expect(estimateFinetune(full(), machine(1, 9), measured).tokens_per_s?.basis).toBe('calibrated');
    expect(
      estimateFinetune(full(), machine(1, 9, { device: { ...card, id: 'sibling' } }), measured).tokens_per_s
        ?.basis,
    ).toBe('modelled');
  });
  it('allows a network between nodes to cost half', () => {
    const joined = estimateFinetune(full(), machine(2, 9, { nodes: 2 }), calibration).tokens_per_s;
    const one = estimateFinetune(full(), machine(2, 9), calibration).tokens_per_s;
    expect((joined?.low ?? 0) / (one?.low ?? 1)).toBeCloseTo(0.5, 9);
    expect(joined?.value).toBe(one?.value);
  });
  it('says what is missing', () => {
    expect(
      estimateFinetune(full(), machine(1, 9, { device: { ...card, compute: {} } }), calibration),
    ).toMatchObject({ tokens_per_s: null, hours: null, reasons: ['no_throughput', 'no_training_length'] });
  });
});

describe('calibrating on training runs', () => {
  const row = (over: Partial<FinetuneMeasurement> = {}): FinetuneMeasurement => ({
    device: 'card',
    count: 1,
    split: 'none',
    engine: 'eager',
    model: 'm',
    params_b: 1,
    active_b: 1,
    layers: 10,
    hidden: 1000,
    vocab: 100_000,
    tied: false,
    method: 'full',
    weight_bits: 16,
    optimizer: 'adamw-bf16',
    seq_len: 2048,
    batch: 1,
    lora_rank: 0,
    checkpointing: true,
    chunked_loss: true,
    packed: true,
    date: '2026-01-01',
    source: 's',
    ref: 'r',
    note: '',
    ...over,
  });
  const evidence = (rows: FinetuneMeasurement[], borrowed?: Record<string, number>) => ({
    rows,
    devices: { card },
    timed: [],
    ...(borrowed && { borrowed }),
  });
  /** Tokens per second at this share of 100 TFLOP/s. */
  const rate = (share: number, over: Partial<FinetuneMeasurement> = {}) => {
    const r = row(over);
    const job = defaultJob(shape, r.method, {
      sequence_length: r.seq_len,
      batch: r.batch,
      checkpointing: r.checkpointing,
    });
    return idealTokensPerSecond(job, card, 1e14, r.count, r.split, 0) * share;
  };

  it('finds the share of the throughput that runs reach', () => {
    const rows = ['a', 'b', 'c', 'd'].flatMap((source) =>
      [512, 2048, 8192].map((seq_len) => row({ source, seq_len, tokens_per_s: rate(0.4, { seq_len }) })),
    );
    const { calibration, report } = calibrateFinetune(evidence(rows));
    expect(calibration.speed.layer_s).toBe(0);
    for (const { seq_len } of rows) {
      const told = tokensPerSecond(
        full({ sequence_length: seq_len }),
        card,
        1e14,
        1,
        'none',
        calibration.speed,
      );
      expect(told.value / rate(0.4, { seq_len })).toBeCloseTo(1, 2);
    }
    expect(report.speed).toMatchObject({ rows: 12, sources: 4, coverage80: 1 });
    expect(report.speed.mdape).toBeLessThan(0.01);
    expect(Object.keys(report.speed.groups)).toEqual(['ada full']);
    expect(report.rejected).toEqual([]);
    expect(calibration.speed.spread).toHaveLength(4);
  });
  it('finds what a layer takes beside its arithmetic', () => {
    const job = (seq_len: number) => full({ sequence_length: seq_len });
    const slowed = (seq_len: number) =>
      0.4 * idealTokensPerSecond(job(seq_len), card, 1e14, 1, 'none', 0.003);
    const rows = ['a', 'b', 'c'].flatMap((source) =>
      [128, 512, 2048, 8192].map((seq_len) => row({ source, seq_len, tokens_per_s: slowed(seq_len) })),
    );
    expect(calibrateFinetune(evidence(rows)).calibration.speed.layer_s).toBe(0.003);
  });
  it('throws out what the chip cannot compute, with the arithmetic', () => {
    const possible = row({ source: 'a', tokens_per_s: rate(0.5) });
    const fast = row({ source: 'b', ref: 'x', tokens_per_s: rate(3) });
    const { report } = calibrateFinetune(evidence([possible, fast]));
    expect(report.speed.rows).toBe(1);
    // Three times the throughput with every forward pass twice is 225 TFLOP/s of the three passes that count.
    expect(report.rejected).toEqual([{ ref: 'x', source: 'b', achieved_tflops: 225, reference_tflops: 100 }]);
  });
  it('passes over rows without a rate or a known device', () => {
    const rows = [row({ tokens_per_s: rate(0.5) }), row(), row({ device: 'nobody', tokens_per_s: 1 })];
    expect(calibrateFinetune(evidence(rows)).report.speed.rows).toBe(1);
    const bare = { ...card, compute: {} } as Device;
    expect(calibrateFinetune({ ...evidence(rows), devices: { card: bare } }).report.speed.rows).toBe(0);
  });
  it('never makes several devices do more than as many times the work of one', () => {
    const four = { count: 4, split: 'data' } as const;
    const rows = ['a', 'b', 'c'].flatMap((source) => [
      row({ source, tokens_per_s: rate(0.3) }),
      row({ source: `${source}4`, ...four, tokens_per_s: rate(0.6, four) }),
    ]);
    expect(
      calibrateFinetune(evidence(rows)).calibration.speed.utilisation.effects['several devices']?.offset,
    ).toBe(0);
    const lossy = rows.map((r) => (r.count === 4 ? { ...r, tokens_per_s: rate(0.1, four) } : r));
    expect(
      calibrateFinetune(evidence(lossy)).calibration.speed.utilisation.effects['several devices']?.offset,
    ).toBeLessThan(-0.3);
  });
  it('keeps what was borrowed for chips that nobody trained on', () => {
    expect(calibrateFinetune(evidence([], { amd: -0.5 })).calibration.speed.utilisation.borrowed).toEqual({
      amd: -0.5,
    });
    expect(calibrateFinetune(evidence([])).calibration.speed).toMatchObject({ layer_s: 0 });
    expect(
      calibrateFinetune(evidence([row({ tokens_per_s: rate(0.5) })], { amd: -0.5 })).calibration.speed
        .utilisation.borrowed,
    ).toEqual({ amd: -0.5 });
  });
  it('finds the parameters of memory behind runs that follow them', () => {
    const truth: MemoryParameters = {
      overhead_gib: 2,
      activation: 1.5,
      activation_offloaded: 0.3,
      logit_bytes: 20,
      logit_bytes_compiled: 12,
      logit_bytes_chunked: 2,
    };
    const runs: Partial<FinetuneMeasurement>[] = [
      {},
      { batch: 16 },
      { batch: 16, chunked_loss: false },
      { batch: 16, chunked_loss: false, engine: 'compiled' },
      { batch: 32, engine: 'unsloth', method: 'lora', lora_rank: 16 },
      { batch: 8, checkpointing: false },
      { count: 4, split: 'shard' },
    ];
    const weighed = (over: Partial<FinetuneMeasurement>) => {
      const r = row(over);
      const job = defaultJob(shape, r.method, {
        batch: r.batch,
        chunked_loss: r.chunked_loss,
        engine: r.engine,
        checkpointing: r.checkpointing,
        lora_rank: r.lora_rank,
        optimizer: r.optimizer,
      });
      return totalBytes(trainingBytes(job, r.split === 'shard' ? r.count : 1, truth)) / GIB;
    };
    const rows = ['a', 'b'].flatMap((source) =>
      runs.map((over) => row({ ...over, source, peak_gib: weighed(over) })),
    );
    const { calibration, report } = calibrateFinetune(evidence(rows));
    expect(calibration.memory).toEqual(truth);
    expect(report.memory).toMatchObject({ rows: 14, sources: 2, coverage80: 1 });
    expect(report.memory.mdape).toBeLessThan(1e-9);
    expect(calibration.memory_spread).toBeCloseTo(0.15, 9);
    expect(Object.keys(report.memory.groups)).toEqual(['full', 'lora']);
  });
});

describe('a printed training row', () => {
  const base = {
    method: 'LoRA',
    engine: 'torchtune',
    seq_len: '4096',
    batch: '2',
    tokens_per_s: '1000',
    precision: 'bf16',
    notes: '',
    dataset: '',
  };
  const read = (over: Record<string, string> = {}) => {
    const found = readTrainingRow({ ...base, ...over }, shape);
    if ('skipped' in found) throw new Error(found.skipped);
    return found;
  };
  const skipped = (over: Record<string, string>) => {
    const found = readTrainingRow({ ...base, ...over }, shape);
    return 'skipped' in found ? found.skipped : null;
  };

  it('is a job with the defaults of its trainer where it says nothing', () => {
    expect(read()).toEqual({
      job: lora({ sequence_length: 4096, batch: 2, engine: 'compiled' }),
      devices: 1,
      split: 'none',
      measured: { tokens_per_s: 1000, peak_gib: null },
    });
    expect(read({ seq_len: '', batch: '' }).job).toMatchObject({ sequence_length: 2048, batch: 1 });
  });
  it.each([
    ['LoRA', '', 'lora'],
    ['QLoRA', '', 'qlora'],
    ['lora', 'nf4', 'qlora'],
    ['lora', 'int8', 'qlora'],
    ['lora', '4-bit', 'qlora'],
    ['Full', '', 'full'],
    ['full (fine-tune)', '', 'full'],
    ['pre-training', '', 'full'],
    ['fullish', '', null],
    ['GRPO LoRA', '', null],
    ['DoRA', '', null],
    ['prefix tuning', '', null],
    ['DPO', '', null],
    ['', '', null],
  ])('the method "%s" in "%s" is %s', (method, precision, found) => {
    if (found === null) expect(skipped({ method, precision })).toBe('unsupported_method');
    else expect(read({ method, precision }).job.method).toBe(found);
  });
  it('stores a quantised base in 4 bit unless it says 8', () => {
    expect(read({ method: 'qlora' }).job.weight_bits).toBe(4);
    expect(read({ method: 'qlora', precision: 'INT8' }).job.weight_bits).toBe(8);
    expect(read({ method: 'qlora', precision: '8-bit' }).job.weight_bits).toBe(8);
    expect(read().job.weight_bits).toBe(16);
  });
  it.each([
    [{ notes: 'CPU offload' }, 'unsupported_offload'],
    [{ notes: 'spilled to RAM' }, 'unsupported_offload'],
    [{ dataset: 'swap' }, 'unsupported_offload'],
    [{ precision: 'fp8' }, 'unsupported_base'],
    [{ method: 'full', notes: 'GaLore' }, 'unsupported_base'],
    [{ precision: 'NVFP4' }, 'unsupported_base'],
    [{ tokens_per_s: '' }, 'no_measurement'],
    [{ tokens_per_s: '-3' }, 'no_measurement'],
    [{ tokens_per_s: 'fast' }, 'no_measurement'],
  ])('%j is left out: %s', (over, why) => expect(skipped(over as Record<string, string>)).toBe(why));
  it('keeps checkpoints that went to host memory', () =>
    expect(skipped({ notes: 'offloaded checkpoint' })).toBeNull());

  it.each([
    [{ device_count: '2' }, 'shard', 2],
    [{ device_count: '2', notes: 'DDP' }, 'data', 2],
    [{ device_count: '2', notes: 'sum over both' }, 'pipeline', 2],
    [{ device_count: '1', notes: 'ddp' }, 'none', 1],
  ])('%j shares by %s over %i', (over, split, devices) => {
    expect(read(over as Record<string, string>)).toMatchObject({ split, devices });
  });
  it.each(['sum over both', 'memory is the sum over 2 GPUs'])(
    'divides memory that was printed as "%s"',
    (notes) =>
      expect(read({ peak_memory_gib: '30', device_count: '2', notes })).toMatchObject({
        split: 'pipeline',
        measured: { peak_gib: 15 },
      }),
  );
  it('takes memory as printed otherwise, also without a speed', () => {
    expect(read({ peak_memory_gib: '30' }).measured.peak_gib).toBe(30);
    expect(read({ tokens_per_s: '', peak_memory_gib: '30' }).measured).toEqual({
      tokens_per_s: null,
      peak_gib: 30,
    });
  });
  it('makes tokens of samples only where they fill the window', () => {
    const samples = { tokens_per_s: '', samples_per_s: '2' };
    for (const notes of ['packed', 'filled', 'random data'])
      expect(read({ ...samples, notes }).measured.tokens_per_s).toBe(8192);
    expect(skipped(samples)).toBe('no_measurement');
  });
  it.each([
    ['unsloth', '', 'unsloth'],
    ['Hugging Face', 'as measured by unsloth', 'eager'],
    ['huggingface + unsloth', '', 'eager'],
    ['MLX', '', 'mlx'],
    ['torchtune', '', 'compiled'],
    ['Megatron', '', 'compiled'],
    ['NeMo', '', 'compiled'],
    ['transformers', 'torch.compile', 'compiled'],
    ['transformers', '', 'eager'],
  ])('%s (%s) is %s', (engine, notes, found) => expect(read({ engine, notes }).job.engine).toBe(found));

  it('knows who never holds the logits whole, who packs and who computes again', () => {
    const job = (over: Record<string, string>) => read({ engine: 'transformers', ...over }).job;
    expect(job({}).chunked_loss).toBe(false);
    for (const notes of ['LitGPT', 'chunked', 'fused loss', 'Liger'])
      expect(job({ notes }).chunked_loss).toBe(true);
    expect(read().job.chunked_loss).toBe(true);
    expect(job({}).packed).toBe(true);
    for (const notes of ['short samples', 'stock batching', 'no packing', 'baseline', 'MetaMathQA'])
      expect(job({ notes }).packed).toBe(false);
    expect(job({}).checkpointing).toBe(true);
    for (const notes of ['no gradient checkpointing', 'gradient checkpointing: no'])
      expect(job({ notes }).checkpointing).toBe(false);
  });
  it.each([
    ['', 'adamw-bf16'],
    ['optimizer-in-backward', 'paged-8bit'],
    ['paged adam', 'paged-8bit'],
    ['4-bit Adam', 'adamw-4bit'],
    ['8-bit Adam', 'adamw-8bit'],
    ['AdamW 8bit', 'adamw-8bit'],
    ['mixed precision', 'adamw-fp32'],
    ['amp', 'adamw-fp32'],
    ['fp32', 'adamw-fp32'],
  ])('a full tune with "%s" steps by %s', (notes, optimizer) => {
    const { job } = read({ method: 'full', notes });
    expect(job.optimizer).toBe(optimizer);
    expect(job.lora_rank).toBe(0);
  });
  it('has the rank that it prints', () => {
    expect(read({ lora_rank: '64' }).job.lora_rank).toBe(64);
    expect(read({ lora_rank: '' }).job.lora_rank).toBe(16);
  });
});
