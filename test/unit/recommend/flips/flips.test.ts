import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Flip } from '../../../../src/schema/document.ts';
import { usd } from '../../../../src/units/format.ts';
import { gibAsSold } from '../../../../src/units/units.ts';
import { changedBy } from '../../../fixtures/changed-by.ts';
import { answer, mini, systemOf, withConstants, withSystem, work } from '../../../fixtures/mini-catalog.ts';

const flip = (change: Flip['change'], over: Partial<Answers> = {}) =>
  answer(over).flips.find((f) => f.change === change);
const first = (over: Partial<Answers>) => answer(over).ranked[0];

const idOfFormat = (name: string | undefined): string | null =>
  Object.values(mini.quants).find((q) => q.name === name || q.id === name)?.id ?? null;

const QUESTIONS: Record<string, Partial<Answers>> = {
  'chat, no limit': {},
  'chat for 2,500': { budget_usd: 2500 },
  'chat for 3,000, any condition': { budget_usd: 3000, condition: 'any' },
  'a named model for 3,000': { budget_usd: 3000, models: ['moe-120b-a5b'] },
  'a dense model': { models: ['dense-32b'], priorities: ['speed'] },
  'coding for 4,000': { ...work('coding'), budget_usd: 4000 },
  'long documents': { ...work('rag'), context: 32_768, budget_usd: 3000 },
  'pictures for 2,000': { ...work('image'), budget_usd: 2000 },
  'training, CUDA preferred': { ...work('finetune'), cuda: 'preferred' },
  'training for 2,500': { ...work('finetune'), budget_usd: 2500 },
  'ten users': { ...work('serving'), users: 10 },
  'a dense model in a small box': { models: ['dense-32b'], priorities: ['speed'], form: 'mini' },
  'pictures without NVIDIA': { ...work('image'), not: ['nvidia'] },
  'pictures on AMD alone': { ...work('image'), only: ['amd'] },
  'pictures on a Mac': { ...work('image'), os: 'macos' },
  'CUDA insisted on': { cuda: 'required' },
  'quiet, small': { priorities: ['quiet', 'size'], budget_usd: 5000 },
  'beside something that holds memory': { keep_free_gib: gibAsSold(110) },
  'chat and pictures': {
    workloads: [
      { id: 'chat', weight: 2 },
      { id: 'image', weight: 1 },
    ],
    budget_usd: 3000,
  },
};

describe('what would change the answer, asked again', () => {
  const all = Object.entries(QUESTIONS).flatMap(([name, over]) =>
    answer(over).flips.map((f) => ({ name, over, f, before: first(over)?.system.id })),
  );

  it('covers every kind of flip', () => {
    expect([...new Set(all.map(({ f }) => f.change))].sort()).toEqual([
      'budget',
      'condition',
      'context',
      'cuda',
      'form',
      'keep_free',
      'method',
      'not',
      'only',
      'os',
      'price',
    ]);
  });

  it.each(all.map((x) => [`${x.name}: ${x.f.change}`, x] as const))('%s', (_, { over, f, before }) => {
    if (f.change !== 'context') {
      expect(answer({ ...over, ...changedBy(f) }).ranked[0]?.system.id).toBe(f.system?.id);
      return;
    }
    // The very model in its format: it lies in the memory of the pick at the limit, and beyond it only in eight bits, if at all.
    const { model } = answer(over).ranked[0] ?? {};
    const named = { ...over, models: [model?.id ?? ''], quant: idOfFormat(model?.quant) };
    const fitAt = (context: number) => {
      const fit = answer({ ...named, context }).ranked.find((r) => r.system.id === before)?.fit;
      return `${fit?.status ?? 'no'} ${fit?.kv_type ?? ''}`;
    };
    expect(fitAt(Number(f.to))).toMatch(/(comfortable|tight) f16/);
    expect(fitAt(Number(f.to) + 256)).toMatch(/offload|no|tight (q8_0|fp8|mlx8)/);
  });

  it('a dollar less than the budget it names leaves the answer as it is, or gives its twin, or one as cheap', () => {
    const kin = (id: string | undefined) => mini.systems[id ?? '']?.group ?? id;
    for (const { over, f, before } of all)
      if (f.change === 'budget' && before !== undefined) {
        const then = first({ ...over, budget_usd: Number(f.to) - 1 });
        // Beside more money one that the first budget paid for may come before another: nobody has to raise it for that.
        const paidFor = (then?.price_usd?.value ?? Number.POSITIVE_INFINITY) <= (over.budget_usd ?? 0);
        expect(paidFor || kin(then?.system.id) === kin(before)).toBe(true);
      }
  });

  it('at 20 dollars more than the price it names, the answer is as it was', () => {
    const prices = all.filter(({ f }) => f.change === 'price');
    expect(prices.length).toBeGreaterThan(1);
    for (const { over, f, before } of prices) {
      const prices_usd = { [f.system?.id ?? '']: Number(f.to) + 20 };
      expect(first({ ...over, prices_usd })?.system.id).toBe(before);
    }
  });
});

it('with a larger budget names machines only that this one does not pay for', () => {
  const textOf = (id: 'coding' | 'chat', budget_usd: number) =>
    flip('budget', { ...work(id), budget_usd, condition: 'any' })?.text;
  expect(textOf('chat', 5300)).toMatch(
    /^With \$1\d,000 instead of \$5,300, when money weighs less: Cuda Box for about \$5,400 leads\.$/,
  );
  expect(textOf('chat', 5900)).toBeUndefined();
  expect(textOf('coding', 4900)).toBe('With $5,400 instead of $4,900: Cuda Box leads.');
});

it('asks for the other training method only where none was said', () => {
  const training = { ...work('finetune'), budget_usd: 2500 };
  expect(flip('method', training)).toMatchObject({ from: 'qlora', to: 'lora' });
  expect(flip('method', { ...training, method: 'qlora' })).toBeUndefined();
  expect(flip('method', { budget_usd: 2500 })).toBeUndefined();
});

describe('what is insisted on', () => {
  it('says what it costs: an operating system, and CUDA', () => {
    expect(flip('os', { ...work('image'), os: 'macos' })).toMatchObject({ from: 'macos', to: 'any' });
    expect(flip('os', { ...work('image'), os: 'macos' })?.text).toMatch(
      /^If it need not run macOS: .* leads\.$/,
    );
    expect(flip('cuda', { cuda: 'required' })).toMatchObject({ from: 'required', to: 'none' });
    expect(flip('cuda', { cuda: 'required' })?.text).toMatch(/^Without CUDA: .* leads\.$/);
  });
});

describe('when nothing qualifies', () => {
  it('the cheapest that would is the nearest miss', () => {
    const d = answer({ models: ['moe-120b-a5b'], quant: 'mxfp4', cuda: 'required', budget_usd: 2000 });
    expect(d.ranked).toEqual([]);
    const [miss] = d.flips;
    expect(miss).toMatchObject({ change: 'budget', from: 2000 });
    const cheapest = answer({ models: ['moe-120b-a5b'], quant: 'mxfp4', cuda: 'required' }).ranked.sort(
      (a, b) => (a.price_usd?.value ?? 0) - (b.price_usd?.value ?? 0),
    )[0];
    expect(miss?.system?.id).toBe(cheapest?.system.id);
    expect(miss?.to).toBe(cheapest?.price_usd?.value);
  });
  it('is worth its money, where anything is', () => {
    const over = work('chat');
    const scores = answer(over).ranked.map((r) => ({ score: r.score, usd: r.price_usd?.value ?? 0 }));
    const cheapest = scores.reduce((a, b) => (b.usd < a.usd ? b : a));
    const least = cheapest.score + 1;
    const broke = { ...over, budget_usd: 50 };
    expect(answer(broke).flips[0]?.to).toBe(Math.ceil(cheapest.usd));
    expect(answer(broke).flips[0]?.text).toMatch(/^The cheapest that does it is [^;]*\.$/);
    const [miss] = answer(broke, withConstants({ least_worth_buying: least })).flips;
    const better = scores.filter((s) => s.score >= least).map((s) => s.usd);
    expect(miss?.to).toBe(Math.ceil(Math.min(...better)));
    expect(miss?.text).toMatch(
      /^The cheapest worth its money is [^;]*; [^;]* does it poorly for about \$[\d,]+\.$/,
    );
    expect(miss?.text).toContain(usd(Math.ceil(cheapest.usd)));
  });
  it.each([
    [2, 'worth its money'],
    [4, 'that does it, if poorly,'],
  ])('where what is worth it costs %d times as much as the poor one: the cheapest %s', (times, said) => {
    const over = work('chat');
    const [poor, ...others] = answer(over).ranked.sort(
      (a, b) => (a.price_usd?.value ?? 0) - (b.price_usd?.value ?? 0),
    );
    const cost = (poor?.price_usd?.value ?? 0) * times;
    const asked = { ...over, prices_usd: Object.fromEntries(others.map((r) => [r.system.id, cost])) };
    const strict = withConstants({ least_worth_buying: (poor?.score ?? 0) + 1 });
    const [miss] = answer({ ...asked, budget_usd: 50 }, strict).flips;
    expect(miss?.text).toMatch(new RegExp(`^The cheapest ${said} is `));
  });
  it('and there is none when no budget would help', () => {
    expect(flip('budget', { models: ['giant-1t-a32b'], quant: 'q8_0', budget_usd: 2000 })).toBeUndefined();
  });
});

describe('flips that have no point', () => {
  it('no budget flip without a budget', () => {
    expect(flip('budget')).toBeUndefined();
  });
  const WITHOUT_LIMITS = ['budget', 'price', 'cuda', 'os', 'condition', 'form'] as const;
  it.each(WITHOUT_LIMITS)(
    'none of %s that names a machine which does nothing better than what is owned',
    (change) => {
      const named = Object.values(QUESTIONS).flatMap((over) => {
        const system = flip(change, over)?.system;
        return system ? [{ over, id: system.id }] : [];
      });
      expect(named.length).toBeGreaterThan(0);
      for (const { over, id } of named) {
        // Its like, of which nothing can be built into another.
        const { group: _, ...like } = systemOf(id);
        const mine = { ...like, id: 'mine', name: 'Mine', parts: [] };
        const { ranked, flips } = answer({ ...over, own: ['mine'] }, withSystem(mini, mine));
        expect(ranked.length).toBeGreaterThan(0);
        expect(flips.find((f) => f.change === change)?.system?.id).not.toBe(id);
      }
    },
  );
  it('none that names a machine beside which what is owned would be kept', { timeout: 30_000 }, () => {
    const owners = ['card-24', 'card-16', 'mac-64', 'box-amd'];
    const asked = owners.flatMap((id) =>
      Object.values(QUESTIONS).flatMap((over) => {
        const mine = { ...over, own: [id] };
        return answer(mine).flips.flatMap((f) => (f.system ? [{ mine, f }] : []));
      }),
    );
    expect(asked.length).toBeGreaterThan(10);
    for (const { mine, f } of asked) {
      const then = answer({ ...mine, ...changedBy(f) }).alternatives;
      expect(
        then.filter((a) => a.kind === 'own' && a.is_the_answer).map((a) => `${a.title}: ${f.text}`),
      ).toEqual([]);
    }
  });
  it('but one where what is owned could not do the work any more', () => {
    const d = answer({ own: ['mac-64'] });
    expect(d.alternatives.some((a) => a.kind === 'own' && a.is_the_answer)).toBe(true);
    expect(d.flips.find((f) => f.change === 'cuda')?.system).toBeTruthy();
  });
  it('none that names a machine too poor to be bought', () => {
    const strict = withConstants({ least_worth_buying: 101 });
    for (const over of Object.values(QUESTIONS)) {
      expect(answer(over).ranked.length).toBeGreaterThan(0);
      expect(answer(over, strict).flips.filter((f) => f.system !== null)).toEqual([]);
    }
  });
  it('no CUDA flip when the pick has it and would lead without', () => {
    const said = { ...work('image'), cuda: 'required' } as const;
    expect(first({ ...said, cuda: 'none' })?.system.id).toBe(first(said)?.system.id);
    expect(flip('cuda', said)).toBeUndefined();
  });
  it('no flip of the operating system when the pick leads under all of them', () => {
    expect(first({ os: 'linux' })?.system.id).toBe(first({})?.system.id);
    expect(flip('os', { os: 'linux' })).toBeUndefined();
  });
  it('no shape flip when any shape will do, or the pick leads all of them', () => {
    expect(flip('form')).toBeUndefined();
    const leader = mini.systems[first({})?.system.id ?? ''];
    const form = leader?.form.class === 'mini-desktop' ? 'mini' : 'desktop';
    expect(first({ form })?.system.id).toBe(leader?.id);
    expect(flip('form', { form })).toBeUndefined();
  });
  it('no context flip where the model itself ends first', () => {
    const d = answer({ models: ['moe-30b-a3b'], prices_usd: { 'box-amd': 400 } });
    expect(d.ranked[0]?.system.id).toBe('box-amd');
    expect(d.ranked[0]?.fit?.max_context).toBe(mini.models['moe-30b-a3b']?.architecture?.max_context);
    expect(d.flips.some((f) => f.change === 'context')).toBe(false);
  });
});
