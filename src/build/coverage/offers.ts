import type { Collections } from '../../catalog/collections.ts';
import { PRICE_RULES } from '../../prices/pricing.ts';
import type { Offer } from '../../schema/offer.ts';
import { daysBetween, latestDay } from '../../units/days.ts';
import { ascending } from '../../units/order.ts';
import { groupBy } from '../../units/statistics.ts';

/** Upper ends of the age classes, days: when prices become stale, then history where memory is on board. */
export const AGE_CLASSES = [
  PRICE_RULES.stale_days_memory,
  PRICE_RULES.stale_days_other,
  PRICE_RULES.expires_days_memory,
] as const;

interface OfferFamily {
  readonly family: string;
  readonly offers: number;
  /** Trustworthy ones by age: up to each of AGE_CLASSES, then older. */
  readonly by_age: readonly number[];
  readonly doubtful_or_promo: number;
  readonly foreign_currency: number;
  readonly newest: string;
}

/** Price observations by what they are of, and how old they are on a day. */
export function offersByFamily(all: Collections, today: string): OfferFamily[] {
  return [...groupBy(all.offers, (o) => familyOf(o, all))]
    .map(([family, offers]) => {
      const usable = offers.filter((o) => o.trust === 'ok' && o.currency === 'USD');
      const classes = [...AGE_CLASSES, Number.POSITIVE_INFINITY];
      const classOf = (o: Offer) => classes.findIndex((end) => daysBetween(o.observed, today) <= end);
      return {
        family,
        offers: offers.length,
        by_age: classes.map((_, i) => usable.filter((o) => classOf(o) === i).length),
        doubtful_or_promo: offers.filter((o) => o.trust !== 'ok').length,
        foreign_currency: offers.filter((o) => o.trust === 'ok' && o.currency !== 'USD').length,
        newest: latestDay(usable.map((o) => o.observed)),
      };
    })
    .sort((a, b) => ascending(a.family, b.family));
}

function familyOf(offer: Offer, all: Collections): string {
  const scheme = /^(\w+):/.exec(offer.item)?.[1];
  if (scheme) return scheme;
  const system = all.systems[offer.item];
  if (system) return `system: ${system.kind}`;
  const device = all.devices[offer.item];
  if (device) return `card: ${device.vendor}${offer.kind === 'used' ? ', used' : ''}`;
  return `part: ${all.parts[offer.item]?.kind ?? 'unknown'}`;
}
