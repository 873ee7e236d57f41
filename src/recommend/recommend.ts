import { evaluateNeed } from '../rules/evaluate.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Assumption, PriceQuote, Recommendation, SystemRef, WorkloadNeed } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import { nextPurse } from '../scoring/model.ts';
import { alternativesFor } from './alternatives/alternatives.ts';
import { doesTheJob, isSound, ownedSystems } from './alternatives/own.ts';
import { electricityRate } from './alternatives/ownership.ts';
import { type PriceTrends, priceTrends } from './alternatives/price-trend.ts';
import { announcedMatches } from './alternatives/wait.ts';
import { type AskingAgain, leaderAmong, leaderOfAll, makeFieldUnder } from './asking-again.ts';
import { type Candidate, screen } from './candidate.ts';
import { commandLine } from './command.ts';
import { type Able, otherDay, type WayOut, wayOut } from './dead-end.ts';
import { type Evaluated, works } from './evaluated.ts';
import { exclusionsOf } from './exclusions.ts';
import { flipsFor } from './flips.ts';
import { byScore, firedReason, type JudgeContext, type Judged, judge, qualifies } from './judge.ts';
import { judgeContext, sharedContext } from './judge-context.ts';
import { limitsOf } from './limits.ts';
import { deriveDemand, sharedWork } from './need.ts';
import { needFacts } from './need-facts.ts';
import { outlookOf } from './outlook/outlook.ts';
import { makePerformer } from './perform/performer.ts';
import { makePriceBook, type PriceTerms } from './price-book.ts';
import { EXPLAINED_ROWS, rankedRows } from './ranked-rows.ts';
import { systemRef } from './system-ref.ts';

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
  /** How many of the best are told with reasons and other models; 30 when absent. */
  readonly explained_rows?: number;
}

/**
 * Answers and catalogue in, one document out: demand → candidates → fit and estimates → rules → scores → ranking →
 * reasons, alternatives, flips. Pure: no clock, files, environment or console; the same input gives the same bytes.
 */
export function recommend(answers: Answers, catalog: Catalog, options: RecommendOptions): Recommendation {
  const { asOf, seed } = options;
  const demand = deriveDemand(answers, catalog);
  const prices = makePriceBook(catalog, priceTerms(answers, asOf));
  const bookFor = (said: Answers) =>
    said.prices_usd === answers.prices_usd && said.condition === answers.condition
      ? prices
      : makePriceBook(catalog, priceTerms(said, asOf), prices.offers);
  const trends = priceTrends(prices, catalog, asOf);
  const perform = makePerformer(catalog, answers, demand.needs, asOf);
  const screened = Object.values(catalog.systems).map((s) => screen(s, answers, catalog, prices, asOf));

  const evaluate = (c: Candidate): Evaluated => ({
    system: c.system,
    price: c.price,
    outcomes: perform(c.system, c.os),
  });
  const passing = screened.filter((s) => s.exclusion === null).map((s) => evaluate(s.candidate));
  const dearer = screened
    .filter((s) => s.exclusion?.code === 'over_budget')
    .map((s) => s.candidate)
    .sort((a, b) => (a.price?.value ?? 0) - (b.price?.value ?? 0) || (a.system.id < b.system.id ? -1 : 1));

  const performOwned = (system: System): Evaluated => ({
    system,
    price: null,
    outcomes: perform(system, answers.os === 'any' ? system.os : system.os.filter((o) => o === answers.os)),
  });
  const owned = ownedSystems(answers.own, catalog).map(performOwned);
  const announced = announcedMatches({ answers, catalog, asOf, perform: performOwned, prices });
  const market = {
    announcedMatch: announced.length > 0,
    priceTrend90d: medianTrend(passing, trends),
    ownedRunsIt:
      answers.own.length === 0
        ? null
        : owned.some(
            (e) => doesTheJob(e, demand.needs, catalog, 'readable') && isSound(e, demand.needs, catalog),
          ),
  };
  const everybody = sharedContext(catalog, asOf, trends);
  const contextFor = (said: Answers, needs = demand.needs): JudgeContext =>
    judgeContext(said, needs, needFacts(said, needs, catalog, market), everybody);
  const context = contextFor(answers);
  const { need } = context;
  const judged = passing.filter(works).map((e) => judge(e, context));
  const field = judged.filter(qualifies).sort(byScore);
  const overBudget = function* (): Generator<Judged> {
    for (const candidate of dearer) {
      const e = evaluate(candidate);
      const j = works(e) ? judge(e, context) : null;
      if (j && qualifies(j)) yield j;
    }
  };

  const madeFrom = (id: string): Judged[] =>
    dearer
      .filter((c) => c.system.parts.some((p) => p.item === id))
      .map(evaluate)
      .filter(works)
      .map((e) => judge(e, context));

  const again: AskingAgain = { answers, catalog, asOf, bookFor, contextFor, evaluate };
  const out =
    field.length > 0
      ? null
      : wayOutOf(answers, demand.needs, makeFieldUnder(again, contextFor), catalog, options);
  const fired = evaluateNeed(context.rules, need).fired;
  const usd_per_kwh = electricityRate(answers, prices.offers, asOf);
  const alternatives = alternativesFor({
    answers,
    needs: demand.needs,
    need,
    catalog,
    prices,
    asOf,
    field,
    announced,
    trends,
    usd_per_kwh,
    owned,
    perform: performOwned,
    fired,
    judge: (e) => judge({ ...e, price: { ...statedPrice(0, answers, asOf), condition: 'used' } }, context),
    merit: (e) => judge({ ...e, price: null }, context).score.score,
  });
  const ranked = rankedRows(field, context, seed, options.explained_rows ?? EXPLAINED_ROWS, (e) =>
    outlookOf(e, { needs: demand.needs, answers, catalog, usd_per_kwh }),
  );
  return {
    schema_version: 1,
    kind: 'recommendation',
    advise_version: options.version ?? '0.0.0',
    catalog: { date: catalog.date, digest: catalog.digest },
    as_of: asOf,
    seed,
    answers,
    workload: [...demand.needs],
    assumptions: [...importedModels(answers, catalog), ...demand.assumptions],
    ranked,
    excluded: exclusionsOf(screened, passing, judged, catalog),
    alternatives,
    flips: flipsFor({
      ways: out?.flips ?? [],
      answers,
      catalog,
      field,
      overBudget: overBudget(),
      nextPurse: (budget) =>
        nextPurse(
          catalog.scoring,
          answers.workloads.map((w) => w.id),
          answers.priorities,
          sharedWork(demand.needs),
          budget,
        ),
      leader: (change, among) => leaderAmong(again, change, among),
      leaderOfAll: (change) => leaderOfAll(again, change),
      madeFrom,
      atPrice: (j, usd) => judge({ ...j.evaluated, price: statedPrice(usd, answers, asOf) }, context),
    }),
    warnings: fired.filter((f) => f.effect !== 'suggest').map((f) => firedReason(f, need)),
    ...(out ? { dead_end: out.dead_end } : {}),
    command: commandLine(answers, {
      ...(options.asOfStated ? { asOf } : {}),
      ...(options.data === undefined ? {} : { data: options.data }),
      ...(catalog.imported ? { imported: catalog.imported } : {}),
      seed,
    }),
  };
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

/** Where models come from that are not in our data. */
const importedModels = (answers: Answers, catalog: Catalog): Assumption[] =>
  answers.models.flatMap((id) => {
    const read = catalog.imported?.[id];
    return read ? [{ field: `imported.${id}`, value: read.from, reason: read.note, source: null }] : [];
  });

const priceTerms = (said: Answers, asOf: string): PriceTerms => ({
  asOf,
  condition: said.condition,
  stated: said.prices_usd,
  owned: said.own,
});

/** A price that the buyer names; 0 is what an owned machine costs. */
const statedPrice = (value: number, answers: Answers, asOf: string): PriceQuote => ({
  low: value,
  value,
  high: value,
  observed: asOf,
  kind: 'own-price',
  age_days: 0,
  stale: false,
  source: 'own-price',
  condition: answers.condition === 'used' ? 'used' : 'new',
  parts: [],
});

function medianTrend(passing: readonly Evaluated[], trend: PriceTrends): number | null {
  const known = passing
    .map((e) => trend(e.system))
    .filter((t) => t !== null)
    .sort((a, b) => a - b);
  return known[known.length >> 1] ?? null;
}
