import type { TextJob } from '../speed/job.ts';
import { ageingAt } from '../speed/software-age.ts';
import { packDesign } from './design.ts';
import type { Problem } from './fit.ts';
import { columnId, designRow, newColumns } from './fit-rows.ts';
import type { Observation } from './observation.ts';
import { predictRow } from './solve.ts';

/**
 * Rate that fitted coefficients give for another shape of an observation's job, at another date where one is given. Slow,
 * for held-out checks only; the product predicts through `phase-time.ts`, and `test/unit/perf/speed/speed-paths.test.ts`
 * holds the two together.
 */
export function predictedRate(problem: Problem, beta: Float64Array, o: Observation) {
  return (job: TextJob, date?: string): number => {
    const columns = newColumns();
    const then = date === undefined ? {} : ageingAt(o.machine.device, date, problem.reference);
    const other = { ...o, job, ...then };
    const row = designRow(columns, { ...other, log_s: 0 }, { weight: 1, noise: 1, patience: 1 });
    const values = Float64Array.from(columns.list, (c) =>
      c.parameter === 'source' ? 0 : (beta[problem.index.get(columnId(c)) ?? -1] ?? 0),
    );
    const seconds = Math.exp(predictRow(packDesign([row], columns.priors), values, 0));
    const tokens = o.measurement.phase === 'decode' ? job.users : job.prompt_tokens * job.users;
    return tokens / seconds;
  };
}
