import { daysBetween } from '../units/days.ts';
import { ascending } from '../units/order.ts';
import type { Price } from './pricing.ts';

/** Seen this much later, a price tells of another market. Days (assumption). */
export const LATER_DAYS = 10;

/** A machine that would do for a part of a build, and what it costs on the day. */
export interface Alike {
  readonly item: string;
  readonly price: Price | null;
  /** Nobody had one to sell when last looked at. */
  readonly sold_out: boolean;
}

/**
 * Which of several machines that would do alike a build is priced with: the cheapest whose price can be relied on. One
 * that is old, or of the market before, tempts without being on offer, so it does not win; neither does one of a machine
 * that nobody has to sell. The named one stays unless another is cheaper, or it cannot be had itself; a price of it that
 * the buyer stated stands.
 */
export function cheapestAlike(named: Alike, others: readonly Alike[]): Alike {
  if (named.price?.kind === 'stated') return named;
  const offered = others.filter(isOffered).filter(({ price }) => !price.stale);
  const measure = named.price ?? newestOf(offered);
  if (!measure) return named;
  const sound = offered.filter(({ price }) => daysBetween(price.observed, measure.observed) < LATER_DAYS);
  const open = isOffered(named) ? [named, ...sound] : sound;
  const [first, ...rest] = open;
  if (!first) return named;
  return rest.reduce((best, one) => (one.price.value < best.price.value ? one : best), first);
}

type Offered = Alike & { readonly price: Price };
const isOffered = (one: Alike): one is Offered => one.price !== null && !one.sold_out;

const newestOf = (offered: readonly Offered[]): Price | undefined =>
  offered.map(({ price }) => price).sort((a, b) => ascending(b.observed, a.observed))[0];
