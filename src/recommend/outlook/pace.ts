import { closedLoop } from '../../perf/serving/closed-loop.ts';
import type { Performance } from '../../schema/document.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import { sharedLoad } from './request-load.ts';

/**
 * Tokens a second, read and written, with every stream of a piece of work busy: prompts one after the other, answers
 * together. Reading counts as in a day's capacity. Where no prompt is known, writing alone; null where it is not text
 * or its speed is unknown.
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
