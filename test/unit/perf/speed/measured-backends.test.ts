import { describe, expect, it } from 'vitest';
import { textEstimates } from '../../../../src/perf/speed/estimate-text.ts';
import type { Calibration } from '../../../../src/perf/speed/fitted-values.ts';
import { isMeasuredBackend } from '../../../../src/perf/speed/measured-backends.ts';
import type { Cell } from '../../../../src/schema/catalog.ts';
import { CALIBRATION, device, format, job, machine, textModel } from '../../../fixtures/speed-parts.ts';

describe('a backend that somebody measured', () => {
  const fitted = {
    parameters: { decode_model: { stack: { 'vllm/cuda': [1, 3] } }, weight_stream: { all: { all: [1, 3] } } },
  } as unknown as Calibration;
  it('is one with any engine', () => {
    expect(isMeasuredBackend('cuda', fitted)).toBe(true);
    expect(isMeasuredBackend('tt-metal', fitted)).toBe(false);
  });
  it('is every one before anything is fitted', () =>
    expect(isMeasuredBackend('tt-metal', { parameters: {} } as Calibration)).toBe(true));
});

describe('speeds on a backend that nobody measured', () => {
  const model = textModel('llama-3.1-8b');
  const asked = job(model, format('bf16'), { engine: 'vllm', backend: 'tt-metal', prompt_tokens: 512 });
  const card = machine(device('tenstorrent-p150a'));
  it('are unknown, with what is missing', () =>
    expect(textEstimates(asked, card, CALIBRATION)).toMatchObject({
      ...{ decode_tok_s: null, prefill_tok_s: null, ttft_s: null },
      unknown: ['unmeasured_backend'],
    }));
  it("are known beside a measurement of one's own", () => {
    const own = {
      ...{ engine: 'vllm', backend: 'tt-metal', quant: 'bf16', phase: 'decode', tokens: 128, depth: 0 },
      ...{ concurrency: 1, tok_s: 20, n: 1, split: 'none', nodes: 1, date: '2026-10', source: 'own' },
      ...{ offload: 'none', host: '', sources: 1, own: true },
    } as unknown as Cell;
    expect(textEstimates(asked, card, CALIBRATION, [own]).unknown).toEqual([]);
  });
});
