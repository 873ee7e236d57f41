import { describe, expect, it } from 'vitest';
import { PEERS, type PeerInput, peerInput } from '../../../../src/perf/accuracy/peers.ts';
import type { Observation } from '../../../../src/perf/calibration/observation.ts';
import type { ModelShape } from '../../../../src/perf/speed/shape.ts';

const NO_INDEX = { indexValues: 0, indexFlop: 0, indexStride: 1, indexLayers: 0 };

const shape = (over: object = {}): ModelShape =>
  ({
    layers: 32,
    hidden: 4096,
    experts: 0,
    activeExperts: 0,
    attention: [],
    counts: { attention: 1e9, dense: 0, shared: 0.5e9, routed: 20e9, head: 0.25e9, unread: 0 },
    ...over,
  }) as unknown as ModelShape;

const observed = (over: { job?: object; shape?: object; machine?: object } = {}): Observation =>
  ({
    bandwidth: 1e12,
    throughput: { flop_s: 100e12 },
    shape: shape(over.shape),
    machine: {
      count: 1,
      split: 'none',
      device: { vendor: 'nvidia', memory: { capacity_gb: 24 } },
      ...over.machine,
    },
    job: {
      depth: 0,
      users: 1,
      cached_tokens: 0,
      prompt_tokens: 512,
      kv_bytes_per_value: 2,
      engine: 'llama.cpp',
      model: { params_total_b: 8 },
      weights: { attention: 1e9, dense: 2e9, shared: 0.5e9, head: 1e9, routed: 4e9, total: 9e9 },
      ...over.job,
    },
  }) as unknown as Observation;

/** Eight billion dense parameters in a file of 5 GB, on 1 TB/s and 100 TFLOP/s. */
const eight: PeerInput = {
  bandwidth: 1e12,
  flops: 100e12,
  file: 5e9,
  active: 5e9,
  parameters: 8e9,
  activeParameters: 8e9,
  experts: 0,
  activeExperts: 0,
  layers: 32,
  hidden: 4096,
  bits: 5,
  memory: 24e9,
  depth: 16_384,
  kvBytes: 0,
  prompt: 512,
  users: 1,
  devices: 1,
  tensor: false,
  vendor: 'nvidia',
  engine: 'llama.cpp',
  observation: observed(),
};
/** 22 billion of which 20 in 128 experts, 8 at work. */
const sparse: Partial<PeerInput> = { experts: 128, activeExperts: 8, parameters: 22e9 };

const peer = (name: string) => {
  const found = PEERS.find((p) => p.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const decode = (name: string, over: Partial<PeerInput> = {}) => peer(name).decode?.({ ...eight, ...over });
const prefill = (name: string, over: Partial<PeerInput> = {}) => peer(name).prefill?.({ ...eight, ...over });

type Worked = readonly [over: Partial<PeerInput>, rate: number];
const holds = (of: (over: Partial<PeerInput>) => number | null | undefined, cases: readonly Worked[]) => {
  for (const [over, rate] of cases)
    expect(of(over), JSON.stringify({ ...over, observation: undefined })).toBeCloseTo(rate, 1);
};

describe('formulas of others, worked by hand', () => {
  it('bandwidth over bytes', () => {
    // 1 + 2 + 0.5 + 1 GB are read for every token; no experts.
    const name = 'bandwidth / bytes';
    holds(
      (x) => decode(name, x),
      [
        [{}, 1e12 / 4.5e9],
        [{ users: 4 }, 4e12 / 4.5e9],
        [{ devices: 2 }, 1e12 / 4.5e9],
        [{ devices: 2, tensor: true }, 2e12 / 4.5e9],
        // Half of the experts: 2 GB more.
        [{ observation: observed({ shape: { experts: 8, activeExperts: 4 } }) }, 1e12 / 6.5e9],
        // Two users touch 1 - 1/4 of them.
        [{ users: 2, observation: observed({ shape: { experts: 8, activeExperts: 4 } }) }, 2e12 / 7.5e9],
      ],
    );
    holds(
      (x) => prefill(name, x),
      [
        [{}, 6250],
        [{ devices: 2 }, 6250],
        [{ devices: 2, tensor: true }, 12_500],
      ],
    );
  });

  it('llmfit: bytes per parameter by bits, and 55 % of the bandwidth', () => {
    holds(
      (x) => decode('llmfit', x),
      [
        [{}, 137.5],
        [{ tensor: true }, 123.75],
        [{ bits: 16 }, 34.375],
        [{ bits: 12 }, 34.375],
        [{ bits: 7.2 }, 68.75],
        [{ bits: 6 }, 91.667],
        [{ bits: 5.2 }, 110],
        [{ bits: 3.9 }, 137.5],
        [{ bits: 2.9 }, 183.333],
        [{ bits: 2 }, 275],
      ],
    );
  });

  it('llmfit: experts apart, slower as memory fills', () => {
    const fixed = 2e9 * 3.2;
    const at = (bytes: number) => 1e12 / (1.25e9 * bytes + fixed);
    holds(
      (x) => decode('llmfit', { ...sparse, ...x }),
      [
        [{}, at(0.58)],
        [{ tensor: true }, at(0.58) * 0.9],
        [{ bits: 16, memory: 1e12 }, at(2)],
        [{ bits: 7.2, memory: 1e12 }, at(1.05)],
        [{ bits: 6, memory: 1e12 }, at(0.8)],
        [{ bits: 5.2, memory: 1e12 }, at(0.68)],
        [{ bits: 2.9, memory: 1e12 }, at(0.48)],
        [{ bits: 1, memory: 1e12 }, at(0.37)],
        // 12.76 GB of 16: 0.1975 above 0.6, less an eighth of a half of that.
        [{ memory: 16e9 }, at(0.58) * (1 - 0.1975 * 0.9375)],
        [{ memory: 12e9 }, at(0.58)],
        [{ memory: null }, at(0.58) * (1 - 0.4 * 0.9375)],
      ],
    );
  });

  it('whichllm: efficiency by bits and maker, a floor under the active share', () => {
    holds(
      (x) => decode('whichllm', x),
      [
        [{}, 110],
        [{ vendor: 'amd' }, 85.8],
        [{ vendor: 'apple' }, 90.2],
        [{ vendor: 'intel' }, 71.5],
        [{ vendor: 'qualcomm' }, 77],
        [{ bits: 20 }, 60],
        [{ bits: 12 }, 80],
        [{ bits: 7.5 }, 90],
        [{ bits: 6 }, 100],
        [{ bits: 5.2 }, 104],
        [{ bits: 3.2 }, 100],
        [{ bits: 2.4 }, 90],
        [{ bits: 1 }, 76],
        [{ activeParameters: 0.16e9 }, 110 / (0.05 * (1e12 / 256e9))],
        [{ activeParameters: 0.16e9, bandwidth: 1e11 }, 11 / 0.05],
        [{ activeParameters: 0.16e9, bandwidth: 4e12 }, 440 / 0.25],
        [{ activeParameters: 4e9 }, 220],
        [{ activeParameters: 9e9 }, 110],
      ],
    );
  });

  it('llm-fit (Go): shares per engine, and the cache', () => {
    const name = 'llm-fit (Go)';
    const flop = 16e9 + (4 * 32 * 4096 * 512) / 2;
    holds(
      (x) => decode(name, x),
      [
        [{}, 160],
        [{ kvBytes: 1e9 }, 800 / 6],
        [{ activeParameters: 4e9 }, 320],
        [{ engine: 'ik_llama.cpp' }, 160],
        [{ engine: 'vllm' }, 144],
        [{ engine: 'sglang' }, 146],
        [{ engine: 'exllama' }, 170],
        [{ engine: 'mlx' }, 156],
        [{ engine: 'trt-llm' }, 176],
        [{ engine: 'other' }, 160],
      ],
    );
    holds(
      (x) => prefill(name, x),
      [
        [{}, 32e12 / flop],
        [{ engine: 'ik_llama.cpp' }, 32e12 / flop],
        [{ engine: 'vllm' }, 55e12 / flop],
        [{ engine: 'sglang' }, 57e12 / flop],
        [{ engine: 'exllama' }, 45e12 / flop],
        [{ engine: 'mlx' }, 40e12 / flop],
        [{ engine: 'trt-llm' }, 68e12 / flop],
        [{ engine: 'other' }, 32e12 / flop],
        [{ prompt: 0 }, 2000],
      ],
    );
  });

  it('canirun.ai: a tenth and half a gigabyte more than the file', () => {
    const volume = ((8 * 0.625) / 1.0737) * 1.1 + 0.5;
    holds(
      (x) => decode('canirun.ai', x),
      [
        [{}, 700 / volume],
        [{ vendor: 'apple' }, 650 / volume],
        [{ activeParameters: 2e9 }, 2800 / volume],
      ],
    );
  });

  it('llm-calculator: the slower of memory and arithmetic', () => {
    const name = 'llm-calculator (pint)';
    holds(
      (x) => decode(name, x),
      [
        [{}, 134],
        [{ bits: 16 }, 160],
        [{ bits: 7.9 }, 158],
        [{ bits: 7 }, 148],
        [{ bits: 5.2 }, 144],
        [{ bits: 2.9 }, 124],
        [{ bits: 1 }, 112],
        [{ engine: 'ik_llama.cpp' }, 134],
        [{ engine: 'vllm' }, 200],
        [{ ...sparse }, 134 * 0.52],
        [{ ...sparse, engine: 'vllm' }, 200],
        [{ devices: 2 }, 134],
        [{ tensor: true }, 134],
        [{ devices: 2, tensor: true }, 134 * 1.7],
        [{ flops: 1e12 }, 670 / 16],
        [{ flops: 1e12, devices: 2, tensor: true }, (670 / 16) * 1.7],
        [{ kvBytes: 16_384e9 }, 670 / 6],
        [{ kvBytes: 1e9, depth: 0 }, 670 / 6],
      ],
    );
    holds(
      (x) => prefill(name, x),
      [
        [{}, 3125],
        [{ prompt: 1 }, 200],
        [{ ...sparse }, 3125 * 0.52],
      ],
    );
    // One layer of full attention at 1 MFLOP per position: a prompt of 512 attends 256 on average.
    const full = {
      valuesPerPosition: 0,
      flopPerPosition: 1e6,
      window: Number.POSITIVE_INFINITY,
      stride: 1,
      ...NO_INDEX,
      topK: Number.POSITIVE_INFINITY,
    };
    holds(
      (x) => prefill(name, x),
      [
        [{ observation: observed({ shape: { attention: [full] } }) }, 50e12 / (16e9 + 256e6)],
        [
          { observation: observed({ shape: { attention: [full] }, job: { cached_tokens: 1000 } }) },
          50e12 / (16e9 + 1256e6),
        ],
      ],
    );
  });

  it('fitmyllm: a share by maker and bandwidth, less for long contexts', () => {
    holds(
      (x) => decode('fitmyllm', x),
      [
        [{}, 90],
        [{ bandwidth: 0.399e12 }, 79.8 * 0.53],
        [{ bandwidth: 0.4e12 }, 80 * 0.47],
        [{ bandwidth: 0.7e12 }, 140 * 0.45],
        [{ bandwidth: 1.2e12 }, 240 * 0.36],
        [{ vendor: 'apple' }, 110],
        [{ vendor: 'amd' }, 100],
        [{ vendor: 'intel' }, 36],
        [{ depth: 32_768 }, 90 * 0.78],
        [{ depth: 0 }, 90 * 1.4],
        [{ depth: 2 ** 24 }, 90 * 0.25],
      ],
    );
    holds(
      (x) => prefill('fitmyllm', x),
      [
        [{}, 250],
        [{ flops: 200e12 }, 500],
        [{ flops: 600e12 }, 2250],
        [{ flops: 900e12 }, 3000],
        [{ flops: 500e12 }, 1000],
        [{ vendor: 'apple' }, 93.75],
        [{ parameters: 1e9 }, 500],
        [{ parameters: 1e9, flops: 101e12 }, 1000],
      ],
    );
  });

  it('gpu_poor: half as much again for everything read', () => {
    holds(
      (x) => decode('gpu_poor', x),
      [
        [{}, 1000 / 7.5],
        [{ kvBytes: 1e9 }, 1000 / 9],
        [{ devices: 2 }, (2000 / 7.5) * 0.8],
        [{ flops: 1e12 }, 850 / 16],
      ],
    );
    holds((x) => prefill('gpu_poor', x), [[{}, 85e12 / (16e9 * 1.8)]]);
  });

  it('localmaxxing: weights shared by the users, each with a cache', () => {
    holds(
      (x) => decode('localmaxxing', x),
      [
        [{}, 1e12 / 4.5e9],
        [{ users: 4, kvBytes: 1e9 }, 1e12 / (1.125e9 + 1e9)],
      ],
    );
  });

  it('say nothing of several users, but for two', () => {
    expect(PEERS.filter((p) => p.decode?.({ ...eight, users: 2 }) !== null).map((p) => p.name)).toEqual([
      'bandwidth / bytes',
      'localmaxxing',
    ]);
    expect(PEERS.filter((p) => p.prefill?.({ ...eight, users: 2 }) === null).map((p) => p.name)).toEqual([
      'llm-fit (Go)',
      'llm-calculator (pint)',
      'fitmyllm',
      'gpu_poor',
    ]);
  });
});

describe('what the formulas are given', () => {
  it('is the true size, bandwidth and architecture', () => {
    expect(peerInput(observed())).toMatchObject({
      bandwidth: 1e12,
      flops: 100e12,
      file: 9e9,
      active: 4.5e9,
      parameters: 8e9,
      experts: 0,
      layers: 32,
      hidden: 4096,
      bits: 9,
      memory: 24e9,
      depth: 0,
      prompt: 512,
      users: 1,
      devices: 1,
      tensor: false,
      vendor: 'nvidia',
      engine: 'llama.cpp',
    });
  });
  it('holds the share of the experts that work', () => {
    const input = peerInput(
      observed({ shape: { experts: 8, activeExperts: 2 }, job: { model: { params_total_b: 22 } } }),
    );
    expect(input.active).toBe(5.5e9);
    expect(input.activeParameters).toBe(7e9);
  });
  it('holds the cache of one user at this depth, and whether cards work side by side', () => {
    const attention = [
      {
        ...{ valuesPerPosition: 1000, flopPerPosition: 0, window: 1e9, stride: 1, topK: 1e9 },
        ...NO_INDEX,
      },
    ];
    const input = peerInput(
      observed({ shape: { attention }, job: { depth: 500 }, machine: { split: 'tensor', count: 2 } }),
    );
    expect(input.kvBytes).toBe(1e6);
    expect([input.tensor, input.devices]).toEqual([true, 2]);
  });
  it('knows no memory where the device has no fixed one', () => {
    const device = { vendor: 'apple', memory: {} };
    expect(peerInput(observed({ machine: { device } })).memory).toBeNull();
  });
});
