import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedLoop, mostUsers } from '../../src/perf/serving/closed-loop.ts';
import './runs.ts';

const cost = fc.record({
  prompt_s: fc.double({ min: 0.001, max: 60, noNaN: true }),
  start_s: fc.double({ min: 0.001, max: 1, noNaN: true }),
  decode_tok_s: fc.double({ min: 0.5, max: 300, noNaN: true }),
  output_tokens: fc.integer({ min: 1, max: 5000 }),
  users: fc.integer({ min: 1, max: 200 }),
});
const EPSILON = 1e-9;

describe('a machine whose users are all active', () => {
  it('serves one user as one user is served', () => {
    fc.assert(
      fc.property(cost, (c) => {
        const load = closedLoop({ ...c, users: 1 });
        expect(load.answer_s).toBeCloseTo(c.prompt_s + c.output_tokens / c.decode_tok_s, 6);
        expect(load.ttft_s).toBeCloseTo(c.start_s + c.prompt_s, 9);
      }),
    );
  });
  it('finishes as many requests as its users wait for (Little)', () => {
    fc.assert(
      fc.property(cost, (c) => {
        const load = closedLoop(c);
        expect(load.requests_per_s * load.answer_s).toBeCloseTo(c.users, 6);
      }),
    );
  });
  it('makes a prompt wait at least for itself and at most for everybody', () => {
    fc.assert(
      fc.property(cost, (c) => {
        const load = closedLoop(c);
        expect(load.ttft_s).toBeGreaterThanOrEqual((c.start_s + c.prompt_s) * (1 - EPSILON));
        expect(load.ttft_s).toBeLessThanOrEqual(load.rush_ttft_s * (1 + EPSILON));
      }),
    );
  });
  it('writes no more than it decodes', () => {
    fc.assert(
      fc.property(cost, (c) => {
        const load = closedLoop(c);
        expect(load.total_tok_s).toBeLessThanOrEqual(c.decode_tok_s * c.users * (1 + EPSILON));
      }),
    );
  });
});

describe('the largest number for which something holds', () => {
  it('is found as counting would find it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 512 }), (last, limit) => {
        expect(mostUsers(limit, (n) => n <= last)).toBe(Math.min(last, limit));
      }),
    );
  });
});
