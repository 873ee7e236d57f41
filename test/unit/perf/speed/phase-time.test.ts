import { describe, expect, it } from 'vitest';
import { DECODE_TERMS } from '../../../../src/perf/speed/decode-terms.ts';
import type { TextJob } from '../../../../src/perf/speed/job.ts';
import {
  boundBy,
  decodeTime,
  phaseTime,
  prefillTime,
  requestSeconds,
  secondsThen,
  settingOf,
} from '../../../../src/perf/speed/phase-time.ts';
import { PREFILL_TERMS } from '../../../../src/perf/speed/prefill-terms.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import type { Phase } from '../../../../src/schema/vocabulary.ts';
import {
  card,
  decodeSeconds,
  job,
  llama,
  on,
  plain,
  prefillSeconds,
  settled,
} from '../../../fixtures/unfitted-parts.ts';

describe('the time of a phase', () => {
  it('is the sum of its terms where nothing is fitted', () => {
    for (const over of [{}, { users: 4 }] as Partial<TextJob>[]) {
      expect(decodeTime(job(over), on(), settled()).seconds).toBeCloseTo(decodeSeconds(job(over), on()), 12);
      expect(prefillTime(job(over), on(), settled()).seconds).toBeCloseTo(
        prefillSeconds(job(over), on()),
        12,
      );
    }
  });
  it('leaves the cost of the request to itself', () => {
    expect(requestSeconds(settled())).toBeCloseTo(0.01, 12);
    expect(
      prefillTime(job(), on(), settled()).terms[PREFILL_TERMS.findIndex((t) => t.id === 'request')],
    ).toBe(0);
  });
  it('is bound by what takes most of it', () => {
    const terms = (id: string) => DECODE_TERMS.map((t) => (t.id === id ? 2 : t.id === 'step' ? 1 : 0));
    expect(
      ['weights', 'unpack', 'hops', 'host', 'layers'].map((id) => boundBy(DECODE_TERMS, terms(id))),
    ).toEqual(['bandwidth', 'compute', 'link', 'host', 'overhead']);
    // Two halves of one bound outweigh a larger single term.
    expect(
      boundBy(
        DECODE_TERMS,
        DECODE_TERMS.map((t) => (t.id === 'weights' || t.id === 'cache' ? 2 : t.id === 'host' ? 3 : 0)),
      ),
    ).toBe('bandwidth');
    expect(
      boundBy(
        DECODE_TERMS,
        DECODE_TERMS.map(() => 0),
      ),
    ).toBe('bandwidth');
  });
  it('is unknown without bandwidth, architecture, throughput or the host of weights', () => {
    const without = (part: object) => on({ device: { ...card, ...part } });
    expect(settingOf(job(), without({ memory: {} }), plain())).toBe('unknown_bandwidth');
    const { architecture: _, ...bare } = llama;
    expect(settingOf(job({ model: bare as TextModel }), on(), plain())).toBe('unknown_architecture');
    const odd = on({
      device: { ...card, compute: { fp16_acc32_tflops: 100 }, memory: { bandwidth_gb_s: 0 } },
    });
    expect(settingOf(job(), odd, plain())).toBe('unknown_bandwidth');
    expect(settingOf(job({ offload: { kind: 'experts', share: 0.1 } }), on(), plain())).toBe(
      'unknown_host_bandwidth',
    );
    expect(settingOf(job({ offload: { kind: 'experts', share: 0 } }), on(), plain())).not.toBeTypeOf(
      'string',
    );
    expect(settingOf(job({ offload: { kind: 'none', share: 1 } }), on(), plain())).not.toBeTypeOf('string');
    const host = { bytes_s: 1e11, pcie_bytes_s: null };
    expect(settingOf(job({ offload: { kind: 'experts', share: 1 } }), on({ host }), plain())).not.toBeTypeOf(
      'string',
    );
  });
});

describe('a quantised cache', () => {
  it('gives back a part of what it saves in bytes, where caches are read', () => {
    const c = plain({ parameters: { cache_format: { stack: { 'llama.cpp/cuda': [0.25, 1] } } } });
    const termsAt = (kv_bytes_per_value: number) => {
      const deep = job({ depth: 32768, kv_bytes_per_value });
      return decodeTime(deep, on(), settled(deep, on(), c)).terms;
    };
    const ratio = (id: string) => {
      const i = DECODE_TERMS.findIndex((t) => t.id === id);
      return (termsAt(0.5)[i] ?? Number.NaN) / (termsAt(2)[i] ?? Number.NaN);
    };
    // A quarter of the bytes, less the fourth root of four.
    expect(ratio('cache')).toBeCloseTo(0.25 * 4 ** 0.25, 9);
    expect(ratio('weights')).toBe(1);
  });
});

describe('software of an earlier day', () => {
  const c = plain({
    parameters: {
      prefill_age: { all: { all: [0.1, 1] } },
      attention_age: { stack: { 'llama.cpp/cuda': [0.5, 1] } },
      cache_age: { stack: { 'llama.cpp/cuda': [0.3, 1] } },
    },
  });
  const deep = job({ prompt_tokens: 512, cached_tokens: 32768, depth: 32768 });
  const at = settled(deep, on(), c);
  const grown = (phase: Phase, id: string): number => {
    const list = phase === 'decode' ? DECODE_TERMS : PREFILL_TERMS;
    const i = list.findIndex((t) => t.id === id);
    const of = (age: number) => phaseTime(phase, deep, on(), at, age).terms[i] ?? Number.NaN;
    return Math.log(of(2) / of(0));
  };

  it('was slower at attention than at the rest', () => {
    expect(grown('prefill', 'attention')).toBeCloseTo(1, 9);
    expect(grown('prefill', 'matmul')).toBeCloseTo(0, 9);
    expect(grown('decode', 'cache')).toBeCloseTo(0.6, 9);
    expect(grown('decode', 'weights')).toBeCloseTo(0, 9);
  });
  it('was slower by both together', () => {
    const then = secondsThen('prefill', deep, on(), at, { age: 2, youth: 0 });
    expect(then / phaseTime('prefill', deep, on(), at, 2).seconds).toBeCloseTo(Math.exp(0.2), 9);
    expect(secondsThen('prefill', deep, on(), at, { age: 0, youth: 0 })).toBe(
      phaseTime('prefill', deep, on(), at).seconds,
    );
  });
});
