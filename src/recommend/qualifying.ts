import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import { screen } from './candidate.ts';
import { makePriceBook } from './price-book.ts';

/**
 * How many systems pass the hard constraints, of how many there are: sale, condition, OS, CUDA and money. Memory and
 * speed are not looked at, so this is cheap enough to say after every answer.
 */
export function qualifying(
  answers: Answers,
  catalog: Catalog,
  asOf: string,
): { readonly left: number; readonly of: number } {
  const prices = makePriceBook(catalog, { asOf, condition: answers.condition, own: answers.prices_usd });
  const real = Object.values(catalog.systems).filter((s) => !s.generic);
  const left = real.filter((s) => screen(s, answers, catalog, prices, asOf).exclusion === null);
  return { left: left.length, of: real.length };
}
