import type { Curve, Scoring } from './scoring.ts';
import { CRITERIA, WORKLOADS } from './vocabulary.ts';

interface ScoringProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** What the schema cannot see: curves that go nowhere, weights without a curve, workloads nobody named. */
export function checkScoring(scoring: Scoring): ScoringProblem[] {
  const problems: ScoringProblem[] = [];
  for (const criterion of CRITERIA) {
    const { curves } = scoring.criteria[criterion];
    for (const [key, curve] of Object.entries(curves)) {
      const path = ['criteria', criterion, 'curves', key];
      if (key !== 'default' && !(WORKLOADS as readonly string[]).includes(key))
        problems.push({ path, message: `"${key}" is no workload` });
      const why = flaw(curve);
      if (why !== null) problems.push({ path, message: why });
    }
    for (const workload of WORKLOADS)
      if ((scoring.weights[workload].weights[criterion] ?? 0) > 0 && !curves[workload] && !curves['default'])
        problems.push({
          path: ['weights', workload, 'weights', criterion],
          message: 'has a weight, but no curve',
        });
  }
  for (const workload of WORKLOADS)
    if (Object.values(scoring.weights[workload].weights).every((w) => !w))
      problems.push({ path: ['weights', workload], message: 'weighs nothing' });
  return problems;
}

function flaw(curve: Curve): string | null {
  const { scale, poor, good } = curve;
  if (poor.at === good.at) return 'both control points lie at the same value';
  if (poor.score >= good.score) return 'the good point must score above the poor one';
  return scale === 'log' && (poor.at <= 0 || good.at <= 0)
    ? 'a logarithmic curve needs values above 0'
    : null;
}
