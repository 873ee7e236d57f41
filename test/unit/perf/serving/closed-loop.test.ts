import { describe, expect, it } from 'vitest';
import { closedLoop, mostUsers } from '../../../../src/perf/serving/closed-loop.ts';

describe('users who never pause', () => {
  const cost = { prompt_s: 2, start_s: 0.5, decode_tok_s: 10, output_tokens: 120, users: 4 };
  it("share the steps and wait for each other's prompts", () => {
    // 120 tokens at 40 together: 3 s and a prompt of 2 s per request; two fifths of the time go into prompts.
    const load = closedLoop(cost);
    expect(load.requests_per_s).toBeCloseTo(0.2, 12);
    expect(load.ttft_s).toBeCloseTo(0.5 + 2 * (1 + 3 * 0.4), 12);
    expect(load.rush_ttft_s).toBe(8.5);
    expect(load.answer_s).toBeCloseTo(20, 12);
    expect(load.total_tok_s).toBeCloseTo(24, 12);
  });
  it('alone wait for nobody', () => {
    expect(closedLoop({ ...cost, users: 1 })).toMatchObject({ ttft_s: 2.5, rush_ttft_s: 2.5 });
  });
  it.each([
    [100, 0, 0],
    [100, 1, 1],
    [100, 7, 7],
    [100, 8, 8],
    [100, 63, 63],
    [100, 100, 100],
    [100, 1000, 100],
    [5, 1000, 5],
    [8, 1000, 8],
    [1, 1000, 1],
  ])('of at most %i, as many as %i are kept happy: %i', (limit, holds, most) => {
    expect(mostUsers(limit, (n) => n <= holds)).toBe(most);
  });
});
