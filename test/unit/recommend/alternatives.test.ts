import { describe, expect, it } from 'vitest';
import type { AlternativesInput } from '../../../src/recommend/alternatives/alternatives.ts';
import { stepUp } from '../../../src/recommend/alternatives/own-beside-pick.ts';
import { upgradeAlternative } from '../../../src/recommend/alternatives/upgrade.ts';
import { detailsOf } from '../../../src/recommend/details/details.ts';
import type { Evaluated } from '../../../src/recommend/evaluated.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import type { Rule } from '../../../src/schema/rule.ts';
import {
  answer,
  mini,
  offer,
  systemOf,
  TODAY,
  withConstants,
  withOffers,
  withSystem,
  work,
} from '../../fixtures/mini-catalog.ts';

const kinds = (over: Partial<Answers> = {}, catalog = mini) =>
  answer(over, catalog).alternatives.map((a) => `${a.kind}${a.is_the_answer ? '!' : ''}`);
const find = (kind: string, over: Partial<Answers> = {}, catalog = mini) =>
  answer(over, catalog).alternatives.find((a) => a.kind === kind);

describe('where nothing may leave the house', () => {
  it('neither an API nor renting is told, not even where nothing on sale does it', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 3000 };
    expect(kinds(giant).some((kind) => /^(?:api|rent)/.test(kind))).toBe(true);
    for (const asked of [giant, {}]) {
      const d = answer({ ...asked, not: ['cloud'] });
      expect(d.alternatives.map((a) => a.kind)).not.toContain('api');
      expect(d.alternatives.map((a) => a.kind)).not.toContain('rent');
      expect(d.flips.map((f) => f.change)).not.toContain('not');
    }
  });
});

describe('what you own', () => {
  it('is the answer when it does the job that was named', () => {
    const d = answer({ own: ['box-amd'], models: ['moe-30b-a3b'] });
    expect(d.alternatives[0]).toMatchObject({
      kind: 'own',
      is_the_answer: true,
      system: 'box-amd',
      cost_usd: { value: 0 },
    });
    expect(d.alternatives[0]?.decode_tok_s?.value).toBeGreaterThan(0);
  });
  it('is no answer when it cannot hold the model', () => {
    expect(find('own', { own: ['card-16'], models: ['giant-1t-a32b'] })).toBeUndefined();
  });
  it('may be a bare card: its machine is there already', () => {
    expect(kinds({ own: ['card-24'], models: ['moe-30b-a3b'] })[0]).toBe('own!');
  });
  it('is no answer without CUDA where a tool requires that, however well it does the rest', () => {
    const asked = { models: ['moe-30b-a3b'], cuda: 'required' as const };
    const keeps = (id: string) => kinds({ ...asked, own: [id] })[0] === 'own!';
    expect(keeps('card-24')).toBe(true);
    expect(keeps('box-amd')).toBe(false);
    const open = answer({ cuda: 'required', own: ['mac-64'] });
    expect(open.alternatives.filter((a) => a.is_the_answer)).toEqual([]);
    expect(open.ranked[0]?.reasons[0]).toMatchObject({
      code: 'better_than_owned',
      text: 'Your Mac 64GB does not do this work.',
    });
  });
  it('is not said of things that nobody knows', () => {
    expect(kinds({ own: ['no-such-card'], models: ['moe-30b-a3b'] })).not.toContain('own!');
  });
});

describe('a job on what you own', () => {
  const job = {
    ...work('finetune'),
    models: ['dense-32b'],
    method: 'qlora',
    own: ['card-24'],
  } satisfies Partial<Answers>;
  const hours = answer(job).owned?.[0]?.workloads[0]?.finetune?.hours?.value ?? 0;
  /** With a run of so many hours at the poor end of the curve. */
  const bearing = (at: number) => {
    const { speed } = mini.scoring.criteria;
    const finetune = { ...(speed.curves.finetune ?? speed.curves.default), poor: { at, score: 0.1 } };
    const criteria = {
      ...mini.scoring.criteria,
      speed: { ...speed, curves: { ...speed.curves, finetune } },
    };
    return { ...mini, scoring: { ...mini.scoring, criteria } } as typeof mini;
  };
  const own = (at: number) => find('own', job, bearing(at));

  it('is the answer while it ends before the poor end of its curve', () => {
    expect(hours).toBeGreaterThan(0);
    expect(own(1.01 * hours)?.is_the_answer).toBe(true);
  });
  it('is told, but not the answer, as long as an owner has patience; then not even told', () => {
    const patience = mini.scoring.constants.own_patience.value;
    expect(own(0.99 * hours)?.is_the_answer).toBe(false);
    expect(own((1.01 * hours) / patience)?.is_the_answer).toBe(false);
    expect(own((0.99 * hours) / patience)?.cost_usd?.value).not.toBe(0);
  });
});

describe('what you own, the model left open', () => {
  const keptAt = (own_shortfall: number, over: Partial<Answers> = {}) =>
    find('own', { own: ['mac-64'], ...over }, withConstants({ own_shortfall }));

  it('is the answer unless it is clearly worse than the pick, money aside', () => {
    expect(keptAt(100)?.is_the_answer).toBe(true);
    expect(keptAt(-100)).toMatchObject({ is_the_answer: false, cost_usd: { value: 0 } });
    expect(keptAt(-100, { models: ['moe-30b-a3b'] })?.is_the_answer).toBe(true);
  });
  it('is the answer where the pick does nothing better, whatever else speaks for that', () => {
    expect(keptAt(-100, { own: ['box-amd'] })).toMatchObject({ is_the_answer: true, nothing_better: true });
  });
  it('or so little is asked that it will do, which is said', () => {
    const little = keptAt(-100, { tokens_per_day: 1000 });
    expect(little?.is_the_answer).toBe(true);
    expect(little?.reasons[0]?.code).toBe('own_little_asked');
    expect(keptAt(100, { tokens_per_day: 1000 })?.reasons[0]?.code).not.toBe('own_little_asked');
  });
  it('is compared with the pick by model and decode', () => {
    const d = answer({ own: ['card-16'] });
    const mine = d.alternatives.find((a) => a.kind === 'own' && a.cost_usd?.value === 0);
    const beside = mine?.reasons.find((r) => r.code === 'own_beside_pick')?.text;
    expect(beside).toContain(`${d.ranked[0]?.system.name} would run ${d.ranked[0]?.model?.name} `);
    expect(mine?.is_the_answer).toBe(false);
    expect(beside).toMatch(/ would run .+ at [\d.]+ tok\/s\.$/);
  });
});

describe('a pick that is better than what you own', () => {
  const at = (worthwhile_upgrade: number, said: Partial<Answers>) => {
    const d = answer(said, withConstants({ worthwhile_upgrade, own_shortfall: 100 }));
    const mine = d.alternatives.find((a) => a.kind === 'own' && a.cost_usd?.value === 0);
    return { d, mine, told: mine?.reasons.find((r) => r.code === 'own_beside_pick')?.text };
  };
  it('is left where the step is not felt, which is said with what it brings', () => {
    const { d, mine, told } = at(19, { own: ['card-24'] });
    expect(mine?.is_the_answer).toBe(true);
    expect(told).toMatch(/^Amd Box would run .+: 3 of 100 points better all in all, and less than 19 are/);
    expect(d.ranked[0]?.reasons.map((r) => r.code)).not.toContain('better_than_owned');
  });
  it('is told to a tenth where whole points would say that it is felt', () => {
    expect(stepUp(4.7, 5)).toBe('4.7 of 100 points better all in all, and less than 5 are not felt');
    expect(stepUp(4.99, 5)).toMatch(/^4\.9 of/);
    expect(stepUp(4.4, 5)).toMatch(/^4 of 100 points .+ not felt$/);
    expect(stepUp(5, 5)).toBe('5 of 100 points better all in all');
  });
  it('is the answer from there on, with what it does better', () => {
    const { d, mine, told } = at(1, { own: ['card-24'] });
    expect(mine?.is_the_answer).toBe(false);
    expect(told).toMatch(/ tok\/s\.$/);
    expect(d.ranked[0]?.reasons[0]?.code).toBe('better_than_owned');
    expect(d.ranked[0]?.reasons[0]?.text).toMatch(
      /^Better than your Card 24: .+ at \d+ tok\/s instead of .+ at \d+ tok\/s, 3 of 100 points more/,
    );
    expect(d.ranked[1]?.reasons.map((r) => r.code)).not.toContain('better_than_owned');
  });
  it('is none where what is there runs the same model, if less comfortably, and as fast', () => {
    const owned = { ...systemOf('box-amd'), id: 'mine', name: 'Mine', group: undefined };
    const tight = (gib: number) => ({
      ...owned,
      usable_memory: owned.usable_memory.map((u) => ({ ...u, gib })),
    });
    const kept = (gib: number) =>
      answer({ own: ['mine'] }, withSystem(mini, tight(gib))).alternatives.find((a) => a.kind === 'own');
    expect(kept(115)?.title).toMatch(/^Buy nothing: your Mine runs Moe 120B-A5B at MXFP4/);
    // Nobody would buy it for that model, which leaves little room to grow.
    const { ranked } = answer({ condition: 'any' }, withSystem(mini, tight(75)));
    expect(ranked.find((r) => r.system.id === 'mine')?.model?.id).not.toBe('moe-120b-a5b');
    expect(kept(75)?.title).toMatch(/^Buy nothing: your Mine runs Moe 120B-A5B at MXFP4/);
  });
  it('is left all the same where what is there runs the model that was named', () => {
    const { mine, told } = at(5, { own: ['card-24'], models: ['moe-120b-a5b'] });
    expect(mine?.is_the_answer).toBe(true);
    expect(told).toMatch(/: 11 of 100 points better all in all\.$/);
  });
  it('may be all there is', () => {
    const d = answer({ ...work('finetune'), own: ['card-16'], models: ['dense-32b'], method: 'lora' });
    expect(d.ranked[0]?.reasons[0]?.text).toBe('Your Card 16 does not do this work.');
  });
});

describe('an owned card with part of the model in system memory', () => {
  const own = (over: Partial<Answers>, id = 'card-24') => find('own', { own: [id], ...over });

  it('does the job at a usable speed, and says how much memory was taken for granted', () => {
    const kept = own({ models: ['moe-120b-a5b'] });
    expect(kept).toMatchObject({ is_the_answer: true, cost_usd: { value: 0 } });
    expect(kept?.title).toContain(', part of it in system memory, decoding at ');
    expect(kept?.reasons[0]).toMatchObject({ code: 'own_host_memory', severity: 'caution' });
    expect(kept?.reasons[0]?.text).toMatch(/^Taken for granted: \d+ GB/);
  });
  it('stands in the build with the least memory, whatever others hold', () => {
    const build = systemOf('tower-1x24');
    const large = { ...build, id: 'a-tower', parts: [], host: { ...build.host, ram_gb: 1024 } };
    const catalog = withSystem(mini, large);
    const kept = find('own', { own: ['card-24'], models: ['moe-120b-a5b'] }, catalog);
    expect(build.host?.ram_gb).toBeLessThan(1024);
    expect(kept?.reasons[0]?.text).toContain(` ${build.host?.ram_gb} GB `);
  });
  it('says nothing of system memory where the card holds it all', () => {
    const kept = own({ models: ['moe-30b-a3b'] });
    expect(kept?.title).not.toContain('system memory');
    expect(kept?.reasons.map((r) => r.code)).not.toContain('own_host_memory');
  });
  it('does not count where that is only just readable', () => {
    const dense = answer({ own: ['card-16'], models: ['dense-32b'], quant: 'q8_0' });
    expect(dense.alternatives.filter((a) => a.kind === 'own' && a.cost_usd?.value === 0)).toEqual([]);
  });
});

describe('what you own at two bits', () => {
  it('is told, but not the answer', () => {
    const d = answer({ own: ['card-16'], models: ['dense-32b'] });
    const own = d.alternatives.find((a) => a.kind === 'own' && a.cost_usd?.value === 0);
    expect(own?.is_the_answer).toBe(false);
    expect(d.warnings.map((w) => w.code)).not.toContain('rule:alt-use-what-you-own');
    expect(kinds({ own: ['card-24'], models: ['dense-32b'] })[0]).toBe('own!');
  });
});

describe('the best upgrade', () => {
  const step = (over: Partial<Answers>) =>
    answer(over).alternatives.find((a) => a.reasons.some((r) => r.code === 'upgrade_per_dollar'));

  it('is a second card, in the bill of what else that takes', () => {
    const found = step({
      ...{ own: ['card-24'], models: ['dense-32b'], quant: 'q8_0', condition: 'used', os: 'windows' },
      budget_usd: 3500,
    });
    expect(found).toMatchObject({ kind: 'own', is_the_answer: false, system: 'tower-2x24' });
    expect(found?.cost_usd?.value).toBe(1050 + 2200);
  });
  it('is nothing for those who own nothing, or can afford nothing', () => {
    expect(step({ models: ['dense-32b'] })).toBeUndefined();
    expect(step({ own: ['card-24'], models: ['dense-32b'], budget_usd: 100 })).toBeUndefined();
  });
  it('is none where what is owned runs the model that it would be bought for nearly as well', () => {
    const machine = (id: string, quality: number) =>
      ({
        system: { id, name: id, memory_gb: 64, devices: [{ device: 'card-24', count: 1 }] },
        price: { value: 1000, source: 'shop', observed: TODAY },
        outcomes: [{ quality, failure: null, model_open: true, performance: { speed: null } }],
      }) as unknown as Evaluated;
    const [mine, better, box] = [machine('mine', 40), machine('mine', 58), machine('box', 60)];
    const found = (beside: Evaluated) =>
      upgradeAlternative({
        answers: { own: ['mine'] },
        catalog: mini,
        needs: [],
        field: [{ evaluated: box, fired: [] }],
        owned: [mine],
        ownedBeside: () => [beside],
        merit: (e: Evaluated) => e.outcomes[0]?.quality ?? null,
      } as unknown as AlternativesInput);
    expect(found(mine)?.reasons[0]?.text).toMatch(
      /^Counting all but money .* it scores 20 of 100 points more than your mine/,
    );
    expect(found(better)).toBeNull();
  });
  it('never wins by what the owned machine has cost', () => {
    const a = step({ own: ['mac-64-old'], models: ['moe-120b-a5b'] });
    expect(a?.system).not.toBe('mac-64-old');
    expect(a?.cost_usd?.value).toBeGreaterThan(0);
  });
});

describe('a hosted API', () => {
  it('is the answer for a few tokens a day', () => {
    expect(kinds({ models: ['moe-120b-a5b'], tokens_per_day: 20_000 })[0]).toBe('api!');
  });
  it('is not, where owning is cheap beside the volume', () => {
    expect(find('api', { models: ['moe-120b-a5b'], tokens_per_day: 100_000_000 })?.is_the_answer).toBe(false);
  });
  it('is priced by the mixture of input and output that the work has', () => {
    const api = find('api', { models: ['moe-120b-a5b'], prompt_tokens: 3000, output_tokens: 1000 });
    expect(api?.cost_usd).toMatchObject({ per: 'mtok', observed: '2026-10-01', source: 'made-up' });
    expect(api?.cost_usd?.value).toBeCloseTo(0.75 * 0.1 + 0.25 * 0.4, 9);
  });
  it('breaks even after the days that its tokens take to cost the machine', () => {
    const d = answer({ models: ['moe-120b-a5b'], tokens_per_day: 2_000_000 });
    const api = d.alternatives.find((a) => a.kind === 'api');
    const daily = 2 * (api?.cost_usd?.value ?? 0);
    expect(api?.break_even_days).toBe(Math.round((d.ranked[0]?.price_usd?.value ?? 0) / daily));
    expect(find('api', { models: ['moe-120b-a5b'] })?.break_even_days).toBeNull();
  });
  it('is not offered for pictures', () => {
    expect(find('api', work('image'))).toBeUndefined();
  });
  it('is the answer with the models that were named, and never with another', () => {
    const hosted = (...models: string[]) => find('api', { models, tokens_per_day: 5000 });
    expect(hosted('moe-120b-a5b')?.is_the_answer).toBe(true);
    expect(hosted('moe-120b-a5b', 'giant-1t-a32b')?.title).toMatch(/use .+ and .+ by API/);
    for (const models of [['dense-32b'], ['moe-120b-a5b', 'dense-32b']]) {
      const d = answer({ models, tokens_per_day: 5000 });
      const api = d.alternatives.find((a) => a.kind === 'api');
      expect(api).toMatchObject({ is_the_answer: false, break_even_days: null });
      expect(api?.title).toContain(`another model than ${mini.models['dense-32b']?.name}, which`);
      expect(api?.reasons.filter((r) => !r.code.startsWith('rule:'))).toEqual([]);
      expect(detailsOf(d, d.ranked, mini).spending.services.map((s) => s.kind)).not.toContain('api');
      const nothing = answer({ models, budget_usd: 100 });
      expect(nothing.alternatives.find((a) => a.kind === 'api')?.is_the_answer).toBe(false);
    }
  });
  it('is told in warnings where it is cheaper, though not by so much that it is the answer', () => {
    const asked = (tokens_per_day: number) => {
      const d = answer({ models: ['moe-120b-a5b'], tokens_per_day });
      const api = d.alternatives.find((a) => a.kind === 'api');
      const told = d.warnings.some((w) => w.code === 'api_cheaper');
      return { is: api?.is_the_answer === true, cheaper: api?.cheaper_than_owning === true, told };
    };
    const found = [1e4, 1e6, 3e6, 5e6, 1e7, 2e7, 4e7].map(asked);
    for (const f of found) expect(f.told).toBe(f.cheaper && !f.is);
    expect(found.some((f) => f.told)).toBe(true);
    expect(found.some((f) => !f.cheaper)).toBe(true);
  });
  it('has another model that is as good, the cheapest of them, and none that cannot hold the context', () => {
    const title = (over: Partial<Answers>, catalog = mini) => find('api', over, catalog)?.title ?? '';
    const [sparse, giant] = [mini.models['moe-120b-a5b'], mini.models['giant-1t-a32b']];
    if (!sparse || !giant) throw new Error('no hosted models');
    const atLeast = (value: number) => {
      const dense = mini.models['dense-32b'] as typeof sparse;
      const named = { ...dense, quality: { ...dense.quality, value } } as typeof sparse;
      return title({ models: ['dense-32b'] }, { ...mini, models: { ...mini.models, 'dense-32b': named } });
    };
    expect(atLeast(sparse.quality?.value ?? 0)).toContain(sparse.name);
    expect(atLeast((sparse.quality?.value ?? 0) + 1)).toContain(giant.name);
    // Better than any: the best there is.
    expect(atLeast(9999)).toContain(giant.name);
    expect(find('api', { context: 100_000_000 })).toBeUndefined();
  });
  it('is told for the text part of mixed work, and neither compared nor the answer', () => {
    const mixed: Partial<Answers> = {
      workloads: [
        { id: 'video', weight: 9 },
        { id: 'chat', weight: 1 },
      ],
      tokens_per_day: 5000,
    };
    const d = answer(mixed);
    const api = d.alternatives.find((a) => a.kind === 'api');
    expect(api).toMatchObject({ is_the_answer: false, break_even_days: null, reasons: [] });
    expect(api?.title).toMatch(/, for the text part$/);
    expect(detailsOf(d, d.ranked, mini).spending.services.map((s) => s.kind)).not.toContain('api');
    const nothing = answer({ ...mixed, budget_usd: 100 });
    expect(nothing.ranked).toEqual([]);
    expect(nothing.alternatives.filter((a) => a.kind === 'api')).toMatchObject([{ is_the_answer: false }]);
  });
  it('stands beside a rule that speaks for it', () => {
    const api = find('api', { models: ['moe-120b-a5b'], tokens_per_day: 50_000 });
    expect(api?.reasons.map((r) => r.code)).toContain('rule:suggest-api');
    const much = find('api', { models: ['moe-120b-a5b'], tokens_per_day: 500_000 });
    expect(much?.reasons.map((r) => r.code)).not.toContain('rule:suggest-api');
  });
});

describe('more tokens a day than a machine can do', () => {
  const said = 1e10;
  const batch = { ...work('batch'), models: ['moe-120b-a5b'], tokens_per_day: said };
  const d = answer(batch);
  const [pick] = d.ranked;
  const most = Math.floor(24 * (pick?.workloads[0]?.batch?.tokens_per_hour ?? 0));
  const api = d.alternatives.find((a) => a.kind === 'api');

  it('cost what those cost that it does', () => {
    const own = pick?.ownership;
    expect(most).toBeGreaterThan(0);
    expect(own?.tokens_per_day).toBe(most);
    expect(own?.load_hours_per_day).toBe(24);
    expect(own?.usd_per_mtok).toBeCloseTo(((own?.usd_per_year ?? 0) * 1e6) / (365 * most), 4);
    expect(answer({ ...batch, tokens_per_day: most }).ranked[0]?.ownership?.tokens_per_day).toBe(most);
  });
  it('are a serious thing to mind from the first one on', () => {
    const mind = (tokens_per_day: number) =>
      answer({ ...batch, tokens_per_day }).ranked[0]?.reasons.filter((r) => r.code === 'beyond_capacity');
    expect(mind(said)).toMatchObject([{ severity: 'serious' }]);
    expect(mind(most)).toEqual([]);
    expect(mind(most + 1)).toHaveLength(1);
  });
  it('are compared with services as far as it goes', () => {
    const daily = (most * (api?.cost_usd?.value ?? 0)) / 1e6;
    expect(api?.break_even_days).toBe(Math.round((pick?.price_usd?.value ?? 0) / daily));
    const { spending } = detailsOf(d, d.ranked.slice(0, 3), mini);
    const each = d.ranked.slice(0, 3).map((r) => r.ownership?.tokens_per_day ?? 0);
    expect(spending).toMatchObject({ asked_per_day: said, tokens_per_day: Math.min(...each) });
  });
  it('never pay for it, if that is what breaking even takes', () => {
    const even = (usd: number) => {
      const prices = ['api-input', 'api-output'] as const;
      const cheap = prices.map((kind) => offer('api:moe-120b-a5b', usd, '2026-11-19', kind));
      const { tokens_per_day: _, ...open } = batch;
      return find('api', open, withOffers(mini, ...cheap))?.reasons.find((r) => r.code === 'api_break_even')
        ?.text;
    };
    // At work all day it draws more than at the two hours that are usual.
    const perYear = d.ranked[0]?.ownership?.usd_per_year;
    const atMost = ((perYear ?? 0) * 1e6) / (365 * most);
    expect(even(0.9 * atMost)).toMatch(/^Owning never breaks even: /);
    expect(even(1.1 * atMost)).toMatch(/^Owning breaks even at /);
  });
  it.each([0.1, 0.5])(
    'break even where owning and the service cost the same at that work, at $%d per kWh',
    (electricity_usd_per_kwh) => {
      const said = { electricity_usd_per_kwh };
      const millions = /at about ([\d.]+) million/.exec(
        find('api', said)?.reasons.find((r) => r.code === 'api_break_even')?.text ?? '',
      );
      const tokens = Number(millions?.[1]) * 1e6;
      const spent = (tokens_per_day: number) => {
        const api = find('api', { ...said, tokens_per_day });
        const text = api?.reasons.find((r) => r.code === 'api_cost')?.text ?? '';
        const [, there, own] = /about \$([\d,]+) a year there, against \$([\d,]+)/.exec(text) ?? [];
        return Number(there?.replace(',', '')) / Number(own?.replace(',', ''));
      };
      // The figure is printed with two digits.
      expect(spent(tokens)).toBeCloseTo(1, 1);
      expect(spent(0.9 * tokens)).toBeLessThan(1);
      expect(spent(1.1 * tokens)).toBeGreaterThan(1);
    },
  );
});

describe('renting', () => {
  const cheap = offer('cloud:card-24', 0.2, '2026-11-01', 'cloud-hourly');
  const rented = (over: Partial<Answers>) =>
    answer(over, withOffers(mini, cheap)).alternatives.find((a) => a.kind === 'rent')?.title;
  it('is of a machine that runs as good a model as the pick, where the model is left open', () => {
    expect(rented({})).toContain('4x Card 24');
    expect(rented({ budget_usd: 2000 })).toContain('1x Card 24');
    expect(rented({ models: ['dense-32b'] })).toContain('1x Card 24');
  });
  it('is not of the card that the buyer has', () => {
    expect(rented({ models: ['dense-32b'], own: ['card-24'] })).not.toContain('1x Card 24');
  });
  it('is not of a card whose maker the buyer leaves out, but of others than are bought alone', () => {
    expect(rented({ models: ['dense-32b'], not: ['nvidia'] })).toBeUndefined();
    expect(rented({ models: ['dense-32b'], only: ['apple'], not: ['laptop'] })).toContain('1x Card 24');
  });
  it('takes as many cards as the model needs', () => {
    expect(find('rent', { models: ['moe-30b-a3b'] })).toMatchObject({
      system: 'cloud-1x-card-80',
      cost_usd: { value: 1.8, per: 'hour' },
    });
    expect(find('rent', { models: ['giant-1t-a32b'], quant: 'q4_k_m' })).toMatchObject({
      system: 'cloud-8x-card-80',
      cost_usd: { value: 8 * 1.8 },
    });
  });
  it('for several users is done as soon as all of them together have their tokens', () => {
    const tokens_per_day = 2_000_000;
    const team = { ...work('serving'), models: ['moe-30b-a3b'], users: 10, tokens_per_day };
    const d = answer(team);
    const rent = d.alternatives.find((a) => a.kind === 'rent');
    const hours = tokens_per_day / (rent?.tokens_per_hour ?? 0);
    expect(hours).toBeLessThan(24);
    // Ten answers grow at a time, and what is read counts, too.
    const written = 3600 * 10 * (rent?.decode_tok_s?.value ?? 0);
    const [need] = d.workload;
    const [reads, writes] = [need?.prompt_tokens ?? 0, need?.output_tokens ?? 0];
    expect(rent?.tokens_per_hour).toBeGreaterThan(written);
    expect(rent?.tokens_per_hour).toBeLessThan((written * (reads + writes)) / writes);
    expect(rent?.users).toBe(10);
    const price = d.ranked[0]?.price_usd?.value ?? 0;
    expect(rent?.break_even_days).toBe(Math.round(price / ((rent?.cost_usd?.value ?? 0) * hours)));
    const [yearly] = detailsOf(d, d.ranked, mini).spending.services.filter((s) => s.kind === 'rent');
    expect(yearly?.usd_per_year).toBeCloseTo(365 * hours * (rent?.cost_usd?.value ?? 0), 6);
  });
  it('is the answer when nothing on sale fits and no API has it', () => {
    const offers = mini.offers.filter((o) => !o.item.startsWith('api:'));
    const d = answer({ models: ['giant-1t-a32b'], quant: 'q4_k_m' }, { ...mini, offers });
    expect(d.ranked).toEqual([]);
    expect(d.alternatives[0]).toMatchObject({ kind: 'rent', is_the_answer: true });
  });
  it('or an API is, where it costs less for what an hour of the rented machine is paid for', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 4000 };
    const d = answer(giant);
    expect(d.ranked).toEqual([]);
    expect(d.alternatives.filter((a) => a.is_the_answer).map((a) => a.kind)).toEqual(['api']);
    const hourly = d.alternatives.find((a) => a.kind === 'rent')?.cost_usd?.value ?? 0;
    // Read and written by one that never pauses, at the price of each.
    const chat = d.workload[0];
    const decode = d.alternatives.find((a) => a.kind === 'rent')?.decode_tok_s?.value ?? 0;
    const most = 3600 * (decode / (chat?.output_tokens ?? 0)) * (chat?.prompt_tokens ?? 0) + 3600 * decode;
    const dear = (usd: number) =>
      withOffers(
        mini,
        offer('api:giant-1t-a32b', usd, '2026-11-19', 'api-input'),
        offer('api:giant-1t-a32b', usd, '2026-11-19', 'api-output'),
      );
    const answers = (share: number, over: Partial<Answers> = {}) =>
      answer({ ...giant, ...over }, { ...dear((share * hourly * 1e6) / most), rules: [] })
        .alternatives.filter((a) => a.is_the_answer)
        .map((a) => a.kind);
    // Two hours of work in eight that it is switched on: three of four rented hours are paid for nothing.
    expect(answers(3.6)).toEqual(['api']);
    expect(answers(12)).toEqual(['rent']);
    // Whoever asks all the time, as was said, wastes nothing of it; of a little it is nearly all.
    expect(answers(3.6, { tokens_per_day: Math.ceil(8 * most) })).toEqual(['rent']);
    expect(answers(0.9, { tokens_per_day: Math.ceil(8 * most) })).toEqual(['api']);
    expect(answers(12, { tokens_per_day: Math.ceil(0.1 * most) })).toEqual(['api']);
    // A batch runs without a pause.
    expect(answers(3.6, work('batch'))).toEqual(['rent']);
  });
  it('unless a rule speaks for the other', () => {
    const giant = { models: ['giant-1t-a32b'], budget_usd: 4000 };
    const rent: Rule = {
      ...(mini.rules.find((r) => r.id === 'suggest-api') as Rule),
      given: { fact: 'need.model_total_b', gte: 400 },
      then: { suggest: 'rent' },
    };
    const ruled = (severity: Rule['severity']) =>
      answer(giant, { ...mini, rules: [{ ...rent, severity }] }).alternatives[0];
    expect(ruled('serious')).toMatchObject({ kind: 'rent', is_the_answer: true });
    // Words to people who buy.
    expect(ruled('info')).toMatchObject({ kind: 'api', is_the_answer: true });
  });
});

describe('waiting', () => {
  /** The machine to come as one that is sold already, at a price. */
  const priced = (usd: number) => {
    const { announced: _, ...sold } = {
      ...systemOf('box-next'),
      id: 'its-like',
      name: 'Its Like',
      released: '2026-01',
    };
    return withOffers(withSystem(mini, sold), offer('its-like', usd, TODAY));
  };
  it('is not for a laptop that nobody asked for', () => {
    const box = systemOf('box-next');
    const laptop = withSystem(mini, { ...box, form: { ...box.form, class: 'laptop' } });
    expect(find('wait', {}, laptop)?.title ?? '').not.toContain('Announced Box');
    expect(find('wait', { form: 'laptop' }, laptop)?.title).toContain('Announced Box');
  });
  it('is not for what costs half again the budget in its like of today', () => {
    expect(find('wait', { budget_usd: 2700 }, priced(4000))?.title).toContain('Announced Box');
    expect(find('wait', { budget_usd: 2700 }, priced(4100))?.title ?? '').not.toContain('Announced Box');
  });
  it('is worth a word when a machine that would qualify is announced', () => {
    expect(find('wait')?.title).toContain('Announced Box');
    expect(find('wait', { os: 'macos' })?.title ?? '').not.toContain('Announced Box');
    expect(find('wait', { cuda: 'required' })?.title ?? '').not.toContain('Announced Box');
  });
  it('is not, when the announced machine could not hold the model', () => {
    expect(find('wait', { models: ['moe-30b-a3b'] })?.title).toContain('Announced Box');
    expect(find('wait', { models: ['giant-1t-a32b'] })?.title ?? '').not.toContain('Announced Box');
  });
  it('is not, when it has far more memory than anything the budget buys', () => {
    expect(find('wait', { budget_usd: 2700 }, priced(2900))?.title).toContain('Announced Box');
    expect(find('wait', { budget_usd: 2000 }, priced(2900))?.title ?? '').not.toContain('Announced Box');
    // Nothing at all is sold for that, so that it buys no new machine either.
    for (const over of [{ budget_usd: 300 }, { budget_usd: 300, models: ['moe-30b-a3b'] }])
      expect(find('wait', over)?.title ?? '').not.toContain('Announced Box');
  });
  it('is, when what has as much memory lies a little above the budget', () => {
    const few = { ...mini, systems: { 'box-amd': systemOf('box-amd'), 'box-next': systemOf('box-next') } };
    // The box is $2,600.
    expect(find('wait', { budget_usd: 2200 }, few)?.title).toContain('Announced Box');
    expect(find('wait', { budget_usd: 2000 }, few)?.title ?? '').not.toContain('Announced Box');
  });
  it('is not, when it is known to draw slower than what can be bought', () => {
    const pictures = { ...work('image'), budget_usd: 5000 };
    expect(find('wait', { ...pictures, form: 'mini' }, priced(2900))?.title).toContain('Announced Box');
    expect(find('wait', pictures, priced(2900))?.title ?? '').not.toContain('Announced Box');
    expect(
      find('wait', { ...pictures, form: 'mini', not: ['amd'] }, priced(2900))?.title ?? '',
    ).not.toContain('Announced');
    expect(
      find(
        'wait',
        { ...pictures, workloads: [...pictures.workloads, { id: 'chat', weight: 1 }] },
        priced(2900),
      )?.title,
    ).toContain('Announced Box');
  });
  it('is not, before anybody announced it', () => {
    const d = answer({}, mini, '2026-09-30');
    expect(d.alternatives.find((a) => a.kind === 'wait')?.title ?? '').not.toContain('Announced Box');
  });
  it('names those announced on one day by id, whatever the order of the catalogue', () => {
    const next = systemOf('box-next');
    const more = ['Third', 'First', 'Second'].map((name, i) => ({ ...next, id: `zz-${'cab'[i]}`, name }));
    const titles = [more, [...more].reverse()].map((boxes) => {
      const systems = { ...mini.systems, ...Object.fromEntries(boxes.map((b) => [b.id, b])) };
      const { 'box-next': _, ...others } = systems;
      return find('wait', {}, { ...mini, systems: others })?.title;
    });
    expect(titles[0]).toContain('First or Second');
    expect(titles[1]).toBe(titles[0]);
  });
  it('reports prices in motion with their direction', () => {
    const macs = { os: 'macos' } as const;
    const text = (catalog: typeof mini) =>
      find('wait', macs, catalog)
        ?.reasons.filter((r) => r.code === 'price_trend')
        .map((r) => r.text)
        .join(' ') ?? '';
    expect(text(withOffers(mini, offer('mac-64', 2200, '2026-07-01')))).toMatch(/Mac 64GB rose 23 %/);
    expect(text(withOffers(mini, offer('mac-64', 3400, '2026-07-01')))).toMatch(/Mac 64GB fell 21 %/);
    expect(text(withOffers(mini, offer('mac-64', 2650, '2026-07-01')))).toBe('');
  });
  it('takes no side where machines of one chip and memory moved both ways', () => {
    const twin = (id: string) => ({ ...systemOf('mac-64'), id, name: `Twin ${id}`, group: 'twins' });
    const said = (then: number, os: 'macos' | 'linux' = 'macos', first = 3400) =>
      find(
        'wait',
        { os: 'macos' },
        withOffers(
          withSystem(withSystem(mini, twin('twin-a')), { ...twin('twin-b'), os: [os] }),
          offer('twin-a', first, '2026-07-01'),
          offer('twin-a', 2700, '2026-10-01'),
          offer('twin-b', then, '2026-07-01'),
          offer('twin-b', 2700, '2026-10-01'),
        ),
      )
        ?.reasons.filter((r) => r.code === 'price_trend')
        .map((r) => r.text) ?? [];
    expect(said(3400).join()).toContain('2 of the ten best fell 21 %');
    expect(said(2200)).toEqual([]);
    expect(said(2200, 'macos', 2200).join()).toContain('2 of the ten best rose 23 %');
    // One that is not for this buyer tells of its market all the same.
    expect(said(2200, 'linux')).toEqual([]);
    expect(said(3400, 'linux').join()).toContain('fell 21 %');
  });
  it('follows the most of them: one that fell beside one that rose is no reason to wait', () => {
    const { 'box-next': _, ...systems } = mini.systems;
    const apart = (id: string) => ({ ...systemOf('mac-64'), id, name: `Apart ${id}` });
    const catalog = withOffers(
      withSystem(withSystem({ ...mini, systems }, apart('apart-a')), apart('apart-b')),
      offer('apart-a', 3400, '2026-07-01'),
      offer('apart-a', 2700, '2026-10-01'),
      offer('apart-b', 2200, '2026-07-01'),
      offer('apart-b', 2700, '2026-10-01'),
    );
    const wait = find('wait', { os: 'macos' }, catalog);
    expect(wait?.title).toBe('Do not wait long');
    expect(wait?.reasons.map((r) => r.text.split(':')[0])).toEqual(['Waiting may cost', 'Prices fall']);
  });
  it('is never the answer by itself', () => {
    expect(find('wait')?.is_the_answer).toBe(false);
  });
  it('is silent when there is nothing to wait for', () => {
    const { 'box-next': _, ...systems } = mini.systems;
    const still = mini.offers.filter((o) => o.observed > '2026-09-01' || o.item.startsWith('electricity'));
    expect(find('wait', {}, { ...mini, systems, offers: still })).toBeUndefined();
  });
});

describe('order', () => {
  it('answers first, then what a rule speaks for, the best upgrade, and own, api, rent, wait', () => {
    const list = kinds({ own: ['card-24'], models: ['moe-120b-a5b'], tokens_per_day: 1_000_000 });
    expect(list).toEqual(['own!', 'api!', 'own', 'rent', 'wait']);
    const little = { own: ['card-16'], models: ['dense-32b'], tokens_per_day: 50_000 };
    const spoken = answer(little).alternatives;
    const behind = spoken.findIndex((a) => a.reasons.some((r) => r.code === 'upgrade_per_dollar'));
    const rules = spoken.map((a) => a.reasons.some((r) => r.code.startsWith('rule:')));
    expect(rules).toContain(true);
    expect(behind).toBeGreaterThan(rules.lastIndexOf(true));
    expect(answer().alternatives.map((a) => a.kind)).toEqual(['api', 'rent', 'wait']);
  });
});

describe('when only poor machines are left', () => {
  const video = work('video');

  it('renting is the answer before them, and says what the best of them is worth', () => {
    const systems = Object.fromEntries(Object.entries(mini.systems).filter(([id]) => id === 'mac-64'));
    const best = answer(video, { ...mini, systems }).ranked[0]?.score ?? 0;
    const d = answer(video, withConstants({ least_worth_buying: best + 1 }, { ...mini, systems }));
    expect(d.ranked).toHaveLength(1);
    expect(d.alternatives[0]).toMatchObject({ kind: 'rent', is_the_answer: true });
    expect(d.alternatives[0]?.reasons[0]?.code).toBe('nothing_worth_buying');
    expect(d.alternatives[0]?.title).toMatch(/^Buy nothing: rent/);
  });
  it('but not while a good one is there', () => {
    expect(answer().alternatives.some((a) => a.is_the_answer)).toBe(false);
  });
});
