import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { usersEach } from '../../../src/recommend/copies.ts';
import { closedLoopOf } from '../../../src/recommend/outlook/request-load.ts';
import { recommend } from '../../../src/recommend/recommend.ts';
import { setupsFor } from '../../../src/recommend/setups.ts';
import { mini, said, systemOf, TODAY } from '../../fixtures/mini-catalog.ts';

const copies = (id: string, users: number) =>
  setupsFor(systemOf(id), ['linux'], 'text', users, mini).filter((s) => s.copies > 1);

describe('copies of a model on equal devices', () => {
  it('are tried where several users share several devices, and for nobody alone', () => {
    expect(copies('tower-2x24', 8).length).toBeGreaterThan(0);
    expect(copies('pair-cuda', 8).length).toBeGreaterThan(0);
    expect(copies('tower-2x24', 1)).toEqual([]);
    expect(copies('tower-1x24', 8)).toEqual([]);
  });
  it('split nothing and have a share of the memory each', () => {
    for (const s of copies('tower-2x24', 8)) {
      const whole = setupsFor(systemOf('tower-2x24'), ['linux'], 'text', 8, mini).find(
        (w) => w.copies === 1 && w.engine === s.engine && w.backend === s.backend,
      );
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
  it('do together what each does with its share of the users', () => {
    const cost = { prompt_s: 1, start_s: 0.1, decode_tok_s: 20, output_tokens: 200, users: 4 };
    const one = closedLoopOf(1, cost);
    const two = closedLoopOf(2, { ...cost, users: 8 });
    expect(two.total_tok_s).toBeCloseTo(2 * one.total_tok_s, 9);
    expect(two.requests_per_s).toBeCloseTo(2 * one.requests_per_s, 9);
    expect(two).toMatchObject({ ttft_s: one.ttft_s, answer_s: one.answer_s });
  });
  it('bear at least twice the users of one device, though splitting over two slow links bears fewer', () => {
    const served = recommend(
      said({ workloads: [{ id: 'serving', weight: 1 }], models: ['gpt-oss-120b'], users: 100 }),
      builtInCatalog(),
      { asOf: TODAY, seed: 1 },
    ).ranked;
    const most = (id: string) => {
      const engines = served.find((r) => r.system.id === id)?.workloads[0]?.serving?.engines ?? [];
      return Math.max(...engines.map((e) => e.most_users));
    };
    expect(most('rig-1xpro6000-maxq')).toBeGreaterThan(0);
    expect(most('rig-2x-rtx-pro-6000-maxq')).toBeGreaterThanOrEqual(2 * most('rig-1xpro6000-maxq'));
  });
});
