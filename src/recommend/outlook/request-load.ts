import { closedLoop, type Load } from '../../perf/serving/closed-loop.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { TextRun } from './text-run.ts';

/** A run with that many users, all active all the time; null where it does not fit or a speed is unknown. */
export function loadAt(run: TextRun, need: WorkloadNeed, users: number): Load | null {
  const prompt = need.prompt_tokens;
  const output = need.output_tokens;
  if (!prompt || !output) return null;
  const cached = Math.round(prompt * need.cached_share);
  const shape = { prompt_tokens: Math.max(1, prompt - cached), cached_tokens: cached };
  const alone = run.at({ ...shape, users: 1 });
  const together = users === 1 ? alone : run.at({ ...shape, users });
  if (!alone?.ttft_s || !alone.decode_tok_s || !together?.decode_tok_s) return null;
  return closedLoop({
    prompt_s: Math.max(0, alone.ttft_s - 1 / alone.decode_tok_s),
    start_s: 1 / together.decode_tok_s,
    decode_tok_s: together.decode_tok_s,
    output_tokens: output,
    users,
  });
}

/** What a reader sees: the answer's tokens over the time they take, other people's prompts in between. */
export const feltDecode = (load: Load, output_tokens: number): number =>
  output_tokens / Math.max(1e-9, load.answer_s - load.ttft_s);
