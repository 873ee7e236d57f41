import type { Seconds, TokensPerSecond, Usd } from '../units/units.ts';

/**
 * Speed as one reply feels it, tok/s: its tokens over the wait for the first one and the rest of the decode.
 * Null when the decode speed is unknown; an unknown wait is left out rather than guessed.
 */
export function feltSpeed(
  decode_tok_s: TokensPerSecond | null,
  ttft_s: Seconds | null,
  output_tokens: number,
): TokensPerSecond | null {
  if (decode_tok_s === null || !(decode_tok_s > 0)) return null;
  return output_tokens / ((ttft_s ?? 0) + output_tokens / decode_tok_s);
}

/** What 1,000 USD buy of a rate (tok/s, jobs per hour). Null when rate or price is unknown. */
export const per1000Usd = (rate: number | null, price_usd: Usd | null): number | null =>
  rate === null || price_usd === null || !(price_usd > 0) ? null : (1000 * rate) / price_usd;
