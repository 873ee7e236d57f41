import { describe, expect, it } from 'vitest';
import { handedOverTtft, handOverTime } from '../../../../src/perf/speed/hand-over.ts';
import type { Estimate } from '../../../../src/schema/estimate.ts';

describe('a prompt read on one machine for another', () => {
  const link = { cache_bytes: 9e9, link_bytes_s: 1e9, layers: 10 };
  it('hides all but a layer of the shorter of reading and sending', () => {
    // Ten seconds on a wire that gives nine tenths.
    expect(handOverTime(link, 20)).toEqual({ transfer_s: 10, exposed_s: 1 });
    expect(handOverTime(link, 5)).toEqual({ transfer_s: 10, exposed_s: 5.5 });
    expect(handOverTime({ ...link, layers: 0 }, 20).exposed_s).toBe(10);
  });
  it('waits for both, and is bound by the link where that takes longer than reading', () => {
    const read = (value: number): Estimate => ({
      low: value / 2,
      value,
      high: 2 * value,
      unit: 's',
      basis: 'measured',
      evidence: ['e'],
      bound_by: 'compute',
    });
    expect(handedOverTtft({ ...link, first_token_s: read(20) })).toEqual({
      low: 11,
      value: 21,
      high: 41,
      unit: 's',
      basis: 'modelled',
      evidence: ['e'],
      bound_by: 'compute',
    });
    expect(handedOverTtft({ ...link, first_token_s: read(5) })).toMatchObject({
      value: 10.5,
      bound_by: 'link',
    });
    expect(handedOverTtft({ ...link, layers: 1, first_token_s: read(10) }).bound_by).toBe('compute');
  });
});
