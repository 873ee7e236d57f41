import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import { type Candidate, screen, waysOf } from './candidate.ts';
import { deriveDemand } from './need.ts';
import { makePerformer } from './perform/performer.ts';
import { makePriceBook, priceTerms } from './price-book.ts';

/**
 * How many systems pass the hard constraints, of how many there are: sale, condition, OS, CUDA and money; and, once a
 * model is named, whether it runs there. Cheap enough to say after every answer: nothing is scored.
 */
export function countPassing(
  answers: Answers,
  catalog: Catalog,
  asOf: string,
): { readonly left: number; readonly of: number } {
  const prices = makePriceBook(catalog, priceTerms(answers, asOf));
  const real = Object.values(catalog.systems).filter((s) => !s.generic);
  const screened = real.map((s) => screen(s, answers, catalog, prices, asOf));
  const passing = screened.filter((s) => s.exclusion === null).map((s) => s.candidate);
  if (answers.models.length === 0) return { left: passing.length, of: real.length };
  const perform = makePerformer(catalog, answers, deriveDemand(answers, catalog).needs, asOf);
  const does = ({ system, os }: Candidate) => perform(system, os).every((o) => o.failure === null);
  const able = passing.filter((c) => waysOf(c).some(does));
  return { left: able.length, of: real.length };
}
