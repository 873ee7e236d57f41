import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import { deriveDemand } from './need.ts';
import { performersByWork } from './perform/performer.ts';
import { surveyOf } from './survey.ts';

/** Systems that would be ranked, and how many there are. */
interface Passing {
  readonly left: number;
  readonly of: number;
}

/**
 * How many systems an answer would rank: those that can be had, do the work and are kept out by no rule. Quick enough
 * to ask after every answer of the interview: what was worked out for the same work is kept, and draws and alternatives
 * are left out.
 */
export function makeCounter(catalog: Catalog, asOf: string): (answers: Answers) => Passing {
  const of = Object.values(catalog.systems).filter((s) => !s.generic).length;
  const performerFor = performersByWork(catalog, asOf);
  return (said) => {
    const { needs } = deriveDemand(said, catalog);
    const { field } = surveyOf(said, needs, catalog, asOf, performerFor({ said, needs }));
    return { left: field.length, of };
  };
}
