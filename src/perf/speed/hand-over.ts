import type { Estimate } from '../../schema/estimate.ts';
import type { Bytes, BytesPerSecond, Seconds } from '../../units/units.ts';

/** What one machine does for the prompt, and what must cross to the one that generates. */
interface HandOver {
  /** Until the first machine has read the prompt and knows the first token. */
  readonly first_token_s: Estimate<Seconds>;
  /** Bytes of cache that the prompt leaves behind. */
  readonly cache_bytes: Bytes;
  /** Decimal bytes per second of the link as sold, one direction. */
  readonly link_bytes_s: BytesPerSecond;
  /** Layers whose caches are sent one by one while the next is computed. */
  readonly layers: number;
}

/** Share of an Ethernet or Thunderbolt link that a stream of caches gets (assumption: TCP over 10 GbE reaches nine tenths). */
const WIRE_SHARE = 0.9;

interface HandOverTime {
  readonly transfer_s: Seconds;
  /** The part of the transfer that the arithmetic does not hide. */
  readonly exposed_s: Seconds;
}

/**
 * The caches of a layer leave while the next layer is computed, so compute and transfer run like a two-stage pipeline:
 * the longer of the two, and one layer of the shorter. Where the link is slower than the arithmetic, it sets the pace.
 */
export function handOverTime(h: Omit<HandOver, 'first_token_s'>, prefill_s: Seconds): HandOverTime {
  const transfer = h.cache_bytes / (h.link_bytes_s * WIRE_SHARE);
  const both = Math.max(prefill_s, transfer) + Math.min(prefill_s, transfer) / Math.max(1, h.layers);
  return { transfer_s: transfer, exposed_s: both - prefill_s };
}

/**
 * Time to the first token where one machine reads the prompt and another generates: reading, and what of the transfer
 * shows. The ends of the interval are those of the reading.
 */
export function handedOverTtft(h: HandOver): Estimate<Seconds> {
  const read = h.first_token_s;
  const at = (seconds: Seconds) => seconds + handOverTime(h, seconds).exposed_s;
  return {
    low: at(read.low),
    value: at(read.value),
    high: at(read.high),
    unit: 's',
    basis: 'modelled',
    evidence: read.evidence,
    bound_by: handOverTime(h, read.value).exposed_s > read.value ? 'link' : read.bound_by,
  };
}
