import type { PriceQuote, Ranked } from '../schema/document.ts';
import type { Estimate } from '../schema/estimate.ts';
import { digitsFor, duration, significant, usd } from '../units/format.ts';

/** "52" or "48–56": an estimate's value with as many digits as its basis earns. */
export const figureOf = (e: Estimate | null): string =>
  e === null ? '?' : significant(e.value, digitsFor(e.basis));
export function rangeOf(e: Estimate | null, dash = '–'): string {
  if (e === null) return 'unknown';
  const low = significant(e.low, 2);
  const high = significant(e.high, 2);
  return low === high ? low : `${low}${dash}${high}`;
}
export const rateOf = (e: Estimate | null): string => (e === null ? 'unknown' : `${figureOf(e)} tok/s`);
export const timeOf = (e: Estimate | null): string => (e === null ? 'unknown' : duration(e.value));
export const timeRangeOf = (e: Estimate | null, dash = '–'): string =>
  e === null ? 'unknown' : `${duration(e.low)}${dash}${duration(e.high)}`;

const PRICE_KINDS: Record<PriceQuote['kind'], string> = {
  list: 'list price',
  street: 'street price',
  used: 'used price',
  parts: 'sum of parts',
  'own-price': 'your price',
  'cloud-hourly': 'per hour',
  'api-input': 'per million tokens',
  'api-output': 'per million tokens',
  electricity: 'per kWh',
};

/** "list price seen 2026-09-30, 51 days ago". */
export function priceFacts(price: PriceQuote): string {
  if (price.kind === 'own-price') return 'your price';
  const age = price.age_days === 0 ? 'today' : `${price.age_days} days before`;
  return `${PRICE_KINDS[price.kind]}, seen ${price.observed} (${age}${price.stale ? ': old, ask again' : ''})`;
}

export const priceShort = (price: PriceQuote | null): string =>
  price === null ? '?' : `${usd(price.value)}${price.stale ? '*' : ''}`;

/** What a row's speed columns show, by the kind of its first workload. */
export function speedCells(row: Ranked): [string, string] {
  if (row.speed)
    return [figureOf(row.speed.decode_tok_s), row.speed.ttft_s ? duration(row.speed.ttft_s.value) : '?'];
  if (row.finetune)
    return [
      row.finetune.hours ? duration(row.finetune.hours.value * 3600) : '?',
      figureOf(row.finetune.tokens_per_s),
    ];
  const job = row.image ?? row.video;
  return [
    job?.seconds ? duration(job.seconds.value) : '?',
    job?.peak_gib ? `${figureOf(job.peak_gib)} GiB` : '?',
  ];
}

export function speedTitles(row: Ranked | undefined): [string, string] {
  if (row?.finetune) return ['TRAINING', 'TOK/S'];
  if (row?.image) return ['PER IMAGE', 'MEMORY'];
  if (row?.video) return ['PER CLIP', 'MEMORY'];
  return ['DECODE TOK/S', 'FIRST TOKEN'];
}
