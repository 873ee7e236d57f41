import { type CompiledRule, compileRules } from '../rules/compile.ts';
import { rulesFor } from '../rules/evaluate.ts';
import type { NeedFacts } from '../rules/facts.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { WorkloadNeed } from '../schema/document.ts';
import { type Buyer, constant, scoringModel } from '../scoring/model.ts';
import { isAnnounced, isOnSale, isToCome } from './availability.ts';
import type { FactContext } from './facts/candidate-facts.ts';
import { unifiedPace } from './facts/unified-pace.ts';
import type { JudgeContext } from './judge.ts';
import { openWork, sharedWork } from './need.ts';
import type { PriceBook } from './prices/price-book.ts';
import type { PriceTrends } from './prices/price-trend.ts';
import type { TwinPrices } from './prices/twin-prices.ts';

/** What judging needs whatever the answers. */
interface SharedContext {
  readonly facts: Omit<FactContext, 'answers' | 'unifiedPace'>;
  readonly rules: readonly CompiledRule[];
}

export function sharedContext(
  catalog: Catalog,
  asOf: string,
  trends: PriceTrends,
  twinsAsk: TwinPrices,
): SharedContext {
  const systems = Object.values(catalog.systems);
  const sold = systems.filter((s) => !isToCome(s, catalog, asOf));
  const twins = new Map<string, number>();
  for (const { group } of sold.filter((s) => !s.generic && isOnSale(s, asOf)))
    if (group !== undefined) twins.set(group, (twins.get(group) ?? 0) + 1);
  const announced = systems.filter((s) => isAnnounced(s, asOf));
  const succeeded = new Set([...sold, ...announced].flatMap((s) => s.succeeds));
  return {
    facts: { catalog, asOf, twins, succeeded, priceTrend: trends, twinsAsk },
    rules: compileRules(catalog.rules),
  };
}

/** The part of the answers that changes weights and curves. */
export const buyerOf = (answers: Answers, needs: readonly WorkloadNeed[], catalog: Catalog): Buyer => ({
  priorities: answers.priorities,
  shared: sharedWork(needs, catalog),
  open: openWork(needs),
  budget_usd: answers.budget_usd,
});

/** The rules, curves and weights by which this buyer's candidates are judged, at the prices of this book. */
export function judgeContext(
  answers: Answers,
  needs: readonly WorkloadNeed[],
  need: NeedFacts,
  book: PriceBook,
  { facts, rules }: SharedContext,
): JudgeContext {
  const { scoring } = facts.catalog;
  return {
    facts: { ...facts, answers, unifiedPace: unifiedPace(answers, facts.catalog, book, facts.asOf) },
    need,
    rules: rulesFor(rules, need),
    scoring: scoringModel(
      scoring,
      answers.workloads.map((w) => w.id),
      buyerOf(answers, needs, facts.catalog),
    ),
    limit: constant(scoring, 'rule_points_limit'),
    least_known: constant(scoring, 'min_known_weight'),
  };
}
