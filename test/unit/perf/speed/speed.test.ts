import { describe, expect, it } from 'vitest';
import { DECODE_TERMS, decodeIdeal } from '../../../../src/perf/speed/decode-terms.ts';
import { textEstimates, textRates } from '../../../../src/perf/speed/estimate-text.ts';
import type { Machine } from '../../../../src/perf/speed/job.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal } from '../../../../src/perf/speed/prefill-terms.ts';
import {
  attentionFlop,
  cacheValuesRead,
  expertShare,
  type ModelShape,
  modelShape,
} from '../../../../src/perf/speed/shape.ts';
import { sheetThroughput } from '../../../../src/perf/speed/sheet-throughput.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import { modelSchema, type TextModel } from '../../../../src/schema/model.ts';
import { CALIBRATION, device, format, job, machine, textModel } from '../../../fixtures/speed-parts.ts';

/** Named ideal seconds of one decode step, before any calibration. */
function decodeParts(
  j: ReturnType<typeof job>,
  m: ReturnType<typeof machine>,
  shape: ModelShape,
  bytes: number,
  flops: number,
) {
  const out = decodeIdeal(j, m, shape, bytes, { flop_s: flops, basis: 'fp16', vector_flop_s: flops });
  return Object.fromEntries(DECODE_TERMS.map((t, i) => [t.id, out[i] ?? 0]));
}
const shapeOf = (m: TextModel): ModelShape => {
  const shape = modelShape(m);
  if (!shape) throw new Error('no architecture');
  return shape;
};

/** jax-ml/scaling-book, "All About Transformer Inference": 8 TPU v5e at 8.2e11 B/s each. */
describe('the scaling book', () => {
  const llama = textModel('llama-2-13b');
  const shape = shapeOf(llama);
  const eight = machine(device('rtx-3090'), { count: 8, split: 'tensor' });

  it('LLaMA 2-13B: a cache of 8192 tokens in bf16 is 6.7 GB', () => {
    expect((cacheValuesRead(shape, 8192) * 2) / 1e9).toBeCloseTo(6.7, 1);
  });

  it.each([
    [1, 4.98],
    [8, 12.13],
    [16, 20.3],
    [32, 36.65],
    [64, 69.33],
    [240, 249.09],
  ])('LLaMA 2-13B: %i sequences of 8192 tokens need %f ms a step for bytes alone', (users, ms) => {
    const j = job(llama, format('bf16'), { depth: 8192, users });
    const t = decodeParts(j, eight, shape, 8.2e11, 1.97e14);
    const bytes = (t['weights'] ?? 0) + (t['cache'] ?? 0) + (t['batch_cache'] ?? 0);
    /** The book rounds 25.7 GB of weights to 26 and counts the input embedding, which is not read. */
    expect(Math.abs((bytes * 1e3) / ms - 1)).toBeLessThan(0.02);
  });

  it('30B in int8 on 16 chips, 100 kB of cache per token, 8192 deep: 2.57 ms for 4 tokens, 21 ms for 256', () => {
    const dense: ModelShape = {
      ...shape,
      counts: { attention: 0, dense: 30e9, shared: 0, routed: 0, head: 0, unread: 0 },
      attention: [
        {
          layers: 1,
          valuesPerPosition: 100e3,
          flopPerPosition: 0,
          window: 1e9,
          stride: 1,
          indexValues: 0,
          indexFlop: 0,
          indexStride: 1,
          indexLayers: 0,
          topK: 1e9,
        },
      ],
    };
    const weights = {
      attention: 0,
      dense: 30e9,
      shared: 0,
      routed: 0,
      head: 0,
      embedding: 0,
      lookup: 0,
      ngram: 0,
      total: 30e9,
      basis: 'mixture',
    } as const;
    const step = (users: number) => {
      const j = { ...job(llama, format('bf16'), { depth: 8192, users, kv_bytes_per_value: 1 }), weights };
      return decodeParts(j, { ...eight, count: 16 }, dense, 8.1e11, 1.97e14);
    };
    const few = step(4);
    expect(((few['weights'] ?? 0) + (few['batch_cache'] ?? 0)) * 1e3).toBeCloseTo(2.57, 2);
    const many = step(256);
    expect(((many['arithmetic'] ?? 0) + (many['batch_cache'] ?? 0)) * 1e3).toBeCloseTo(21, 0);
  });
});

/** karpathy/nanoGPT, transformer_sizing.ipynb: GPT-2 124M, 1024 tokens, FLOP counted without the causal mask. */
describe('nanoGPT transformer sizing', () => {
  const gpt2: TextModel = {
    id: 'gpt2-124m',
    ...modelSchema.parse({
      kind: 'text',
      name: 'GPT-2',
      family: 'GPT-2',
      params_total_b: 0.124337664,
      params_active_b: 0.124337664,
      architecture: {
        ...{ layers: 12, hidden: 768, vocab: 50257, position_rows: 1024, tied_embeddings: true },
        ...{ ffn_hidden: 3072, ffn_matrices: 2 },
        attention: [{ kind: 'full', count: 12, heads: 12, kv_heads: 12, head_dim: 64 }],
      },
      sources: { default: ['x'] },
    }),
  };
  const shape = shapeOf(gpt2);

  it('124,337,664 parameters', () => {
    const { attention, dense, head, unread } = shape.counts;
    expect(attention + dense + head + unread).toBe(124_337_664);
  });

  it('12 blocks of projections and MLP take 173,946,175,488 FLOP for 1024 tokens', () => {
    const norms = (2 * 12 + 1) * 768;
    expect(2 * 1024 * (shape.counts.attention + shape.counts.dense - norms)).toBe(173_946_175_488);
  });

  it('scores and reduction take 38,654,705,664 FLOP without the mask, half of that causally', () => {
    expect(attentionFlop(shape, 1024, 0)).toBeCloseTo(38_654_705_664 / 2, -3);
    expect(1024 * attentionFlop(shape, 1, 1024)).toBeGreaterThan(38_654_705_664);
  });
});

/** kipply, "Transformer Inference Arithmetic": a 52B model of 64 layers, width 8192, on A100s. */
describe("kipply's inference arithmetic", () => {
  it('the cache of one token of the 52B model takes 4 x 64 x 8192 bytes, about 2 MB', () => {
    const group = {
      layers: 64,
      valuesPerPosition: 2 * 64 * 8192,
      flopPerPosition: 0,
      window: 1e9,
      stride: 1,
      indexValues: 0,
      indexFlop: 0,
      indexStride: 1,
      indexLayers: 0,
      topK: 1e9,
    };
    const shape: ModelShape = { ...shapeOf(textModel('llama-2-13b')), attention: [group] };
    expect(cacheValuesRead(shape, 1) * 2).toBe(2_097_152);
  });

  it('an A100 (312 TFLOPS, 1.5 TB/s) computes as long as it loads at 208 tokens in a batch', () => {
    const llama = textModel('llama-2-13b');
    const j = { ...job(llama, format('bf16'), { users: 209 }) };
    const t = decodeParts(j, machine(device('a100-80')), shapeOf(llama), 1.5e12, 312e12);
    expect((t['arithmetic'] ?? 0) / (t['weights'] ?? 1)).toBeCloseTo(1, 1);
  });
});

describe('terms', () => {
  it('distinct experts: 8 of 128 for one token, 1 - (1 - k/E)^n for more, all in the end', () => {
    const shape = shapeOf(textModel('qwen3-30b-a3b'));
    expect(expertShare(shape, 1)).toBeCloseTo(8 / 128, 12);
    expect(expertShare(shape, 8)).toBeCloseTo(1 - (120 / 128) ** 8, 12);
    expect(expertShare(shape, 1000)).toBeGreaterThan(0.999);
    expect(expertShare(shapeOf(textModel('llama-2-13b')), 4)).toBe(0);
  });

  it('a sliding window reads no more than its width; the growing layers read everything', () => {
    const shape = shapeOf(textModel('gemma-3-27b'));
    const per = (depth: number) => cacheValuesRead(shape, depth + 1) - cacheValuesRead(shape, depth);
    expect(per(4096)).toBe(10 * 16 * 128 * 2);
    expect(per(100)).toBe(62 * 16 * 128 * 2);
  });

  it('micro-batches pipeline over layer-split cards: 4 batches over 2 cards take 5/8 of the time', () => {
    const j = job(textModel('llama-3.1-8b'), format('q4_k_m'), { prompt_tokens: 2048 });
    const two = machine(device('rtx-3090'), {
      count: 2,
      split: 'layer',
      link: { kind: 'pcie', bytes_s: 32e9 },
    });
    expect(Math.exp(pipelineRatio(j, two))).toBeCloseTo(5 / 8, 12);
    expect(pipelineRatio(j, { ...two, split: 'tensor' })).toBe(0);
  });

  it('a prompt streams the weights once per micro-batch', () => {
    const llama = textModel('llama-3.1-8b');
    const j = job(llama, format('q4_k_m'), { prompt_tokens: 1025 });
    const throughput = sheetThroughput(device('rtx-3090'), 'cuda');
    if (!throughput) throw new Error('no throughput');
    const out = prefillIdeal(j, machine(device('rtx-3090')), shapeOf(llama), 936.2e9, throughput);
    const { attention, dense, shared } = j.weights;
    const stream = PREFILL_TERMS.findIndex((t) => t.id === 'stream');
    expect(out[stream]).toBeCloseTo((3 * (attention + dense + shared)) / 936.2e9, 12);
  });

  it('experts in host memory are read at its bandwidth, and not at all without knowing it', () => {
    const moe = textModel('gpt-oss-120b');
    const j = job(moe, format('mxfp4'), { offload: { kind: 'experts', share: 1 } });
    const card = device('rtx-3090');
    const host = { bytes_s: 90e9, pcie_bytes_s: 32e9 };
    const t = decodeParts(j, machine(card, { host }), shapeOf(moe), 936.2e9, 71e12);
    expect(t['host']).toBeCloseTo((j.weights.routed * 4) / 128 / 90e9, 12);
    expect(t['experts']).toBe(0);
    expect(textEstimates(j, machine(card), CALIBRATION).unknown).toEqual(['unknown_host_bandwidth']);
  });
});

describe('estimates', () => {
  const llama = textModel('llama-3.1-8b');
  const j = job(llama, format('q4_k_m'), { depth: 192 });
  const card = machine(device('rtx-3090'));
  const cell: Cell = {
    ...{ engine: 'llama.cpp', backend: 'cuda', quant: 'q4_k_m', phase: 'decode', tokens: 128, depth: 128 },
    ...{ concurrency: 1, tok_s: 123.4, n: 3, split: 'none', nodes: 1, date: CALIBRATION.reference_date },
    ...{ source: 'a-source', sources: 1 },
  };

  it('a plausible measurement of the very cell is the answer, with its source', () => {
    const model = textEstimates(j, card, CALIBRATION).decode_tok_s?.value ?? 0;
    const tok_s = model * 0.96;
    const { decode_tok_s } = textEstimates(j, card, CALIBRATION, [{ ...cell, tok_s }]);
    expect(Math.abs(Math.log((decode_tok_s?.value ?? 0) / tok_s))).toBeLessThan(0.004);
    expect(decode_tok_s?.basis).toBe('measured');
    expect(decode_tok_s?.evidence).toEqual(['a-source']);
  });
  it('a lone one far from the model corrects it a little, and is named; many testers win', () => {
    const model = textEstimates(j, card, CALIBRATION).decode_tok_s;
    const half = { ...cell, tok_s: (model?.value ?? 0) / 2 };
    const told = (sources: number) =>
      textEstimates(j, card, CALIBRATION, [{ ...half, sources }]).decode_tok_s;
    expect(told(1)?.basis).toBe(model?.basis);
    expect(told(1)?.evidence).toEqual([...(model?.evidence ?? []), 'a-source']);
    expect((told(1)?.value ?? 0) / (model?.value ?? 0)).toBeGreaterThan(0.95);
    expect((told(1)?.value ?? 0) / (model?.value ?? 0)).toBeLessThan(1);
    expect(told(50)).toMatchObject({ basis: 'measured', evidence: ['a-source'] });
    expect((told(50)?.value ?? 0) / half.tok_s).toBeLessThan(1.4);
  });

  it('what choices are made by is what one user sees and waits for', () => {
    for (const users of [1, 4]) {
      const crowd = { ...j, users };
      const { decode_tok_s, ttft_s, unknown, estimates } = textRates(crowd, card, CALIBRATION);
      const told = estimates();
      expect(decode_tok_s).toBe(told.decode_tok_s?.value);
      expect(ttft_s).toBe(told.ttft_s?.value);
      expect([unknown, told.unknown]).toEqual([[], []]);
      expect(told.throughput_tok_s?.value).toBeCloseTo(users * (decode_tok_s ?? 0), 9);
    }
  });

  it('a cell at another depth is carried there by the model; far away it says nothing', () => {
    const there = textEstimates({ ...j, depth: 364 }, card, CALIBRATION).decode_tok_s?.value ?? 0;
    const deeper = { ...cell, depth: 300, tok_s: there };
    const carried = textEstimates(j, card, CALIBRATION, [deeper]).decode_tok_s;
    expect(carried?.basis).toBe('measured');
    expect(carried?.value).toBeGreaterThan(there);
    const far = textEstimates(j, card, CALIBRATION, [{ ...cell, depth: 64_000 }]).decode_tok_s;
    expect(far?.basis).toBe('calibrated');
    expect(far?.value).toBe(textEstimates(j, card, CALIBRATION).decode_tok_s?.value);
  });

  it.each([
    { quant: 'q8_0' },
    { engine: 'vllm' as const },
    { backend: 'vulkan' as const },
    { concurrency: 4 },
    { offload: 'experts' as const },
    { nodes: 2 },
  ])('a cell of another %o is no measurement of this one', (other) => {
    expect(textEstimates(j, card, CALIBRATION, [{ ...cell, ...other }]).decode_tok_s?.basis).toBe(
      'calibrated',
    );
  });

  describe('layers split over two cards', () => {
    const two = { ...card, count: 2, split: 'layer' as const };
    const at = (cells: Cell[], alone: Cell[], on: Machine = two) =>
      textEstimates(j, on, CALIBRATION, cells, alone).decode_tok_s;
    const modelled = at([], [])?.value ?? 0;

    it('are corrected as one card is that somebody measured, and never outrun it', () => {
      const one = (cells: Cell[]) => textEstimates(j, card, CALIBRATION, cells).decode_tok_s?.value ?? 0;
      for (const tok_s of [60, 123.4, 200]) {
        const told = at([], [{ ...cell, tok_s, sources: 9 }]);
        expect(told?.value).toBeCloseTo((modelled * one([{ ...cell, tok_s, sources: 9 }])) / one([]), 6);
        expect(told?.value).toBeLessThan(one([{ ...cell, tok_s, sources: 9 }]));
        expect(told?.basis).toBe('calibrated');
        expect(told?.evidence).toContain('a-source');
      }
    });
    it('were measured themselves: then that is the answer', () => {
      const both = { ...cell, split: 'layer' as const, tok_s: modelled };
      expect(at([both], [cell])).toMatchObject({ basis: 'measured', evidence: ['a-source'] });
      expect(at([both], [cell])?.value).toBeCloseTo(modelled, 6);
    });
    it('are another thing than tensors split over them', () => {
      const tensor = { ...two, split: 'tensor' as const };
      expect(at([], [cell], tensor)).toEqual(at([], [], tensor));
    });
  });

  it('less evidence means a wider interval: a chip nobody measured against one that many did', () => {
    const unknown = { ...device('rtx-3090'), id: 'never-measured', family: 'never-measured' };
    const known = textEstimates(j, card, CALIBRATION).decode_tok_s;
    const guess = textEstimates(j, machine(unknown), CALIBRATION).decode_tok_s;
    if (!known || !guess) throw new Error('no estimate');
    expect(guess.basis).toBe('modelled');
    expect(guess.high / guess.low).toBeGreaterThan(known.high / known.low);
  });

  it('a 3090 decodes an 8B at 4 bit about as fast as everybody measures: 100 to 160 tok/s', () => {
    const { decode_tok_s } = textEstimates(j, card, CALIBRATION);
    expect(decode_tok_s?.value).toBeGreaterThan(100);
    expect(decode_tok_s?.value).toBeLessThan(160);
    expect(decode_tok_s?.bound_by).toBe('bandwidth');
  });
});
