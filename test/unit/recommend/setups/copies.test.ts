import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../../src/package/load-catalog.ts';
import { closedLoop, type Load, type RequestCost } from '../../../../src/perf/serving/closed-loop.ts';
import { sharedLoad } from '../../../../src/recommend/outlook/request-load.ts';
import { fitTogether, headroomOf, usersEach } from '../../../../src/recommend/setups/copies.ts';
import { reads, setupsFor, setupsReading } from '../../../../src/recommend/setups/setups.ts';
import type { Fit } from '../../../../src/schema/document.ts';
import { answer, mini, systemOf, work } from '../../../fixtures/mini-catalog.ts';

const copies = (id: string, users: number) =>
  setupsFor({ system: systemOf(id), os: ['linux'], purpose: 'text', users }, mini).filter(
    (s) => s.copies > 1,
  );

/** The load of servers that share the users, each at the rate that is told. */
function closedLoopOf(copies: number, cost: RequestCost): Load {
  const load = sharedLoad(copies, cost.users, (users) => closedLoop({ ...cost, users }));
  if (!load) throw new Error('no load');
  return load;
}

describe('copies of a model on equal devices', () => {
  it('are tried where several users share several devices, and for nobody alone', () => {
    expect(copies('tower-2x24', 8).length).toBeGreaterThan(0);
    expect(copies('pair-cuda', 8).length).toBeGreaterThan(0);
    expect(copies('tower-2x24', 1)).toEqual([]);
    expect(copies('tower-1x24', 8)).toEqual([]);
  });
  it('split nothing and have a share of the memory each', () => {
    for (const s of copies('tower-2x24', 8)) {
      const whole = setupsFor(
        { system: systemOf('tower-2x24'), os: ['linux'], purpose: 'text', users: 8 },
        mini,
      ).find((w) => w.copies === 1 && w.engine === s.engine && w.backend === s.backend);
      expect(s).toMatchObject({ copies: 2, split: 'none' });
      expect(s.memory).toMatchObject({ devices: 1, total_gib: (whole?.memory.total_gib ?? 0) / 2 });
      expect(s.on.devices).toEqual([{ ...systemOf('tower-2x24').devices[0], count: 1 }]);
    }
  });
  it('share the users out evenly, and the fullest counts', () => {
    expect(usersEach(8, 2)).toBe(4);
    expect(usersEach(9, 2)).toBe(5);
    expect(usersEach(9, 1)).toBe(9);
  });
  it('of few users leave devices idle rather than share one', () => {
    const numbers = (users: number) =>
      setupsFor(
        {
          system: { ...systemOf('tower-2x24'), devices: [{ device: 'card-24', count: 4 }], memory_gb: 96 },
          os: ['linux'],
          purpose: 'text',
          users,
        },
        mini,
      ).flatMap((s) => (s.engine === 'llama.cpp' && s.backend === 'cuda' ? [s.copies] : []));
    expect(numbers(2)).toEqual([1, 2]);
    expect(numbers(3)).toEqual([1, 2, 4]);
    expect(numbers(9)).toEqual([1, 2, 4]);
  });
  it('have whole machines where machines are joined', () => {
    for (const s of copies('pair-cuda', 8)) expect(s.on).toMatchObject({ nodes: 1, memory_gb: 128 });
  });
  it('are not brought to one user by a format that only batching engines read', () => {
    const paged = Object.values(mini.quants).find(
      (q) => reads('vllm', q, mini) && !reads('llama.cpp', q, mini),
    );
    const ways = (users: number) =>
      setupsReading(paged ?? null, { system: systemOf('tower-2x24'), os: ['linux'], users }, mini).map(
        (s) => s.copies,
      );
    expect(ways(1).length).toBeGreaterThan(0);
    expect(Math.max(...ways(1))).toBe(1);
    expect(Math.max(...ways(2))).toBe(2);
  });
  it('do together what each does with its share of the users, waiting told of the fullest', () => {
    const cost = { prompt_s: 1, start_s: 0.1, decode_tok_s: 20, output_tokens: 200, users: 4 };
    const one = closedLoopOf(1, cost);
    const two = closedLoopOf(2, { ...cost, users: 8 });
    expect(two.total_tok_s).toBeCloseTo(2 * one.total_tok_s, 9);
    expect(two.requests_per_s).toBeCloseTo(2 * one.requests_per_s, 9);
    expect(two).toMatchObject({ ttft_s: one.ttft_s, answer_s: one.answer_s });
    // Nine at four: one server of three and three of two.
    const [of2, of3] = [2, 3].map((users) => closedLoopOf(1, { ...cost, users }));
    const nine = closedLoopOf(4, { ...cost, users: 9 });
    expect(nine.requests_per_s).toBeCloseTo((of3?.requests_per_s ?? 0) + 3 * (of2?.requests_per_s ?? 0), 9);
    expect(nine.ttft_s).toBe(of3?.ttft_s);
    // Two at four: two servers idle.
    expect(closedLoopOf(4, { ...cost, users: 2 }).requests_per_s).toBeCloseTo(
      2 * closedLoopOf(1, { ...cost, users: 1 }).requests_per_s,
      9,
    );
  });
  it('never do less for one user more', () => {
    const cost = { prompt_s: 2, start_s: 0.02, decode_tok_s: 50, output_tokens: 100 };
    const rates = Array.from(
      { length: 20 },
      (_, i) => closedLoopOf(4, { ...cost, users: i + 1 }).requests_per_s,
    );
    for (const [i, rate] of rates.entries()) expect(rate).toBeGreaterThanOrEqual(rates[i - 1] ?? 0);
  });
  it('fill the machine together, and leave the room that one model split over it would', () => {
    const fit: Fit = {
      status: 'comfortable',
      footprint_gib: 15,
      weights_gib: 10,
      kv_gib: 4,
      buffers_gib: 1,
      usable_gib: 20,
      kv_type: 'f16',
      max_context: 9000,
    };
    expect(fitTogether(fit, 2)).toMatchObject({
      footprint_gib: 30,
      weights_gib: 20,
      usable_gib: 40,
      max_context: 9000,
    });
    expect(headroomOf(fit, 1)).toBeCloseTo(20 / 15, 12);
    expect(headroomOf(fit, 2)).toBeCloseTo(40 / 20, 12);
  });
  it('bear at least twice the users of one device, though splitting over two slow links bears fewer', () => {
    const asked = { ...work('serving'), models: ['gpt-oss-120b'], users: 100 };
    const served = answer(asked, builtInCatalog()).ranked;
    const most = (id: string) => {
      const engines = served.find((r) => r.system.id === id)?.workloads[0]?.serving?.engines ?? [];
      return Math.max(...engines.map((e) => e.most_users));
    };
    expect(most('rig-1xpro6000-maxq')).toBeGreaterThan(0);
    expect(most('rig-2x-rtx-pro-6000-maxq')).toBeGreaterThanOrEqual(2 * most('rig-1xpro6000-maxq'));
  });
});
