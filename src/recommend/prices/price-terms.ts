import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Condition } from '../../schema/vocabulary.ts';

/** What the prices of one decision depend on beside the offers. */
export interface PriceTerms {
  readonly asOf: string;
  readonly condition: Condition;
  /** Prices that the buyer stated, by item, USD: they beat every offer. Documents call them `own-price`. */
  readonly stated: Readonly<Record<string, number>>;
  /** Items the buyer has already: one of each costs nothing in a build or cluster that takes it in. */
  readonly owned?: readonly string[];
}

export const priceTerms = (said: Answers, asOf: string): PriceTerms => ({
  asOf,
  condition: said.condition,
  stated: said.prices_usd,
  owned: said.own,
});

/** Boards, supplies and memory kits are bought new or used as they come: the buyer's word is about the machine. */
export const conditionOf = (item: string, said: Condition, { parts }: Pick<Catalog, 'parts'>): Condition =>
  item in parts && said === 'used' ? 'any' : said;
