import { closedLoop, type Load, type RequestCost } from '../../perf/serving/closed-loop.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { usersEach } from '../copies.ts';
import type { TextRun } from './text-run.ts';

/** That many users of a run, all active all the time; null where it does not fit or a speed is unknown. */
export type LoadAt = (users: number) => Load | null;

/** The loads of a run, one prompt of which is read with nobody else about. */
export function loadsOf(run: TextRun, { prompt_tokens, output_tokens }: WorkloadNeed): LoadAt {
  const alone = prompt_tokens && output_tokens ? run.at({ users: 1 }) : null;
  if (!output_tokens || !alone?.ttft_s || !alone.decode_tok_s) return () => null;
  const prompt_s = Math.max(0, alone.ttft_s - 1 / alone.decode_tok_s);
  return (users) => {
    const { decode_tok_s = null } = (users === 1 ? alone : run.at({ users })) ?? {};
    return decode_tok_s
      ? closedLoopOf(run.copies, { prompt_s, start_s: 1 / decode_tok_s, decode_tok_s, output_tokens, users })
      : null;
  };
}

/** The load of several servers that share the users: each has its own queue, and what they do adds up. */
export function closedLoopOf(copies: number, cost: RequestCost): Load {
  const users = usersEach(cost.users, copies);
  const one = closedLoop({ ...cost, users });
  const busy = cost.users / users;
  return { ...one, requests_per_s: one.requests_per_s * busy, total_tok_s: one.total_tok_s * busy };
}

/** What a reader sees: the answer's tokens over the time they take, other people's prompts in between. */
export const feltDecode = (load: Load, output_tokens: number): number =>
  output_tokens / Math.max(1e-9, load.answer_s - load.ttft_s);
