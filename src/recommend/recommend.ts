import { evaluateNeed } from '../rules/evaluate.ts';
import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type {
  Alternative,
  Assumption,
  PriceQuote,
  Reason,
  Recommendation,
  SystemRef,
  WorkloadNeed,
} from '../schema/document.ts';
import { withGroupWins } from './alike-rows.ts';
import { type AlternativesInput, alternativesFor, doubtsAboutBuying } from './alternatives/alternatives.ts';
import { betterThanOwned } from './alternatives/better-than-owned.ts';
import { makeOwnedBeside } from './alternatives/owned-beside.ts';
import { repeatedCommand } from './command.ts';
import type { Evaluated } from './evaluated.ts';
import { exclusionsOf } from './exclusions.ts';
import { askingAgain, makeFieldUnder, makeOtherWork } from './flips/asking-again.ts';
import { type Able, otherDay, type WayOut, wayOut } from './flips/dead-end.ts';
import { flipInput } from './flips/flip-input.ts';
import { flipsFor } from './flips/flips.ts';
import { limitsOf } from './flips/limits.ts';
import { firedReason, isWorthItsMoney, type Judged, judge, meritAtWork, meritOf } from './judge.ts';
import { deriveDemand } from './need.ts';
import { outlookOf } from './outlook/outlook.ts';
import { electricityRate } from './outlook/ownership.ts';
import { isOfForm, ownedOfOtherForm } from './owned/owned-form.ts';
import { ownedRuns } from './owned/owned-runs.ts';
import { nothingPaid } from './prices/quotes.ts';
import { rankedRows } from './ranked-rows.ts';
import { type Survey, surveyOf } from './survey.ts';
import { systemRef } from './system-ref.ts';
import { uncounted } from './uncounted.ts';

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
  const { needs, assumptions } = deriveDemand(answers, catalog);
  const survey = surveyOf(answers, needs, catalog, asOf);
  const { field, prices, context } = survey;
  const usd_per_kwh = electricityRate(answers, prices.offers, asOf);
  const rates = { catalog, offers: prices.offers, asOf, usd_per_kwh };
  const judgeOwned = (e: Evaluated) => judge({ ...e, price: nothingPaid(survey.terms) }, context);
  const merit = (e: Evaluated) => meritOf(e, context);
  const ownedBeside = makeOwnedBeside({ answers, needs, catalog, asOf, owned: survey.owned, merit });
  const isAsked = (e: Evaluated) => isOfForm(e.system, answers, catalog);
  const besideOf = (other: Evaluated) => ownedBeside(other).filter(isAsked);
  const again = askingAgain(answers, catalog, asOf, survey);
  const otherWork = makeOtherWork(again);
  const out = field.length > 0 ? null : wayOutOf(answers, needs, makeFieldUnder(otherWork), catalog, options);
  const fired = evaluateNeed(context.rules, context.need).fired;

  const instead: AlternativesInput = {
    answers,
    needs,
    need: context.need,
    catalog,
    prices,
    asOf,
    field,
    announced: survey.announced,
    trends: survey.trends,
    rates,
    owned: field[0] ? besideOf(field[0].evaluated) : survey.owned.filter(isAsked),
    ownedBeside: besideOf,
    performFree: survey.performFree,
    fired,
    judge: judgeOwned,
    merit,
    atWork: (e) => meritAtWork(e, context),
  };
  const alternatives = alternativesFor(instead);
  const ranked = rankedRows(field, context, seed, options.explained_rows, (e) =>
    outlookOf(e, { needs, answers, rates }),
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
    assumptions: [...importedModels(answers, catalog), ...assumptions],
    ranked: withGroupWins(ranked).map((row, i) =>
      i > 0 ? row : { ...row, reasons: [...betterThanOwned(instead, alternatives), ...row.reasons] },
    ),
    excluded: exclusionsOf(survey, catalog),
    alternatives,
    ...(instead.owned.length > 0
      ? { owned: ownedRuns(instead.owned.map(judgeOwned), field[0], catalog) }
      : {}),
    flips: flipsFor(
      flipInput({ needs, survey, again, otherWork, ownedBeside, deadEndFlips: out?.flips ?? [] }),
    ),
    warnings: warningsOf(instead, survey, alternatives),
    ...(out ? { dead_end: out.dead_end } : {}),
    command: repeatedCommand(answers, catalog, options),
  };
}

/** What to know before deciding: doubts, what was not counted, and what the rules say of the need itself. */
const warningsOf = (
  { answers, needs, need, field, catalog, fired }: AlternativesInput,
  survey: Survey,
  alternatives: readonly Alternative[],
): Reason[] => [
  ...doubtsAboutBuying(field, alternatives, catalog),
  ...uncounted(answers, needs, catalog),
  ...ownedOfOtherForm(
    survey.owned.map((e) => e.system),
    answers,
    catalog,
  ),
  ...fired.filter((f) => f.effect !== 'suggest').map((f) => firedReason(f, need)),
];

/** Why nothing qualifies, and what to give up: a limit, or the day. */
function wayOutOf(
  answers: Answers,
  needs: readonly WorkloadNeed[],
  fieldUnder: (change: Partial<Answers>) => readonly Judged[],
  catalog: Catalog,
  options: RecommendOptions,
): WayOut | null {
  const limits = limitsOf(answers, needs, catalog);
  const onLastDay = { ...options, asOf: catalog.date, explained_rows: 0 };
  const able = (system: SystemRef, price: PriceQuote | null, score: number | null): Able => ({
    system,
    price_usd: price?.value ?? null,
    worthwhile: isWorthItsMoney(score, catalog),
  });
  return (
    wayOut(limits, (change) =>
      fieldUnder(change).map(({ evaluated: e, score }) =>
        able(systemRef(e.system, catalog), e.price, score.score),
      ),
    ) ??
    otherDay(limits, options.asOf, catalog.date, (change) =>
      recommend({ ...answers, ...change }, catalog, onLastDay).ranked.map((r) =>
        able(r.system, r.price_usd, r.score),
      ),
    )
  );
}

/** Where models come from that are not in our data. */
const importedModels = (answers: Answers, catalog: Catalog): Assumption[] =>
  answers.models.flatMap((id) => {
    const read = catalog.imported?.[id];
    return read ? [{ field: `imported.${id}`, value: read.from, reason: read.note, source: null }] : [];
  });
