import { checkRules } from '../../rules/check.ts';
import { checkScoring } from '../../schema/scoring-check.ts';
import { WORKLOADS } from '../../schema/vocabulary.ts';
import { nearestNames } from '../names/nearest.ts';
import type { Check } from './complaints.ts';

/** What schemas cannot see of rules and scoring: unknown facts, types, contradictions, examples; curves and weights. */
export const checkJudgement: Check = (all, complain) => {
  const nearest = (word: string, known: readonly string[]) => nearestNames(word, known, 1)[0];
  const here = (rule: string): boolean => all.places.has(`rules/${rule}`);
  for (const found of checkRules(Object.values(all.rules), nearest)) {
    // Of two rules at odds the one in the files at hand is to be mended: the other may have been shipped.
    const problem = found.other && !here(found.rule) && here(found.other.rule) ? found.other : found;
    complain.at(`rules/${problem.rule}`, problem.path, problem.message, problem.hint);
  }
  if (all.scoring === undefined) return;
  for (const { path, message } of checkScoring(all.scoring)) complain.at('scoring.yaml', path, message);
  // Files laid over a catalogue need not bring what it has.
  if (!all.places.has('scoring.yaml')) return;
  for (const id of WORKLOADS.filter((id) => !(id in all.workloads) && !all.unread.has(id)))
    complain.at(
      `workloads/${id}.yaml`,
      [],
      'is missing: scoring weighs this work, and nothing says what it asks for',
    );
};
