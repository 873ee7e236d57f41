import type { Seconds, TokensPerSecond } from '../../units/units.ts';

/** What one machine spends on a request, at some number of users who are all active. */
export interface RequestCost {
  /** Seconds to read one prompt with nothing else going on. */
  readonly prompt_s: Seconds;
  /** Seconds from its last prompt token to its first answer token: one step and the request itself. */
  readonly start_s: Seconds;
  /** Tokens per second that each user sees while nobody's prompt is being read. */
  readonly decode_tok_s: TokensPerSecond;
  readonly output_tokens: number;
  readonly users: number;
}

/** A machine on which every user sends the next prompt as soon as the last answer is complete: the worst hour of the day. */
export interface Load {
  readonly requests_per_s: number;
  /** Mean wait for the first token. */
  readonly ttft_s: Seconds;
  /** The last of all users, when all press enter at once. */
  readonly rush_ttft_s: Seconds;
  /** From sending a prompt to the last token of its answer. */
  readonly answer_s: Seconds;
  /** Tokens per second of all answers together, prompts included in the time. */
  readonly total_tok_s: TokensPerSecond;
}

/**
 * Prompts are read one after the other and answers grow together in between, so a request costs its prompt and its part
 * of the shared steps. An arriving prompt finds as many others waiting as the share of time that prompts take (mean value
 * analysis of a closed queue, Reiser and Lavenberg 1980, with the queue of one user fewer taken in proportion).
 */
export function closedLoop(c: RequestCost): Load {
  const sharedDecode = c.output_tokens / (c.decode_tok_s * c.users);
  const perRequest = c.prompt_s + sharedDecode;
  // Share of the time that goes into reading prompts, during which no answer grows.
  const prompt_share = c.prompt_s / perRequest;
  return {
    requests_per_s: 1 / perRequest,
    ttft_s: c.start_s + c.prompt_s * (1 + (c.users - 1) * prompt_share),
    rush_ttft_s: c.start_s + c.prompt_s * c.users,
    answer_s: c.users * perRequest,
    total_tok_s: c.output_tokens / perRequest,
  };
}

/** The largest number of users for which `holds`, which once broken stays so; 0 when it never holds. */
export function mostUsers(limit: number, holds: (users: number) => boolean): number {
  if (!holds(1)) return 0;
  let low = 1;
  let high = 2;
  while (high <= limit && holds(high)) {
    low = high;
    high *= 2;
  }
  high = Math.min(high, limit + 1);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
