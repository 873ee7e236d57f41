import type { Seconds, TokensPerSecond } from '../units/units.ts';

/** What is fast enough for one stream: faster decode or an earlier first token does not make up for a weaker model. */
export interface Enough {
  readonly decode_tok_s: TokensPerSecond;
  readonly ttft_s: Seconds;
  /** Share of each doubling past that which still counts, 0..1: more with a better model, which leaves less to trade for. */
  readonly past: number;
}

/** Decode, as far as it counts; all of it where there is no limit to what is enough. */
export const countedDecode = (tok_s: TokensPerSecond, enough: Enough | null): TokensPerSecond =>
  enough && tok_s > enough.decode_tok_s ? past(tok_s, enough.decode_tok_s, enough.past) : tok_s;

/** The wait for the first token as far as it counts. */
export const countedWait = (seconds: Seconds, enough: Enough | null): Seconds =>
  enough && seconds < enough.ttft_s ? past(seconds, enough.ttft_s, enough.past) : seconds;

/** Each doubling (or halving, where less is better) past enough counts `share` times. */
const past = (x: number, enough: number, share: number): number => enough * (x / enough) ** share;
