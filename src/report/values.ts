import type { Fit, PriceQuote } from '../schema/document.ts';
import type { Estimate } from '../schema/estimate.ts';
import type { Backend, TablePlace } from '../schema/vocabulary.ts';
import { digitsFor, duration, durationRange, gib, significant, usd } from '../units/format.ts';
import type { Seconds } from '../units/units.ts';

/** "52": an estimate's value with as many digits as its basis earns. */
export const figureOf = (e: Estimate | null): string =>
  e === null ? '?' : significant(e.value, digitsFor(e.basis));

/** "48–56", or one figure when both ends print alike. */
export function rangeOf(e: Estimate): string {
  const [low, high] = [significant(e.low, 2), significant(e.high, 2)];
  return low === high ? low : `${low}–${high}`;
}

/** "0.86 s (0.69–1.0 s)"; `unit_s`: the seconds in one unit of the estimate. */
export function timeOf(e: Estimate, unit_s: Seconds = 1): string {
  const [value, range] = [duration(e.value * unit_s), durationRange(e.low * unit_s, e.high * unit_s)];
  return range === value ? value : `${value} (${range})`;
}

/** Backends as their makers write them. */
export const BACKEND_NAMES: Record<Backend, string> = {
  cuda: 'CUDA',
  rocm: 'ROCm',
  vulkan: 'Vulkan',
  metal: 'Metal',
  mlx: 'Metal',
  sycl: 'SYCL',
  cpu: 'the CPU',
  'tt-metal': 'TT-Metal',
};

const PRICE_KINDS: Record<PriceQuote['kind'], string> = {
  list: 'list price',
  street: 'street price',
  used: 'used price',
  parts: 'sum of its parts',
  'own-price': 'your price',
  'cloud-hourly': 'price per hour',
  'api-input': 'price per million tokens',
  'api-output': 'price per million tokens',
  'api-picture': 'price per picture',
  'api-second': 'price per second of film',
  electricity: 'price per kWh',
};

/** Whether some of its parts are priced used and others new. */
export const isMixed = ({ parts }: PriceQuote): boolean =>
  parts.some((p) => p.kind === 'used') && parts.some((p) => p.kind !== 'used');

/** "$1,933 new ($1,388–$2,732), street price of 2026-08-31 [source]". How old that is, a caveat says. */
export function priceInWords(price: PriceQuote): string {
  const kind = kindOf(price);
  if (kind === 'own-price') return `${usd(price.value)}, your price`;
  const range = price.low === price.high ? '' : ` (${usd(price.low)}–${usd(price.high)})`;
  const added = price.also_included ? `, with ${price.also_included.join(', ')} added` : '';
  const others = price.parts.flatMap(({ name, instead_of }) =>
    instead_of === undefined ? [] : [`, with ${name} in place of ${instead_of}`],
  );
  const source = price.source === '' ? '' : ` [${price.source}]`;
  const seen = kind === 'parts' ? ', four fifths of it priced since' : ' of';
  return `${usd(price.value)} ${isMixed(price) ? 'partly used' : price.condition}${range}, ${PRICE_KINDS[kind]}${seen} ${price.observed}${added}${others.join('')}${source}`;
}

/** A card for one's own PC is the sum of one part: that part's price. */
function kindOf({ kind, parts: [part, second] }: PriceQuote): PriceQuote['kind'] {
  if (!part || second) return kind;
  return Object.hasOwn(PRICE_KINDS, part.kind) ? (part.kind as PriceQuote['kind']) : 'own-price';
}

/** Points of a score; all with the same decimals, so that they compare. */
export const scoreText = (score: number): string => score.toFixed(1);

/** Points that are added or taken away: "+9", "−3". */
export const signedPoints = (points: number): string =>
  points === 0 ? '0' : `${points > 0 ? '+' : '−'}${Math.abs(points)}`;

/** Whole points of rows, best first: what too little is known of comes last, and shows no more than the one above it. */
export function pointsColumn(rows: readonly { readonly score: number }[]): string[] {
  let least = Number.POSITIVE_INFINITY;
  return rows.map(({ score }) => {
    least = Math.min(least, Math.round(score));
    return String(least);
  });
}

/** A price in a column; the star of an old one is explained under the table. */
export const priceShort = (price: PriceQuote | null): string =>
  price === null ? '?' : `${usd(price.value)}${price.stale ? '*' : ''}`;

/** Servers that each hold the whole model. */
export const sideBySide = (copies: number): string => `${copies} copies side by side`;

const TABLE_PLACE_NAMES: Readonly<Record<TablePlace, string>> = {
  drive: 'on the drive',
  'main-memory': 'in main memory',
};

/** "; 26.8 GiB of n-gram tables lie on the drive": what the memory told does not hold, where there is such. */
export function tablesApart({ tables }: Pick<Fit, 'tables'>): string {
  if (!tables) return '';
  const slower = tables.slows_prompts ? ', and prompts may take twice as long' : '';
  return `; ${gib(tables.gib)} of n-gram tables lie ${TABLE_PLACE_NAMES[tables.where]}${slower}`;
}
