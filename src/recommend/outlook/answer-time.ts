import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { TextRun } from './text-run.ts';

type AnswerTime = NonNullable<Performance['answer']>;

/**
 * From sending a prompt to the last token of its answer, with an empty cache and with the usual one, and for a task of
 * many steps.
 */
export function answerTime(
  p: Performance,
  need: WorkloadNeed,
  run: TextRun | null,
  stated_context: number | null,
): AnswerTime | null {
  const decode = p.speed?.decode_tok_s ?? null;
  const ttft = p.speed?.ttft_s ?? null;
  const output = need.output_tokens;
  if (!decode || !ttft || !output || !need.prompt_tokens) return null;
  const finished: Estimate = {
    ...ttft,
    low: ttft.low + output / decode.high,
    value: ttft.value + output / decode.value,
    high: ttft.high + output / decode.low,
    bound_by: output / decode.value > ttft.value ? decode.bound_by : ttft.bound_by,
  };
  const cold = need.cached_share === 0 ? ttft.value : (run?.at({ cached_share: 0 })?.ttft_s ?? null);
  const turns = need.turns ?? null;
  const filled = stated_context === null ? null : whenFilled(stated_context, need, run);
  return {
    ...(filled ? { filled } : {}),
    output_tokens: output,
    seconds: finished,
    ttft_cold_s: cold,
    turns,
    // The first step reads everything, the others only what is new.
    task_s: turns === null ? null : turns * finished.value + ((cold ?? ttft.value) - ttft.value),
  };
}

/** Assumption: a context of less than so many usual prompts is about as fast as told of these. */
const FAR_MORE = 2;

/** Who asks for room for a whole book wants to know how long it takes to read, not only a chapter of it. */
function whenFilled(context: number, need: WorkloadNeed, run: TextRun | null): AnswerTime['filled'] | null {
  const { prompt_tokens: prompt, output_tokens: output, users } = need;
  if (!prompt || !output || users > 1 || context < FAR_MORE * prompt) return null;
  const { ttft_s, decode_tok_s } = run?.at({ prompt_tokens: context - output, cached_share: 0 }) ?? {};
  return ttft_s && decode_tok_s ? { context, ttft_s, decode_tok_s } : null;
}
