import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { WorkloadNeed } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import { type Announced, announcedMatches } from './announced.ts';
import { ableOs, type Candidate, type Screened, screen, waysOf } from './candidate.ts';
import { type Evaluated, works } from './evaluated.ts';
import { marketView } from './facts/market-view.ts';
import { needFacts } from './facts/need-facts.ts';
import { bestWays, byScore, type JudgeContext, type Judged, judge, qualifies } from './judge.ts';
import { judgeContext, sharedContext } from './judge-context.ts';
import { isOfForm } from './owned/owned-form.ts';
import { ownedSystems } from './owned/owned-systems.ts';
import { makePerformer } from './perform/performer.ts';
import { makePriceBook, type PriceBook } from './prices/price-book.ts';
import { type PriceTerms, priceTerms } from './prices/price-terms.ts';
import { type PriceTrends, priceTrends } from './prices/price-trend.ts';
import { asTwinsAsk, twinPrices } from './prices/twin-prices.ts';

/** Who could be bought, what became of each, and with what that was worked out. */
export interface Survey {
  /** What is ranked, best first. */
  readonly field: readonly Judged[];
  /** Everybody who does the work, also whom a rule keeps out. */
  readonly judged: readonly Judged[];
  /** Everybody who can be had, also who cannot do the work. */
  readonly passing: readonly Evaluated[];
  /** Every system there is. */
  readonly screened: readonly Screened[];
  /** Everything that is at hand, also what is not of the shape that was asked for. */
  readonly owned: readonly Evaluated[];
  /** What is announced and would qualify. */
  readonly announced: readonly Announced[];
  readonly terms: PriceTerms;
  readonly prices: PriceBook;
  readonly trends: PriceTrends;
  readonly evaluate: (candidate: Candidate) => Evaluated;
  /** As if it were given away. */
  readonly performFree: (system: System) => Evaluated;
  /** How machines are judged for somebody who said something else; `theirs` are the needs where the work is another one. */
  readonly contextFor: (said: Answers, book: PriceBook, theirs?: readonly WorkloadNeed[]) => JudgeContext;
  readonly context: JudgeContext;
}

/**
 * The first half of an answer: candidates → fit and estimates → rules → scores → who is ranked. The others decide nothing
 * about a candidate, but for what rules may know of the market.
 * @param perform from callers that ask several times and keep what was worked out for the same work
 */
export function surveyOf(
  answers: Answers,
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  asOf: string,
  perform = makePerformer(catalog, answers, needs, asOf),
): Survey {
  const terms = priceTerms(answers, asOf);
  const prices = makePriceBook(catalog, terms);
  const trends = priceTrends(prices, catalog, asOf);
  const evaluate = ({ system, price, os }: Candidate): Evaluated => ({
    system,
    price,
    outcomes: perform(system, os),
  });
  const performFree = (system: System): Evaluated =>
    evaluate({ system, price: null, os: ableOs(system, answers, catalog) });
  const alone = Object.values(catalog.systems).map((s) => screen(s, answers, catalog, prices, asOf));
  const twinsAsk = twinPrices(alone.map((s) => s.candidate));
  const screened = alone.map((s) => ({ ...s, candidate: asTwinsAsk(s.candidate, twinsAsk) }));
  const passing = screened
    .filter((s) => s.exclusion === null)
    .flatMap((s) => waysOf(s.candidate).map(evaluate));
  const owned = ownedSystems(answers.own, catalog).map(performFree);
  const announced = announcedMatches({ answers, catalog, asOf, performFree, prices }, passing);

  const asked = owned.filter((e) => isOfForm(e.system, answers, catalog));
  const market = marketView({ needs, catalog, passing, announced, owned: asked, trends });
  const everybody = sharedContext(catalog, asOf, trends, twinsAsk);
  const contextFor = (said: Answers, book: PriceBook, theirs = needs): JudgeContext =>
    judgeContext(said, theirs, needFacts(said, theirs, catalog, market), book, everybody);
  const context = contextFor(answers, prices);
  const judged = bestWays(passing.filter(works).map((e) => judge(e, context)));
  return {
    field: judged.filter(qualifies).sort(byScore),
    judged,
    passing,
    screened,
    owned,
    announced,
    terms,
    prices,
    trends,
    evaluate,
    performFree,
    contextFor,
    context,
  };
}
