import { describe, expect, it } from 'vitest';
import { stepUp } from '../../../../src/recommend/alternatives/own-beside-pick.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { System } from '../../../../src/schema/system.ts';
import { answer, mini, systemOf, withConstants, withSystem, work } from '../../../fixtures/mini-catalog.ts';
import { find, kinds } from './instead.ts';

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
  it('is no answer where a day is too short for as much as is asked, which is said', () => {
    const asked = (tokens_per_day: number) =>
      find('own', { own: ['box-amd'], models: ['moe-30b-a3b'], tokens_per_day });
    const codes = (a: ReturnType<typeof asked>) => a?.reasons.map((r) => r.code);
    expect(asked(1_000_000)?.is_the_answer).toBe(true);
    expect(codes(asked(1_000_000))).not.toContain('beyond_capacity');
    expect(asked(500_000_000)).toMatchObject({ is_the_answer: false, system: 'box-amd' });
    expect(codes(asked(500_000_000))).toContain('beyond_capacity');
  });
  it('is told of a batch by what all its streams do together, and of people by what each of them gets', () => {
    const many = { own: ['mac-64'], models: ['dense-32b'], users: 64 };
    const batch = find('own', { ...work('batch'), ...many });
    expect(batch).toMatchObject({ is_the_answer: false, cost_usd: { value: 0 } });
    expect(batch?.decode_tok_s?.value).toBeLessThan(2);
    expect(batch?.title).toMatch(/ decoding at [\d.]+ tok\/s for each of 64 users$/);
    expect(find('own', { ...work('serving'), ...many })?.cost_usd?.value).not.toBe(0);
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
  it('however much room and set-up it takes, since its owner lives with that, unless that counts most', () => {
    const owned = { ...systemOf('mac-64'), id: 'mine', name: 'Mine', group: undefined };
    const keptBy = (over: Partial<Answers>, form: System['form'], setup: System['setup']) =>
      [0, 5, 10, 15, 20, 25, 30, 40].map((own_shortfall) => {
        const catalog = withSystem(withConstants({ own_shortfall, worthwhile_upgrade: 100 }), {
          ...owned,
          form,
          setup,
        });
        return find('own', { own: ['mine'], ...over }, catalog)?.is_the_answer;
      });
    const easy = (over: Partial<Answers>) => keptBy(over, { class: 'mini-desktop', volume_l: 1 }, 'turnkey');
    const hard = (over: Partial<Answers>) => keptBy(over, { class: 'multi-box', volume_l: 90 }, 'tinker');
    expect(new Set(easy({})).size).toBe(2);
    expect(hard({})).toEqual(easy({}));
    expect(hard({ priorities: ['size', 'turnkey'] })).not.toEqual(easy({ priorities: ['size', 'turnkey'] }));
  });
  it('or so little is asked that it will do, which is said', () => {
    const little = keptAt(-100, { tokens_per_day: 1000 });
    expect(little?.is_the_answer).toBe(true);
    expect(little?.reasons[0]?.code).toBe('own_little_asked');
    expect(keptAt(100, { tokens_per_day: 1000 })?.reasons[0]?.code).not.toBe('own_little_asked');
    // The use is as little where nothing may go to a host.
    expect(keptAt(-100, { tokens_per_day: 1000, not: ['cloud'] })?.is_the_answer).toBe(true);
  });
  it('which is less than what makes a host the answer', () => {
    const answers = Array.from({ length: 8 }, (_, i) => {
      const said = { tokens_per_day: 1e5 * 1.7 ** i };
      return [find('api', { ...said, own: ['card-24'] })?.is_the_answer, keptAt(-100, said)?.is_the_answer];
    });
    expect(answers[0]).toEqual([true, true]);
    expect(answers).toContainEqual([true, false]);
    expect(answers).not.toContainEqual([false, true]);
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
  it('is left where the step is no reason to buy, which is said with what it brings', () => {
    const { d, mine, told } = at(19, { own: ['card-24'] });
    expect(mine?.is_the_answer).toBe(true);
    expect(told).toMatch(
      /^Amd Box would run .+: \d+ of 100 points better with its price counted, and less than 19 are/,
    );
    expect(d.ranked[0]?.reasons.map((r) => r.code)).not.toContain('better_than_owned');
  });
  it('is told to a tenth where whole points would say that it is felt', () => {
    expect(stepUp(4.7, 5, 'Card 24')).toBe(
      '4.7 of 100 points better with its price counted, and less than 5 are no reason to buy',
    );
    expect(stepUp(4.99, 5, 'Card 24')).toMatch(/^4\.9 of/);
    expect(stepUp(4.4, 5, 'Card 24')).toMatch(/^4 of 100 points .+ no reason to buy$/);
    expect(stepUp(5, 5, 'Card 24')).toMatch(/^5 of 100 points better with its price counted, should yours/);
  });
  it('says of several in the plural what they cost', () => {
    expect(stepUp(0, 5, '1x Card 24')).toBe('no better all in all, since yours costs nothing');
    expect(stepUp(0, 5, '2x Card 24')).toBe('no better all in all, since yours cost nothing');
    expect(stepUp(0, 5, '1x Card 24 + 1x Card 16')).toMatch(/yours cost nothing$/);
  });
  it('is the answer from there on, with what it does better', () => {
    const { d, mine, told } = at(1, { own: ['card-24'] });
    expect(mine?.is_the_answer).toBe(false);
    expect(told).toMatch(/ tok\/s\.$/);
    expect(d.ranked[0]?.reasons[0]?.code).toBe('better_than_owned');
    expect(d.ranked[0]?.reasons[0]?.text).toMatch(
      /^Better than your Card 24: .+ at \d+ tok\/s instead of .+ at \d+ tok\/s, \d+ of 100 points more/,
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
    expect(told).toMatch(
      /: \d\d of 100 points better with its price counted, should yours be too slow for you\.$/,
    );
  });
  it('is not left where a grave rule is against what is there and not against the pick, which is said', () => {
    const against = (severity: 'serious' | 'caution') => {
      const rule = {
        ...(mini.rules[0] as (typeof mini.rules)[number]),
        id: 'grave',
        given: undefined,
        when: { fact: 'candidate.owned' as const, is: true },
        then: { prefer: -1 },
        because: 'Out of date.',
        severity,
      };
      const catalog = withConstants({ worthwhile_upgrade: 5 }, { ...mini, rules: [...mini.rules, rule] });
      return find('own', { own: ['card-24'], models: ['moe-120b-a5b'] }, catalog);
    };
    expect(against('caution')?.is_the_answer).toBe(true);
    expect(against('serious')?.is_the_answer).toBe(false);
    expect(against('serious')?.reasons[0]).toMatchObject({ code: 'rule:grave', text: 'Out of date.' });
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
