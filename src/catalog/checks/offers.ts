import type { Offer } from '../../schema/offer.ts';
import type { OfferKind } from '../../schema/vocabulary.ts';
import type { Collections } from '../collections.ts';
import type { Check, Complaints } from './complaints.ts';
import { before } from './dates.ts';

const KINDS_OF: Readonly<Record<string, readonly OfferKind[]>> = {
  '': ['list', 'street', 'used'],
  cloud: ['cloud-hourly'],
  api: ['api-input', 'api-output', 'api-picture', 'api-second'],
  electricity: ['electricity'],
};
const SECOND_HAND = /\b(?:used|second[- ]hand|refurbished|pre-owned)\b/i;

/** Prices are of a kind that suits what they are of, and of a day that agrees with when it was sold. */
export const checkOffers: Check = (all, complain, today) => {
  const seen = new Set<string>();
  for (const [i, offer] of all.offers.entries()) {
    const fault = (column: keyof Offer, message: string, hint?: string) =>
      complain.row('prices', i, column, message, hint);
    const [scheme, id] = splitItem(offer.item);
    if (!KINDS_OF[scheme]?.includes(offer.kind))
      fault(
        'kind',
        `${offer.kind} is no price of "${offer.item}"`,
        `Known: ${KINDS_OF[scheme]?.join(', ')}.`,
      );
    if (before(today, offer.observed)) fault('observed', `${offer.observed} is in the future`);
    if (isNew(offer) && SECOND_HAND.test(offer.config))
      fault('kind', `"${offer.config}" is ${offer.kind}, the price of new goods`, 'Its kind is "used".');
    if (scheme === '') checkStatus(all, offer, id, i, complain);
    const key = [
      offer.item,
      offer.config,
      offer.kind,
      offer.amount,
      offer.currency,
      offer.observed,
      offer.source,
    ].join('|');
    if (seen.has(key)) fault('item', 'the same price from the same source is there twice', 'Keep one row.');
    seen.add(key);
  }
};

/** Nothing is bought before it exists, and nothing is sold new after its end. Doubtful rows are evidence, not offers. */
function checkStatus(all: Collections, offer: Offer, id: string, i: number, complain: Complaints): void {
  if (offer.trust === 'doubtful') return;
  const system = all.systems[id];
  const released = system ? system.released : all.devices[id]?.released;
  // Makers announce a list price before the first day of sale.
  const start = offer.kind === 'list' ? (system?.announced ?? released) : released;
  if (before(offer.observed, start))
    complain.row(
      'prices',
      i,
      'observed',
      `${id} was not ${offer.kind === 'list' && system?.announced ? 'announced' : 'released'} before ${start}`,
      'Correct the release, or mark the price doubtful.',
    );
  if (system?.ended && isNew(offer) && before(system.ended, offer.observed))
    complain.row(
      'prices',
      i,
      'kind',
      `${id} ended on ${system.ended} and has a ${offer.kind} price of ${offer.observed}`,
      'Mark it doubtful, or correct the end date.',
    );
}

const isNew = (offer: Offer): boolean =>
  offer.trust === 'ok' && (offer.kind === 'list' || offer.kind === 'street');

/** The scheme of what is priced ("" for goods) and its id. */
export const splitItem = (item: string): readonly [string, string] => {
  const colon = item.indexOf(':');
  return colon < 0 ? ['', item] : [item.slice(0, colon), item.slice(colon + 1)];
};
