import { describe, expect, it } from 'vitest';
import { deriveDemand } from '../../../../src/recommend/need.ts';
import { blankPerformance, outcome } from '../../../../src/recommend/perform/outcome.ts';
import { makePriceBook } from '../../../../src/recommend/prices/price-book.ts';
import { priceTerms } from '../../../../src/recommend/prices/price-terms.ts';
import type { Catalog } from '../../../../src/schema/catalog.ts';
import type { Gib } from '../../../../src/units/units.ts';
import { factsOf } from '../../../fixtures/facts-of.ts';
import {
  deviceOf,
  mini,
  offer,
  said,
  systemOf,
  TODAY,
  withOffers,
  withSystem,
} from '../../../fixtures/mini-catalog.ts';

const facts = (id: string, catalog = mini, own: string[] = [], prices_usd = {}) => {
  const answers = said({ own, prices_usd });
  const price = makePriceBook(catalog, priceTerms(answers, TODAY)).quote(systemOf(id, catalog));
  return factsOf(id, price, answers, catalog);
};
const old = {
  ...mini,
  offers: mini.offers.filter((o) => o.item !== 'card-24' && o.item !== 'tower-kit'),
};

describe('the age of a price', () => {
  it("is that of the oldest part, and the card's apart from it", () => {
    const build = withOffers(
      old,
      offer('card-24', 1600, '2026-11-10'),
      offer('tower-kit', 1000, '2026-02-23'),
    );
    expect(facts('tower-1x24', build)).toMatchObject({
      'candidate.price_age_days': 270,
      'candidate.card_offer_age_days': 10,
    });
    const card = withOffers(
      old,
      offer('card-24', 1600, '2026-02-23'),
      offer('tower-kit', 1000, '2026-11-10'),
    );
    expect(facts('tower-1x24', card)['candidate.card_offer_age_days']).toBe(270);
  });
  it("is nobody's where the card is there already", () => {
    const build = withOffers(
      old,
      offer('card-24', 1600, '2026-11-10'),
      offer('tower-kit', 1000, '2026-02-23'),
    );
    expect(facts('tower-1x24', build, ['card-24'])).toMatchObject({
      'candidate.uses_owned': true,
      'candidate.price_age_days': 270,
      'candidate.card_offer_age_days': null,
    });
  });
  it('is one for a machine sold whole, and unknown without a price', () => {
    const box = facts('box-amd');
    expect(box['candidate.card_offer_age_days']).toBe(box['candidate.price_age_days']);
    expect(facts('tower-1x24', old)['candidate.card_offer_age_days']).toBeNull();
  });
});

describe('what is owned', () => {
  it('is so whatever memory its owner says beside it', () => {
    const owned = (own: string[]) => facts('box-amd', mini, own)['candidate.owned'];
    expect(owned([])).toBe(false);
    expect(owned(['box-amd'])).toBe(true);
    expect(owned(['box-amd 32GB'])).toBe(true);
  });
});

describe('a Mac that is joined to something', () => {
  const part = (item: string) => ({ item, count: 1 });
  const joined = withSystem(mini, {
    ...systemOf('pair-cuda'),
    id: 'box-and-mac',
    parts: [part('box-amd'), part('mac-64')],
  });
  const several = withSystem(joined, { ...systemOf('pair-cuda'), id: 'macs', parts: [part('mac-64')] });
  const held = (own: string[]) => facts('box-and-mac', several, own)['candidate.holds_own_mac'];
  it('is there already where it is that one, and not any other', () => {
    expect(held([])).toBe(false);
    expect(held(['mac-64'])).toBe(true);
    expect(held(['mac-64 64GB'])).toBe(true);
    expect(held(['mac-64-old'])).toBe(false);
  });
  it('is not the box beside it, and may be one of several that are owned', () => {
    expect(held(['box-amd'])).toBe(false);
    expect(held(['macs'])).toBe(true);
  });
});

describe('the age of a chip', () => {
  const ageOf = (made_again?: string) => {
    const device = { ...deviceOf('card-24'), released: '2020-11-20', ...(made_again && { made_again }) };
    return facts('tower-1x24', { ...mini, devices: { ...mini.devices, 'card-24': device } })[
      'candidate.chip_age_days'
    ];
  };
  it('counts from its first sale, or from the day that it was taken into production once more', () => {
    expect(ageOf()).toBe(2191);
    expect(ageOf('2026-11-10')).toBe(10);
    expect(ageOf('2026-10')).toBe(20);
    expect(ageOf('2026-12')).toBe(2191);
  });
});

describe('a machine that was seen sold out', () => {
  const seenOn = (seen: string, ...offers: Parameters<typeof withOffers>[1][]) =>
    withSystem(withOffers({ ...mini, offers: [] }, offer('box-amd', 2000, '2026-09-01'), ...offers), {
      ...systemOf('box-amd'),
      sold_out: { seen, source: 'made-up' },
    });
  const days = (catalog: Catalog, prices = {}) =>
    facts('box-amd', catalog, [], prices)['candidate.sold_out_days'];
  it('has been so for some days, and for nobody before that day', () => {
    expect(days(seenOn('2026-11-10'))).toBe(10);
    expect(days(seenOn('2026-11-21'))).toBeNull();
    expect(days(mini)).toBeNull();
  });
  it('is so no more once a shop offers it, or the buyer knows a price', () => {
    expect(days(seenOn('2026-10-01', offer('box-amd', 2100, '2026-11-10')))).toBeNull();
    expect(days(seenOn('2026-10-01', offer('box-amd', 2100, '2026-11-10', 'list')))).toBe(50);
    expect(days(seenOn('2026-11-10'), { 'box-amd': 1900 })).toBeNull();
  });
});

describe('memory and devices of several needs', () => {
  const [need] = deriveDemand(said({ workloads: [{ id: 'finetune', weight: 1 }] }), mini).needs;
  const work = (headroom: number | null, fits: boolean | null) => {
    if (!need) throw new Error('no need');
    const fit = {
      status: 'comfortable' as const,
      footprint_gib: 50 as Gib,
      weights_gib: 40 as Gib,
      kv_gib: 5 as Gib,
      buffers_gib: 5 as Gib,
      usable_gib: 100 as Gib,
      max_context: null,
      kv_type: 'f16' as const,
    };
    const over = { headroom, fits_one_device: fits, fits_one_node: fits };
    return outcome({ ...blankPerformance(need), fit }, 'linux', over);
  };
  const of = (...outcomes: ReturnType<typeof work>[]) => {
    const f = factsOf('box-amd', null, said({}), mini, outcomes);
    return [f['fit.headroom_share'], f['fit.headroom_gib'], f['fit.fits_one_device'], f['fit.fits_one_node']];
  };
  it('are those of the fullest, and of all: what one leaves empty another may fill', () => {
    expect(of(work(8, true), work(2, false))).toEqual([0.5, 50, false, false]);
    expect(of(work(2, false), work(8, true))).toEqual([0.5, 50, false, false]);
    expect(of(work(4, true))).toEqual([0.75, 75, true, true]);
  });
  it('are unknown only where they are so of every need', () => {
    expect(of(work(null, null), work(4, true))).toEqual([0.75, 75, true, true]);
    expect(of(work(null, null))).toEqual([null, null, null, null]);
  });
});
