import { describe, expect, it } from 'vitest';
import type { HeldOut } from '../../../../src/perf/calibration/held-out.ts';
import { testerKnown } from '../../../../src/perf/calibration/tester-offset.ts';

const row = (log: number, source = 'a', device = 'card', concurrency = 1): HeldOut =>
  ({
    log,
    observation: {
      measurement: { source, device, count: 1, engine: 'llama.cpp', backend: 'cuda', concurrency },
    },
  }) as unknown as HeldOut;

const logs = (held: readonly HeldOut[]): number[] => testerKnown(held).map((h) => Number(h.log.toFixed(4)));

describe('residuals with the offset of a tester known', () => {
  it('lose what all rows of one machine share, shrunk by one imaginary row without offset', () =>
    expect(logs([row(0.3), row(0.3), row(0.3)])).toEqual([0.1, 0.1, 0.1]));

  it('take the offset from the other rows only', () =>
    expect(logs([row(0), row(0), row(0.9)])).toEqual([-0.3, -0.3, 0.9]));

  it('say nothing of machines with fewer than three rows, and keep testers, devices and batches apart', () => {
    expect(logs([row(0.3), row(0.3)])).toEqual([]);
    expect(
      logs([row(1), row(1), row(1, 'b'), row(1, 'b'), row(1, 'a', 'other'), row(1, 'a', 'card', 8)]),
    ).toEqual([]);
  });
});
