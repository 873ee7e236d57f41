import type { TextJob } from '../../perf/speed/job.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { usersEach } from '../setups/copies.ts';

/** Decode is quoted half way through the reply, on top of the prompt, within the context asked for. */
export const depthOf = (need: WorkloadNeed): number =>
  Math.min(
    need.context ?? Number.POSITIVE_INFINITY,
    (need.prompt_tokens ?? 0) + Math.round((need.output_tokens ?? 0) / 2),
  );

/** The part of the prompt that no cache holds. */
const coldPrompt = (need: WorkloadNeed): number =>
  Math.max(1, Math.round((need.prompt_tokens ?? 0) * (1 - need.cached_share)));

/** The load of one copy as the speed model wants it, half way through an answer. Tokens. */
export function shapeOf(
  need: WorkloadNeed,
  copies: number,
): Pick<TextJob, 'users' | 'depth' | 'prompt_tokens' | 'cached_tokens'> {
  const prompt_tokens = coldPrompt(need);
  return {
    users: usersEach(need.users, copies),
    depth: depthOf(need),
    prompt_tokens,
    cached_tokens: (need.prompt_tokens ?? 0) - prompt_tokens,
  };
}
