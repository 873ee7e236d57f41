import { describe, expect, it } from 'vitest';
import { estimateOne } from '../../../../src/recommend/estimate/estimate-one.ts';
import type { EstimateQuestion } from '../../../../src/recommend/estimate/question.ts';
import { estimateTarget } from '../../../../src/recommend/estimate/target.ts';
import { usersThatFit } from '../../../../src/recommend/estimate/users-that-fit.ts';
import { makeTextPerformer } from '../../../../src/recommend/perform/text.ts';
import type { WorkloadNeed } from '../../../../src/schema/document.ts';
import type { EstimateDocument } from '../../../../src/schema/estimate-document.ts';
import { CATALOG } from '../../../fixtures/built-in-data.ts';

const question = (system: string, model: string, users: number): EstimateQuestion => {
  const target = estimateTarget('system', system, 1, CATALOG);
  const found = CATALOG.models[model];
  if (!target || !found) throw new Error(`no ${system} or ${model}`);
  return {
    ...{ target, model: found, users, quant: null, engine: null, backend: null, split: null },
    ...{ depth: 0, prompt_tokens: 512, modelOnly: false },
  };
};

describe('the depth of an estimate', () => {
  const engine = 'vllm' as const;
  const at = (users: number, depth: number) =>
    estimateOne({ ...question('rig-1x-rtx-pro-5000-72', 'qwen3.8-27b', users), engine, depth }, CATALOG);
  it('is what every user holds, in memory as in decode', () => {
    const [one, eight] = [at(1, 65_536), at(8, 65_536)];
    if (!one || !eight) throw new Error('no estimate');
    expect(eight.footprint.kv_gib).toBeCloseTo(8 * one.footprint.kv_gib, 2);
    expect(eight.footprint.max_context).toBeLessThan(one.footprint.max_context ?? 0);
    expect(eight.footprint).not.toHaveProperty('usual_depth');
  });
  it('does not fit where the caches of all do not, and it is known how many do', () => {
    const d = at(20, 65_536);
    if (!d) throw new Error('no estimate');
    expect(d.footprint.footprint_gib).toBeGreaterThan(d.footprint.usable_gib);
    const q = { ...question('rig-1x-rtx-pro-5000-72', 'qwen3.8-27b', 20), engine, depth: 65_536 };
    const most = usersThatFit(q, d, CATALOG);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThan(20);
    const whole = (users: number) => at(users, 65_536)?.footprint.status;
    expect(['comfortable', 'tight']).toContain(whole(most));
    expect(['offload', 'no']).toContain(whole(most + 1));
  });
});

/** Whether the format keeps the model what it is. */
function keeps(d: EstimateDocument): boolean {
  const quant = Object.values(CATALOG.quants).find(({ id, name }) => [id, name].includes(d.model.quant));
  if (!quant) throw new Error(`no format ${d.model.quant}`);
  return quant.quality_loss <= CATALOG.scoring.constants.acceptable_quality_loss.value;
}

describe('a format that is left to us', () => {
  const on16Gb = (quant: string | null) =>
    estimateOne(
      {
        ...question('rig-1x-rtx-5060-ti-16', 'qwen3.6-35b-a3b', 1),
        quant: CATALOG.quants[quant ?? ''] ?? null,
      },
      CATALOG,
    );
  it('keeps the model what it is, with experts in main memory before a smaller one that fits', () => {
    const [ours, squeezed] = [on16Gb(null), on16Gb('ud-q2_k_xl')];
    if (!ours || !squeezed) throw new Error('no estimate');
    expect(squeezed.footprint.status).toBe('comfortable');
    expect(keeps(squeezed)).toBe(false);
    expect(ours.footprint.status).toBe('offload');
    expect(keeps(ours)).toBe(true);
  });
});

describe('engine and backend that are left to us', () => {
  const perform = makeTextPerformer(CATALOG, CATALOG.date, []);
  // One in ten of what is sold, by the letters of its id: a machine that joins the data moves no other in or out.
  const letters = (id: string) => [...id].reduce((sum, c) => sum + c.charCodeAt(0), 0);
  const systems = Object.values(CATALOG.systems).filter((s) => !s.generic);
  const cells = systems
    .filter(({ id }) => letters(id) % 10 === 0)
    .flatMap(({ id }) =>
      ['gpt-oss-20b', 'qwen3-32b'].flatMap((model) => [1, 8].map((users) => [id, model, users] as const)),
    );
  it('are those of a recommendation for that chat', () => {
    const compared = cells.flatMap(([id, model, users]) => {
      const asked = { ...question(id, model, users), depth: 1500, prompt_tokens: 500 };
      const ours = estimateOne(asked, CATALOG);
      const { system } = asked.target;
      const chat: WorkloadNeed = {
        ...{ id: 'chat', share: 1, models: [model], quant: null, context: 2128, prompt_tokens: 2000 },
        ...{ cached_share: 0.75, output_tokens: 128, users, method: null, train_tokens: null },
        sequence_length: null,
      };
      const theirs = perform(system, system.os, chat).performance;
      // Recommendations also run copies side by side, and shrink the cache to keep a format.
      const alike = !theirs.copies && theirs.speed && theirs.model?.quant === ours?.model.quant;
      const way = (d: { engine: string | null; backend: string | null } | null) =>
        `${id}: ${d?.engine} ${d?.backend}`;
      return alike ? [[way(ours), way(theirs)]] : [];
    });
    expect(compared.length).toBeGreaterThan(cells.length / 2);
    // Half an answer more in the cache decides between two ways that are as good.
    const differ = compared.filter(([ours, theirs]) => ours !== theirs);
    expect(differ.length, differ.join('; ')).toBeLessThan(0.02 * compared.length);
  });
});

describe('a speed that nobody can tell', () => {
  it('has no terms either', () => {
    const target = estimateTarget('device', 'tenstorrent-p150a', 1, CATALOG);
    const model = CATALOG.models['llama-3.1-8b'];
    if (!target || !model) throw new Error('no such card or model');
    const d = estimateOne({ ...question('rig-1x3090', model.id, 1), target, engine: 'vllm' }, CATALOG);
    expect(d).toMatchObject({ decode_tok_s: null, breakdown: { decode: null, prefill: null } });
    expect(d?.footprint.status).toBe('comfortable');
    expect(d?.unknown).not.toEqual([]);
  });
});
