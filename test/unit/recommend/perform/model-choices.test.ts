import { describe, expect, it } from 'vitest';
import { deriveDemand } from '../../../../src/recommend/need.ts';
import { modelChoices } from '../../../../src/recommend/perform/model-choices.ts';
import { quantChoices } from '../../../../src/recommend/perform/quant-choices.ts';
import { type Usable, usefulnessFor } from '../../../../src/recommend/perform/usefulness.ts';
import { recommend } from '../../../../src/recommend/recommend.ts';
import type { TextModel } from '../../../../src/schema/model.ts';
import type { Engine } from '../../../../src/schema/vocabulary.ts';
import { answer, mini, said, TODAY, work } from '../../../fixtures/mini-catalog.ts';

const model = (id: string): TextModel => {
  const found = mini.models[id];
  if (!found) throw new Error(`no model ${id}`);
  return found;
};
const tried = (asOf = TODAY) => modelChoices('chat', mini, asOf).map((c) => c.model.id);

describe('models worth trying when none is named', () => {
  it('are known in quality, and best first', () => {
    expect(tried()).not.toContain('unknown-14b');
    expect(tried()[0]).toBe('giant-1t-a32b');
  });
  it('leave out what a smaller and quicker one beats', () => {
    // The dense 32B is better than the mixture of 30B but not beaten by it, having the higher quality.
    expect(tried()).toEqual(expect.arrayContaining(['moe-120b-a5b', 'dense-32b', 'moe-30b-a3b']));
    const better = { ...model('moe-30b-a3b'), quality: model('moe-120b-a5b').quality };
    const models = { ...mini.models, 'moe-30b-a3b': better };
    const names = modelChoices('chat', { ...mini, models }, TODAY).map((c) => c.model.id);
    expect(names).not.toContain('moe-120b-a5b');
    expect(names).not.toContain('dense-32b');
  });
  it('count from a week after their day', () => {
    const models = { 'dense-32b': { ...model('dense-32b'), released: '2026-04-20' } };
    const on = (day: string) => modelChoices('chat', { ...mini, models }, day).map((c) => c.model.id);
    expect(on('2026-04-26')).toEqual([]);
    expect(on('2026-04-27')).toEqual(['dense-32b']);
  });
  it('are made for the context that is needed', () => {
    const ids = (context: number) => modelChoices('chat', mini, TODAY, context).map((c) => c.model.id);
    expect(ids(40_960)).toContain('dense-32b');
    expect(ids(40_961)).not.toContain('dense-32b');
    // What the short one beat is worth trying again.
    const short = { ...model('moe-30b-a3b'), quality: model('moe-120b-a5b').quality };
    const models = { ...mini.models, 'moe-30b-a3b': short };
    const long = modelChoices('chat', { ...mini, models }, TODAY, 100_000).map((c) => c.model.id);
    expect(long).toContain('moe-120b-a5b');
    expect(long).not.toContain('moe-30b-a3b');
  });
  it('are marked down for doubt', () => {
    const choice = modelChoices('chat', mini, TODAY).find((c) => c.model.id === 'moe-120b-a5b');
    expect(choice?.quality).toBeLessThan(model('moe-120b-a5b').quality?.value ?? 0);
  });
});

describe('more speed than anybody needs', () => {
  const worth = (models: string[], priorities: readonly 'speed'[] = []) => {
    const [need] = deriveDemand(said({ ...work('serving'), users: 10, models }), mini).needs;
    const yardstick = need && usefulnessFor(need, mini, priorities);
    const rest = { ttft_s: 1, quality: 40, params_total_b: 30, capacity: 2 };
    const at = (decode_tok_s: number) => yardstick?.ofModel({ decode_tok_s, ...rest } as Usable) ?? 0;
    return { slow: at(40), fast: at(160) };
  };
  it('is no reason for another model where none is named', () => {
    const { slow, fast } = worth([]);
    expect(fast).toBe(slow);
  });
  it('counts where the model is named, or where speed comes first', () => {
    for (const { slow, fast } of [worth(['moe-30b-a3b']), worth([], ['speed'])])
      expect(fast).toBeGreaterThan(slow);
  });
});

describe('a way to run a model', () => {
  const [need] = deriveDemand(said({ ...work('serving'), users: 8 }), mini).needs;
  const { acceptable_quality_loss } = mini.scoring.constants;
  const rest = { params_total_b: 30, capacity: 2 };
  const ofWay = (decode_tok_s: number, ttft_s: number, loss: number): number => {
    const usable = { ...rest, decode_tok_s, ttft_s, quality: 1400 - loss, format_loss: loss };
    return (need && usefulnessFor(need, mini, []).ofWay(usable as Usable)) ?? 0;
  };
  const unnoticed = acceptable_quality_loss.value;
  it('is the better for being faster, whatever its format loses that nobody notices', () => {
    expect(ofWay(80, 0.22, unnoticed)).toBeGreaterThan(ofWay(60, 0.27, unnoticed / 4));
  });
  it('is the worse for a loss that is noticed', () => {
    expect(ofWay(80, 0.22, unnoticed * 4)).toBeLessThan(ofWay(60, 0.27, unnoticed / 4));
  });
});

describe('a model that is too small for the work', () => {
  it('is worth less at once than a usable one after half a minute', () => {
    const [need] = deriveDemand(said(work('chat')), mini).needs;
    const worth = (params_total_b: number, quality: number, decode_tok_s: number, ttft_s: number) =>
      (need &&
        usefulnessFor(need, mini, []).ofModel({
          ...{ params_total_b, quality, decode_tok_s, ttft_s },
          ...{ capacity: 2, format_loss: 0 },
        })) ??
      Number.NaN;
    const least = mini.workloads.chat.model_choice?.min_params_b?.value ?? 0;
    expect(worth(least, 1360, 6, 30)).toBeGreaterThan(worth(least / 10, 1100, 90, 0.2));
    expect(worth(least / 10, 1100, 90, 0.2)).toBeGreaterThan(0);
  });
});

describe('the wait for a long prompt', () => {
  const worth = (prompt_tokens: number | null, ttft_s: number) => {
    const [need] = deriveDemand(said({ ...work('rag'), prompt_tokens }), mini).needs;
    const u = { decode_tok_s: 100, ttft_s, quality: 1400, params_total_b: 30, capacity: 2 };
    return (need && usefulnessFor(need, mini, []).ofModel(u as Usable)) ?? 0;
  };
  const usual = mini.workloads.rag.defaults.prompt_tokens?.value ?? 0;
  const most = mini.workloads.rag.model_choice?.max_ttft_s.value ?? 0;
  it('may be longer by the root of its length', () => {
    expect(worth(usual * 4, most * 2)).toBeGreaterThan(worth(usual, most * 2));
    expect(worth(usual * 4, most * 2.5)).toBeLessThan(worth(usual * 4, most * 2));
  });
  it('is no shorter for a short one', () => expect(worth(100, most)).toBe(worth(usual, most)));
});

describe('speed past enough, between machines', () => {
  const yardstickOf = (models: string[] = [], priorities: readonly 'speed'[] = []) => {
    const [need] = deriveDemand(said({ ...work('chat'), models }), mini).needs;
    return need && usefulnessFor(need, mini, priorities);
  };
  const past = (quality: number | null) => yardstickOf()?.enoughWith(quality)?.past;
  it('counts the more the better the model is: not with a small one, in full with the best', () => {
    const shares = [null, 1200, 1360, 1400, 1440, 1480, 1500].map((q) => past(q) ?? -1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    // The curve of quality has its middle at 1,370 and ends at 1,495.
    expect(shares.slice(0, 3)).toEqual([0, 0, 0]);
    expect(past(1420)).toBeCloseTo((2 * 50 * 0.8) / 200, 9);
    expect(past(1500)).toBe(1);
  });
  it('is bounded by what the most useful model of that speed would be worth', () => {
    const yardstick = yardstickOf();
    for (const quality of [1250, 1420])
      for (const decode_tok_s of [3, 7.1, 20, 33, 47.9, 64, 150.3, 410]) {
        const u = { decode_tok_s, quality, ttft_s: 0.01, format_loss: 0, params_total_b: 400, capacity: 50 };
        const most = yardstick?.most(quality, decode_tok_s) ?? 0;
        expect(most).toBeGreaterThanOrEqual(yardstick?.ofModel(u as Usable) ?? Number.NaN);
        expect(yardstick?.most(quality) ?? 0).toBeGreaterThanOrEqual(most);
      }
  });
  it('counts in full where the model is named, or where speed comes first', () => {
    expect(yardstickOf(['dense-32b'])?.enoughWith(1400)).toBeNull();
    expect(yardstickOf([], ['speed'])?.enoughWith(1400)).toBeNull();
  });
  it('counts by that share of each doubling where a model is chosen, too', () => {
    const most = mini.workloads.chat.model_choice?.enough_decode_tok_s?.value ?? 0;
    const rest = { ttft_s: 5, quality: 1420, format_loss: 0, params_total_b: 30, capacity: 2 };
    const worth = (decode_tok_s: number, models: string[] = []) =>
      yardstickOf(models)?.ofModel({ decode_tok_s, ...rest } as Usable) ?? 0;
    const share = past(1420) ?? 0;
    expect(worth(4 * most)).toBeGreaterThan(worth(most));
    expect(worth(4 * most)).toBeCloseTo(worth(most * 4 ** share, ['dense-32b']), 9);
  });
  it('is scored by that share of each doubling, and of each halving of the wait', () => {
    const { enough_decode_tok_s, enough_ttft_s } = mini.workloads.chat.model_choice ?? {};
    const most = enough_decode_tok_s?.value ?? 0;
    const least = enough_ttft_s?.value ?? 0;
    const rows = answer({ budget_usd: 200_000 }).ranked.filter(({ model, speed }) => model && speed);
    const faster = rows.filter((r) => (r.speed?.decode_tok_s?.value ?? 0) > most);
    expect(faster.length).toBeGreaterThan(2);
    for (const r of rows) {
      const scored = (id: string) => r.criteria.find((c) => c.id === id)?.value ?? 0;
      const share = past(scored('quality')) ?? 0;
      const decode = r.speed?.decode_tok_s?.value ?? 0;
      const wait = r.speed?.ttft_s?.value ?? 0;
      expect(scored('speed')).toBeCloseTo(decode > most ? most * (decode / most) ** share : decode, 0);
      expect(scored('ttft')).toBeCloseTo(wait < least ? least * (wait / least) ** share : wait, 1);
    }
    expect(
      new Set(rows.map((r) => past(r.criteria.find((c) => c.id === 'quality')?.value ?? 0))).size,
    ).toBeGreaterThan(1);
  });
});

describe('formats to try', () => {
  const [need] = deriveDemand(said(), mini).needs;
  const choices = (id: string, engine: Engine, quant: string | null = null) =>
    need ? quantChoices(model(id), { ...need, quant }, engine, mini).map((q) => q.id) : [];

  it('start with the one the model was trained in', () => {
    expect(choices('moe-120b-a5b', 'llama.cpp')[0]).toBe('mxfp4');
    const mixed = { ...model('moe-120b-a5b'), native_precision: 'mxfp4 experts + bf16' };
    expect(need && quantChoices(mixed, need, 'llama.cpp', mini)[0]?.id).toBe('mxfp4');
  });
  it('do not convert other models to it', () => {
    expect(choices('moe-30b-a3b', 'llama.cpp')).not.toContain('mxfp4');
    expect(choices('moe-30b-a3b', 'llama.cpp')[0]).toBe('q4_k_m');
  });
  it('are what the engine reads', () => {
    for (const engine of ['llama.cpp', 'mlx', 'vllm'] as const)
      for (const id of choices('moe-30b-a3b', engine)) expect(mini.quants[id]?.engines).toContain(engine);
  });
  it('are the one the buyer names, and only that', () => {
    expect(choices('moe-30b-a3b', 'llama.cpp', 'q8_0')).toEqual(['q8_0']);
    expect(choices('moe-30b-a3b', 'mlx', 'q8_0')).toEqual([]);
    expect(choices('moe-30b-a3b', 'llama.cpp', 'no-such-format')).toEqual([]);
  });
});

describe('what a machine runs', () => {
  it('is comfortable there when the buyer left it open', () => {
    for (const r of answer().ranked)
      expect([r.system.id, r.fit?.status]).toEqual([r.system.id, 'comfortable']);
  });
  it('is what the buyer named, tight or not', () => {
    const d = answer({ models: ['dense-32b'] });
    expect(d.ranked.length).toBeGreaterThan(3);
    for (const r of d.ranked) expect(r.model?.id).toBe('dense-32b');
  });
  it('also names what else would run, other families each once', () => {
    const [box] = answer().ranked.filter((r) => r.system.id === 'box-cuda');
    const others = box?.workloads[0]?.also_runs ?? [];
    const families = [box?.model?.id, ...others.map((o) => o.id)].map((id) => mini.models[id ?? '']?.family);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(families).size).toBe(families.length);
  });
  it('never leaves a dense model half in main memory', () => {
    const d = answer({ models: ['dense-32b'], quant: 'q8_0' });
    const statuses = new Map(d.ranked.map((r) => [r.system.id, r.fit?.status]));
    expect(statuses.get('tower-1x24')).toBeUndefined();
    expect(statuses.get('box-amd')).toBe('comfortable');
  });
  it('is never a smaller file of experts that llama.cpp cannot store in fewer bits', () => {
    const rows = answer({ models: ['moe-120b-a5b'] }).ranked.filter((r) => r.engine === 'llama.cpp');
    expect(rows.length).toBeGreaterThan(2);
    for (const r of rows.filter((x) => x.fit?.status !== 'offload'))
      expect(r.fit?.weights_gib).toBeGreaterThan(50);
  });
  it('may leave the experts of a mixture there, and says so', () => {
    const d = answer({ models: ['moe-120b-a5b'], quant: 'mxfp4' });
    const tower = d.ranked.find((r) => r.system.id === 'tower-2x24');
    expect(tower?.fit?.status).toBe('offload');
    expect(tower?.fit?.max_context).toBeNull();
  });
  it('is told of with the machines that an answer shows, and of no more', () => {
    const told = answer().ranked.map((r) => (r.workloads[0]?.also_runs ?? []).length > 0);
    expect(told.slice(0, 5).every(Boolean)).toBe(true);
    expect(told.slice(5).some(Boolean)).toBe(false);
  });
  it('is told of a better mixture whose experts would lie there, at a speed that can be used', () => {
    const least = mini.workloads.chat.model_choice?.min_decode_tok_s.value ?? Number.POSITIVE_INFINITY;
    const whole = recommend(said(), mini, { asOf: TODAY, seed: 1, explained_rows: 99 });
    const asides = whole.ranked.flatMap((r) =>
      (r.workloads[0]?.also_runs ?? [])
        .filter((m) => m.experts_in_main_memory)
        .map((m) => ({ ...m, on: r.system.id, chosen: r.model?.id ?? '' })),
    );
    expect(asides.map((a) => a.on)).toContain('tower-2x24');
    for (const { id, on, chosen, decode_tok_s } of asides) {
      expect(mini.models[id]?.quality?.value).toBeGreaterThan(mini.models[chosen]?.quality?.value ?? 9999);
      expect(decode_tok_s).toBeGreaterThanOrEqual(least);
      const named = answer({ models: [id] }).ranked.find((r) => r.system.id === on);
      expect(named?.fit?.status).toBe('offload');
    }
  });
});
