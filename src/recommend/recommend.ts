import { evaluateNeed } from '../rules/evaluate.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Assumption, PriceQuote, Recommendation, SystemRef, WorkloadNeed } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import { nextPurse } from '../scoring/model.ts';
import type { Usd } from '../units/units.ts';
import { type AlternativesInput, alternativesFor, doubtsAboutBuying } from './alternatives/alternatives.ts';
import { betterThanOwned } from './alternatives/better-than-owned.ts';
import { outdoes } from './alternatives/outdoes.ts';
import { electricityRate } from './alternatives/ownership.ts';
import { priceTrends } from './alternatives/price-trend.ts';
import { announcedMatches } from './alternatives/wait.ts';
import { type AskingAgain, leaderAmong, leaderOfAll, makeFieldUnder } from './asking-again.ts';
import { type Candidate, screen, wantedOs, waysOf } from './candidate.ts';
import { commandLine } from './command.ts';
import { type Able, otherDay, type WayOut, wayOut } from './dead-end.ts';
import { type Evaluated, works } from './evaluated.ts';
import { exclusionsOf } from './exclusions.ts';
import { flipsFor } from './flips.ts';
import { bestWays, byScore, firedReason, type JudgeContext, judge, qualifies } from './judge.ts';
import { buyerOf, judgeContext, sharedContext } from './judge-context.ts';
import { limitsOf } from './limits.ts';
import { marketView } from './market-view.ts';
import { deriveDemand } from './need.ts';
import { needFacts } from './need-facts.ts';
import { outlookOf } from './outlook/outlook.ts';
import { makeOverBudget } from './over-budget.ts';
import { ownedSystems } from './owned-systems.ts';
import { makePerformer } from './perform/performer.ts';
import { makePriceBook, type PriceBook, priceTerms, statedQuote } from './price-book.ts';
import { rankedRows } from './ranked-rows.ts';
import { systemRef } from './system-ref.ts';
import { twinPrices } from './twin-prices.ts';

export interface RecommendOptions {
  /** Day of the decision, YYYY-MM-DD: only offers seen and products released by then exist. */
  readonly asOf: string;
  /** The buyer named the day, so the repeated command must, too. */
  readonly asOfStated?: boolean;
  /** Folder that was laid over the catalogue, for the repeated command alone. */
  readonly data?: string;
  /** Seed of the robustness draws. */
  readonly seed: number;
  readonly version?: string;
  /** How many of the best are told with reasons and other models; when absent 30 with reasons, five with both. */
  readonly explained_rows?: number;
}

/**
 * Answers and catalogue in, one document out: demand → candidates → fit and estimates → rules → scores → ranking →
 * reasons, alternatives, flips. Pure: no clock, files, environment or console; the same input gives the same bytes.
 */
export function recommend(answers: Answers, catalog: Catalog, options: RecommendOptions): Recommendation {
  const { asOf, seed } = options;
  const demand = deriveDemand(answers, catalog);
  const { needs } = demand;
  const terms = priceTerms(answers, asOf);
  const prices = makePriceBook(catalog, terms);
  const trends = priceTrends(prices, catalog, asOf);
  const usd_per_kwh = electricityRate(answers, prices.offers, asOf);

  const perform = makePerformer(catalog, answers, needs, asOf);
  const evaluate = ({ system, price, os }: Candidate): Evaluated => ({
    system,
    price,
    outcomes: perform(system, os),
  });
  const performFree = (system: System): Evaluated =>
    evaluate({ system, price: null, os: wantedOs(system, answers) });
  const screened = Object.values(catalog.systems).map((s) => screen(s, answers, catalog, prices, asOf));
  const passing = screened
    .filter((s) => s.exclusion === null)
    .flatMap((s) => waysOf(s.candidate).map(evaluate));
  const owned = ownedSystems(answers.own, catalog).map(performFree);
  const announced = announcedMatches({ answers, catalog, asOf, perform: performFree, prices }, passing);

  const market = marketView({ needs, catalog, passing, announced, owned, trends });
  const everybody = sharedContext(catalog, asOf, trends, twinPrices(screened.map((s) => s.candidate)));
  const contextFor = (said: Answers, theirs = needs): JudgeContext =>
    judgeContext(said, theirs, needFacts(said, theirs, catalog, market), everybody);
  const context = contextFor(answers);
  const judgeAt = (e: Evaluated, price: PriceQuote | null) => judge({ ...e, price }, context);
  const judged = bestWays(passing.filter(works).map((e) => judge(e, context)));
  const field = judged.filter(qualifies).sort(byScore);
  const dearer = makeOverBudget(screened, (c) => {
    const e = evaluate(c);
    return works(e) ? judge(e, context) : null;
  });

  const again: AskingAgain = { answers, catalog, asOf, bookFor, contextFor, evaluate };
  const fieldUnder = makeFieldUnder(again);
  const out = field.length > 0 ? null : wayOutOf(answers, needs, fieldUnder, catalog, options);
  const fired = evaluateNeed(context.rules, context.need).fired;

  const instead: AlternativesInput = {
    answers,
    needs,
    need: context.need,
    catalog,
    prices,
    asOf,
    field,
    announced,
    trends,
    usd_per_kwh,
    owned,
    perform: performFree,
    fired,
    judge: (e) => judgeAt(e, { ...statedQuote(0, terms), condition: 'used' }),
    merit: (e) => judgeAt(e, null).score.score,
  };
  const alternatives = alternativesFor(instead);
  const ranked = rankedRows(field, context, seed, options.explained_rows, (e) =>
    outlookOf(e, { needs, answers, rates: { catalog, offers: prices.offers, asOf, usd_per_kwh } }),
  );

  return {
    schema_version: 1,
    kind: 'recommendation',
    advise_version: options.version ?? '0.0.0',
    catalog: { date: catalog.date, digest: catalog.digest },
    as_of: asOf,
    seed,
    answers,
    workload: [...needs],
    assumptions: [...importedModels(answers, catalog), ...demand.assumptions],
    ranked: ranked.map((row, i) =>
      i > 0 ? row : { ...row, reasons: [...betterThanOwned(instead, alternatives), ...row.reasons] },
    ),
    excluded: exclusionsOf(screened, passing, judged, catalog),
    alternatives,
    flips: flipsFor({
      deadEndFlips: out?.flips ?? [],
      answers,
      catalog,
      field,
      overBudget: dearer.all(),
      madeFrom: dearer.madeFrom,
      nextPurse: nextPurseOf(answers, needs, catalog),
      leader: (change, among) => leaderAmong(again, change, among),
      leaderOfAll: (change) => leaderOfAll(again, change),
      leaderAtWork: (change) => fieldUnder(change)[0] ?? null,
      outdoesOwned: (j) => owned.every((mine) => outdoes(j.evaluated, mine)),
      atPrice: (j, usd) => judgeAt(j.evaluated, statedQuote(usd, terms)),
    }),
    warnings: [
      ...doubtsAboutBuying(field, alternatives, catalog),
      ...fired.filter((f) => f.effect !== 'suggest').map((f) => firedReason(f, context.need)),
    ],
    ...(out ? { dead_end: out.dead_end } : {}),
    command: commandLine(answers, {
      ...(options.asOfStated ? { asOf } : {}),
      ...(options.data === undefined ? {} : { data: options.data }),
      ...(catalog.imported ? { imported: catalog.imported } : {}),
      seed,
    }),
  };

  /** Prices under other answers: the same book unless what they are about was changed. */
  function bookFor(said: Answers): PriceBook {
    return said.prices_usd === answers.prices_usd && said.condition === answers.condition
      ? prices
      : makePriceBook(catalog, priceTerms(said, asOf), prices.offers);
  }
}

/** Why nothing qualifies, and what to give up: a limit, or the day. */
function wayOutOf(
  answers: Answers,
  needs: readonly WorkloadNeed[],
  fieldUnder: ReturnType<typeof makeFieldUnder>,
  catalog: Catalog,
  options: RecommendOptions,
): WayOut | null {
  const limits = limitsOf(answers, needs, catalog);
  const onLastDay = { ...options, asOf: catalog.date, explained_rows: 0 };
  const able = (system: SystemRef, price: PriceQuote | null): Able => ({
    system,
    price_usd: price?.value ?? null,
  });
  return (
    wayOut(limits, (change) =>
      fieldUnder(change).map(({ evaluated: e }) => able(systemRef(e.system, catalog), e.price)),
    ) ??
    otherDay(limits, options.asOf, catalog.date, (change) =>
      recommend({ ...answers, ...change }, catalog, onLastDay).ranked.map((r) => able(r.system, r.price_usd)),
    )
  );
}

/** The budget from which on money counts for less than it does now. */
const nextPurseOf = (answers: Answers, needs: readonly WorkloadNeed[], catalog: Catalog) => {
  const ids = answers.workloads.map((w) => w.id);
  return (budget: Usd) => nextPurse(catalog.scoring, ids, buyerOf(answers, needs, catalog), budget);
};

/** Where models come from that are not in our data. */
const importedModels = (answers: Answers, catalog: Catalog): Assumption[] =>
  answers.models.flatMap((id) => {
    const read = catalog.imported?.[id];
    return read ? [{ field: `imported.${id}`, value: read.from, reason: read.note, source: null }] : [];
  });
