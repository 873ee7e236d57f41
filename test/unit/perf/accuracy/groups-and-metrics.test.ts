import { describe, expect, it } from 'vitest';
import { byGroup } from '../../../../src/perf/accuracy/evaluate.ts';
import { GROUP_NAMES, GROUPS } from '../../../../src/perf/accuracy/groups.ts';
import { metricsOf } from '../../../../src/perf/accuracy/metrics.ts';
import type { Observation } from '../../../../src/perf/calibration/observation.ts';

const row = ({ count = 1, users = 1, experts = 0, depth = 0, offload = 'none' } = {}): Observation =>
  ({
    machine: { count },
    job: { users, offload: { kind: offload } },
    shape: { experts },
    measurement: { depth },
  }) as unknown as Observation;
const groupsOf = (o: Observation) => GROUP_NAMES.filter((name) => GROUPS[name](o));

describe('groups', () => {
  it.each([
    [row(), ['single_stream', 'dense', 'all']],
    [row({ experts: 8 }), ['single_stream', 'moe', 'all']],
    [row({ depth: 16_383 }), ['single_stream', 'dense', 'all']],
    [row({ depth: 16_384 }), ['single_stream', 'dense', 'deep', 'all']],
    [row({ count: 2, depth: 16_384 }), ['several_devices', 'all']],
    [row({ users: 8, experts: 8, depth: 16_384 }), ['concurrent', 'all']],
    [row({ users: 8, count: 2 }), ['concurrent', 'all']],
    [row({ offload: 'experts', count: 2 }), ['offload', 'all']],
    [row({ offload: 'experts', users: 2 }), ['offload', 'all']],
    [row({ offload: 'experts' }), ['offload', 'all']],
  ])('of row %#', (o, groups) => expect(groupsOf(o)).toEqual(groups));

  it('have metrics only where they have rows', () => {
    const good = { log: 0, inside: true };
    const found = byGroup([
      [row(), good],
      [row({ users: 4 }), good],
    ]);
    expect(Object.keys(found)).toEqual(['single_stream', 'dense', 'concurrent', 'all']);
    expect(found.all?.n).toBe(2);
    expect(found.dense?.n).toBe(1);
  });
});

describe('metrics', () => {
  const times = (factor: number, inside: boolean | null = true) => ({ log: Math.log(factor), inside });
  it('are shares of the measurement, too high as positive, to three digits', () => {
    expect(metricsOf([times(0.8), times(1.1, false), times(1.33333)])).toEqual({
      n: 3,
      mdape: 0.2,
      p90_ape: 0.307,
      bias: 0.1,
      coverage80: 0.667,
    });
  });
  it('know no coverage without intervals, and count only rows that have one', () => {
    expect(metricsOf([times(1, null)]).coverage80).toBeNull();
    expect(metricsOf([times(1, null), times(1, true), times(1, false)]).coverage80).toBe(0.5);
  });
});
