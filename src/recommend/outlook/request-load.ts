import { closedLoop, type Load } from '../../perf/serving/closed-loop.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { TextRun } from './text-run.ts';

/** The load of so many users, all active all the time; null where it does not fit or a speed is unknown. */
export type LoadAt = (users: number) => Load | null;

/** The loads of a run. Prompts are read one after the other, so each takes as long as alone. */
export function loadsOf(run: TextRun, { prompt_tokens, output_tokens }: WorkloadNeed): LoadAt {
  const alone = prompt_tokens && output_tokens ? run.at({ users: 1 }) : null;
  if (!output_tokens || !alone?.ttft_s || !alone.decode_tok_s) return () => null;
  const prompt_s = Math.max(0, alone.ttft_s - 1 / alone.decode_tok_s);
  const rateWith = (each: number): TokensPerSecond | null =>
    (each === 1 ? alone : run.at({ users: each * run.copies }))?.decode_tok_s ?? null;
  return (users) =>
    sharedLoad(run.copies, users, (each) => {
      const decode_tok_s = rateWith(each);
      return decode_tok_s
        ? closedLoop({ prompt_s, start_s: 1 / decode_tok_s, decode_tok_s, output_tokens, users: each })
        : null;
    });
}

/**
 * The load of several servers that share the users as evenly as possible: each has its own queue, their work adds up,
 * and the wait is that of the fullest. `loadWith` is the load of one server with some users of its own.
 */
export function sharedLoad(
  copies: number,
  users: number,
  loadWith: (users: number) => Load | null,
): Load | null {
  const least = Math.floor(users / copies);
  const fuller = users % copies;
  const fullest = loadWith(fuller > 0 ? least + 1 : least);
  const others = fuller > 0 && least > 0 ? loadWith(least) : null;
  if (!fullest) return null;
  const full = fuller > 0 ? fuller : copies;
  const sum = (of: (load: Load) => number): number =>
    full * of(fullest) + (others ? (copies - full) * of(others) : 0);
  return { ...fullest, requests_per_s: sum((l) => l.requests_per_s), total_tok_s: sum((l) => l.total_tok_s) };
}

/** What a reader sees: the answer's tokens over the time they take, with other people's prompts in between. */
export const feltDecode = (load: Load, output_tokens: number): number =>
  output_tokens / Math.max(1e-9, load.answer_s - load.ttft_s);
