import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import {
  answer,
  mini,
  offer,
  systemOf,
  TODAY,
  withOffers,
  withSystem,
  work,
} from '../../../fixtures/mini-catalog.ts';
import { find } from './instead.ts';

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
  it('is for what costs no more than the budget, where its maker has said the price', () => {
    const said = withOffers(mini, offer('box-next', 2700, TODAY));
    const text = (catalog: typeof mini, over: Partial<Answers> = {}) =>
      find('wait', over, catalog)?.reasons.find((r) => r.code === 'announced')?.text;
    expect(text(said, { budget_usd: 2700 })).toBe('It is announced at $2,700.');
    expect(text(said, { budget_usd: 2699 })).toBeUndefined();
    const next = { ...systemOf('box-next'), id: 'box-after', name: 'Box After' };
    expect(text(withSystem(mini, next))).toBe(
      '2 announced machines would qualify; what they will cost nobody knows yet.',
    );
    expect(text(withSystem(said, next))).toBe(
      '2 announced machines would qualify, one of them for $2,700; what the others will cost nobody knows yet.',
    );
    expect(text(withOffers(withSystem(said, next), offer('box-after', 2600, TODAY)))).toBe(
      '2 announced machines would qualify, for $2,600 and more.',
    );
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
  it('names first what would do this work best, not what was announced last', () => {
    const next = systemOf('box-next');
    const named = (memory_gb: number) => {
      const later = {
        ...next,
        id: 'box-later',
        name: 'Later Box, any maker',
        announced: '2026-11-01',
        memory_gb,
      };
      return find('wait', {}, withSystem(mini, later))?.title;
    };
    expect(next).toMatchObject({ announced: '2026-10-01', memory_gb: 192 });
    expect(named(32)).toContain('Wait for Announced Box or Later Box (any maker)');
    expect(named(192)).toContain('Wait for Later Box (any maker) or Announced Box');
  });
  it('does not hurry anybody for what is clearly worse than the pick', () => {
    const poor = { ...systemOf('mac-64'), id: 'poor', name: 'Poor', devices: systemOf('mac-64').devices };
    const dear = (usd: number) =>
      find(
        'wait',
        { os: 'macos' },
        withOffers(
          withSystem(mini, poor),
          offer('poor', usd / 1.3, '2026-07-01'),
          offer('poor', usd, '2026-10-01'),
        ),
      )?.reasons.find((r) => r.code === 'price_trend')?.text;
    expect(dear(2700)).toContain('Poor rose 30 %');
    expect(dear(40_000)).toBeUndefined();
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
    expect(said(3400).join()).toContain('2 of the 3 best fell 21 %');
    expect(said(2200)).toEqual([]);
    expect(said(2200, 'macos', 2200).join()).toContain('2 of the 3 best rose 23 %');
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
