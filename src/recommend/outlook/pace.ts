import { closedLoop } from '../../perf/serving/closed-loop.ts';
import type { Performance } from '../../schema/document.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import { sharedLoad } from './request-load.ts';

/**
 * Tokens a second, read and written, with every stream of a piece of work busy: the prompts one after the other, the
 * answers together. What is read counts as it does in the capacity of a day. Where no prompt is known, what is written
 * alone; null where it is not text, or of unknown speed.
 */
export function paceOf(
  work: Pick<Performance, 'speed' | 'copies'> | undefined,
  output_tokens: number | null,
): TokensPerSecond | null {
  const speed = work?.speed;
  const decode_tok_s = speed?.decode_tok_s?.value;
  if (!speed || !decode_tok_s) return null;
  const { users, prompt_tokens } = speed.at;
  if (!prompt_tokens || !output_tokens) return users * decode_tok_s;
  if (!speed.ttft_s) return null;
  const start_s = 1 / decode_tok_s;
  const prompt_s = Math.max(0, speed.ttft_s.value - start_s);
  const load = sharedLoad(work.copies ?? 1, users, (each) =>
    closedLoop({ prompt_s, start_s, decode_tok_s, output_tokens, users: each }),
  );
  return load && load.requests_per_s * (prompt_tokens + output_tokens);
}
