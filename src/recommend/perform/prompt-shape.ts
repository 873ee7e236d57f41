import type { WorkloadNeed } from '../../schema/document.ts';

/** Decode is quoted half way through the reply, on top of the prompt, within the context asked for. */
export const depthOf = (need: WorkloadNeed): number =>
  Math.min(
    need.context ?? Number.POSITIVE_INFINITY,
    (need.prompt_tokens ?? 0) + Math.round((need.output_tokens ?? 0) / 2),
  );

/** The part of the prompt that no cache holds. */
export const coldPrompt = (need: WorkloadNeed): number =>
  Math.max(1, Math.round((need.prompt_tokens ?? 0) * (1 - need.cached_share)));
