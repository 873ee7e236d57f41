import { describe, expect, it } from 'vitest';
import { replayRate } from '../../../../src/perf/calibration/replay.ts';
import { causesOf } from '../../../../src/perf/standing/causes.ts';
import { type Compared, ratioOf, standings } from '../../../../src/perf/standing/standing.ts';
import type { Backend, Phase } from '../../../../src/schema/vocabulary.ts';
import { CALIBRATION, device, format, job, machine, textModel } from '../../../fixtures/speed-parts.ts';

const card = device('rtx-3090');
const model = textModel('llama-3.1-8b');
const quant = format('q4_k_m');
const TODAY = '2026-11-20';

interface Row {
  readonly phase?: Phase;
  /** Measured over expected. */
  readonly ratio?: number;
  readonly note?: string;
  readonly date?: string;
  readonly spread?: number | null;
  readonly depth?: number;
  readonly cached?: number;
  readonly count?: number;
  readonly on?: ReturnType<typeof device>;
  readonly low?: number;
  readonly high?: number;
}

function compared(row: Row = {}): Compared {
  const { phase = 'decode', ratio = 1, depth = 64, cached = 0, count = 1, on = card } = row;
  const observed = {
    measurement: { phase, note: row.note ?? '', date: row.date ?? TODAY },
    job: job(model, quant, { depth, cached_tokens: cached }),
    machine: machine(on, { count }),
    shape: null,
    age: 0,
    youth: 0,
    whole_request: false,
  };
  return {
    observed: observed as unknown as Compared['observed'],
    measured: 100 * ratio,
    expected: { low: row.low ?? 90, value: 100, high: row.high ?? 120 } as Compared['expected'],
    spread: row.spread === undefined ? 0 : row.spread,
  };
}
const told = (o: Compared['observed']) => replayRate(o, CALIBRATION);
const causes = (rows: readonly Row[], others: readonly Backend[] = []) => {
  const all = rows.map(compared);
  return causesOf(all, standings(all), told, () => others, TODAY);
};
const codes = (...rows: Row[]) => causes(rows).map((c) => c.code);
const slow = { ratio: 0.5 };

describe('the standing of a machine', () => {
  it('is measured over expected', () => expect(ratioOf(compared({ ratio: 0.7 }))).toBeCloseTo(0.7, 12));

  it('is the median of its rows against the middle of their ranges, by phase', () => {
    const rows = [
      compared({ ratio: 0.7, low: 80, high: 110 }),
      compared({ ratio: 0.95, low: 90, high: 120 }),
      compared({ ratio: 2, low: 95, high: 130 }),
      compared({ phase: 'prefill', ratio: 1.5 }),
    ];
    expect(standings(rows)).toEqual([
      { phase: 'decode', n: 3, ratio: 0.95, low: 0.9, high: 1.2, standing: 'as_expected' },
      { phase: 'prefill', n: 1, ratio: 1.5, low: 0.9, high: 1.2, standing: 'fast' },
    ]);
    expect(standings([])).toEqual([]);
  });

  it.each([
    [0.89, 'slow'],
    [0.9, 'as_expected'],
    [1.2, 'as_expected'],
    [1.21, 'fast'],
  ])('at %f of the expectation is %s', (ratio, standing) => {
    expect(standings([compared({ ratio })])[0]?.standing).toBe(standing);
  });
});

describe('what lies behind it', () => {
  it('is nothing for a machine that stands as it should', () => {
    expect(codes({ ratio: 0.92 }, { phase: 'prefill', ratio: 1 })).toEqual([]);
    expect(codes({ ratio: 0.919 })).not.toEqual([]);
  });

  it('is newer software where one phase is faster than expected and none asks a question', () => {
    expect(causes([{ ratio: 1.3 }, { phase: 'prefill', ratio: 0.95 }])).toEqual([
      { code: 'newer_software', certain: false, args: {} },
    ]);
    expect(codes({ ratio: 1.3 }, { phase: 'prefill', ratio: 0.8 })).not.toContain('newer_software');
    expect(codes({ ratio: 1.1 }, { phase: 'prefill', ratio: 1 })).toEqual([]);
  });

  it('is what the run itself says, for certain', () => {
    const first = (note: string) => causes([{ ...slow, note }])[0];
    expect(first('fa=0 ub=512')).toEqual({ code: 'flash_attention_off', certain: true, args: {} });
    expect(first('ub=256')).toEqual({ code: 'small_micro_batch', certain: true, args: { tokens: 256 } });
    expect(first('kv=q8_0')).toEqual({ code: 'quantised_cache', certain: true, args: { type: 'q8_0' } });
    expect(codes({ ...slow, note: 'fa=1 ub=512 kv=f16' })).toEqual(['memory_speed']);
    expect(codes({ ...slow, note: 'ub=2048' })).toEqual(['memory_speed']);
    expect(codes({ ...slow, note: 'my-fa=0' })).toEqual(['memory_speed']);
    expect(
      causes([
        { ...slow, note: 'ub=128' },
        { ...slow, note: 'ub=64' },
      ])[0]?.args,
    ).toEqual({ tokens: 64 });
  });

  it('is only looked for in the phase that is slow', () => {
    expect(codes({ ratio: 1, note: 'fa=0' }, { phase: 'prefill', ratio: 0.5 })).toEqual(['power_limit']);
  });

  it('may be a build of more than half a year ago', () => {
    expect(causes([{ ...slow, date: '2026-05-23' }])[0]).toEqual({
      code: 'old_build',
      certain: true,
      args: { days: 181 },
    });
    expect(codes({ ...slow, date: '2026-05-24' })).toEqual(['memory_speed']);
  });

  it('may be repeats that differ by more than a quiet machine does', () => {
    expect(
      causes([
        { ...slow, spread: 0.2 },
        { ...slow, spread: 0.01 },
      ])[0],
    ).toEqual({
      code: 'uneven_runs',
      certain: true,
      args: { spread: 0.2 },
    });
    expect(codes({ ...slow, spread: 0.05 }, { ...slow, spread: null })).toEqual(['memory_speed']);
  });

  it('is memory where only generating is slow, and power where reading prompts is as slow', () => {
    expect(causes([slow])).toEqual([{ code: 'memory_speed', certain: false, args: { kind: 'vram' } }]);
    expect(causes([{ ...slow, on: device('ryzen-ai-max-395') }])[0]?.args).toEqual({ kind: 'unified' });
    const watts = card.power.limit_w ? { limit_w: card.power.limit_w } : {};
    expect(causes([slow, { phase: 'prefill', ratio: 0.58 }])).toEqual([
      { code: 'power_limit', certain: false, args: watts },
    ]);
    expect(codes(slow, { phase: 'prefill', ratio: 0.59 })).toEqual(['memory_speed']);
    expect(codes({ phase: 'prefill', ratio: 0.5 })).toEqual(['power_limit']);
    const unlimited = { ...card, power: {} } as typeof card;
    expect(causes([{ phase: 'prefill', ratio: 0.5, on: unlimited }])[0]?.args).toEqual({});
  });

  it('grows with depth where deep rows stand much lower', () => {
    const deep = { depth: 4096 };
    expect(codes({ ratio: 0.9 }, { ...deep, ratio: 0.7 }, { ...deep, ratio: 0.7 })).toContain(
      'grows_with_depth',
    );
    expect(codes({ ratio: 0.9 }, { cached: 4096, ratio: 0.7 })).toContain('grows_with_depth');
    expect(codes({ ratio: 0.8 }, { ...deep, ratio: 0.65 })).not.toContain('grows_with_depth');
    expect(codes({ ratio: 0.9 }, { depth: 4095, ratio: 0.5 })).not.toContain('grows_with_depth');
    expect(codes({ ...deep, ratio: 0.5 })).not.toContain('grows_with_depth');
    expect(codes({ ...deep, ratio: 0.9 }, { ratio: 0.5 })).not.toContain('grows_with_depth');
  });

  it('is certain of what the run shows', () => {
    expect(causes([{ ratio: 0.9 }, { depth: 4096, ratio: 0.7 }])).toContainEqual({
      code: 'grows_with_depth',
      certain: true,
      args: {},
    });
  });

  it('may be the link between several devices', () => {
    expect(causes([{ ...slow, count: 2 }])).toContainEqual({
      code: 'link_between_devices',
      certain: false,
      args: {},
    });
    expect(codes(slow)).not.toContain('link_between_devices');
  });

  it('is no backend that nobody measured on such a machine', () => {
    const rows = [compared({ ratio: 0.5 })];
    const at = (basis: 'modelled' | 'calibrated') =>
      causesOf(
        rows,
        standings(rows),
        (o) => ({ ...(told(o) as NonNullable<ReturnType<typeof told>>), value: 1000, basis }),
        () => ['cuda'],
        TODAY,
      ).map((c) => c.code);
    expect(at('modelled')).not.toContain('other_backend');
    expect(at('calibrated')).toContain('other_backend');
  });

  it('may be the backend, where another promises much more than was measured', () => {
    const found = causes([{ ratio: 0.02 }, { ratio: 0.02 }], ['vulkan', 'cuda']);
    const [best] = found;
    expect(best).toMatchObject({ code: 'other_backend', certain: false, args: { backend: 'cuda' } });
    expect(best?.args['gain']).toBeGreaterThan(1.15);
    // A tenth of what is expected here is a tenth of less on the other: its backend is not what is wrong.
    const far = compared({ ratio: 0.02 });
    const above = [{ ...far, expected: { ...far.expected, value: 1e6, low: 9e5, high: 1.1e6 } }];
    expect(causesOf(above, standings(above), told, () => ['cuda'], TODAY).map((c) => c.code)).not.toContain(
      'other_backend',
    );
    // As measured as it is expected on the other: nothing to gain.
    const fast = compared({ ratio: 0.5 });
    const rows = [
      { ...fast, measured: 1e6, expected: { ...fast.expected, value: 2e6, low: 1.8e6, high: 2.2e6 } },
    ];
    expect(causesOf(rows, standings(rows), told, () => ['cuda'], TODAY).map((c) => c.code)).toEqual([
      'memory_speed',
    ]);
  });
});
