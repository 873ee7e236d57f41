import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { type Candidate, screen, waysOf } from '../candidate.ts';
import { type Evaluated, works } from '../evaluated.ts';
import { byScore, type JudgeContext, type Judged, judge, qualifies } from '../judge.ts';
import { deriveDemand } from '../need.ts';
import { performersByWork, type Work } from '../perform/performer.ts';
import { makePriceBook, type PriceBook } from '../prices/price-book.ts';
import { priceTerms } from '../prices/price-terms.ts';
import type { Survey } from '../survey.ts';

/** A question with everything needed to ask it again with other answers. */
export interface AskingAgain {
  readonly answers: Answers;
  readonly catalog: Catalog;
  readonly asOf: string;
  /** Prices under those answers: the question's own book unless stated prices or the condition differ. */
  readonly bookFor: (said: Answers) => PriceBook;
  /** Judged for these needs, by default those of the question. */
  readonly contextFor: (said: Answers, book: PriceBook, needs?: readonly WorkloadNeed[]) => JudgeContext;
  readonly evaluate: (candidate: Candidate) => Evaluated;
}

/** How to put the question of a survey again. */
export function askingAgain(
  answers: Answers,
  catalog: Catalog,
  asOf: string,
  { prices, contextFor, evaluate }: Survey,
): AskingAgain {
  const bookFor = (said: Answers): PriceBook =>
    said.prices_usd === answers.prices_usd && said.condition === answers.condition
      ? prices
      : makePriceBook(catalog, priceTerms(said, asOf), prices.offers);
  return { answers, catalog, asOf, bookFor, contextFor, evaluate };
}

/** The same question with other answers: how a machine would then be judged, or null where it would be out. */
function underOtherAnswers(
  { catalog, asOf, bookFor, contextFor, evaluate }: AskingAgain,
  said: Answers,
): (system: System) => Judged | null {
  const book = bookFor(said);
  const context = contextFor(said, book);
  return (system) => {
    // What goes into one's own PC is asked about as it is in the catalogue.
    const { candidate, exclusion } = screen(catalog.systems[system.id] ?? system, said, catalog, book, asOf);
    const ways = exclusion === null ? waysOf(candidate).map(evaluate) : [];
    const judged = ways.filter(works).map((e) => judge(e, context));
    return judged.filter(qualifies).reduce<Judged | null>((best, j) => better(j, best), null);
  };
}

const better = (a: Judged | null, b: Judged | null): Judged | null =>
  a && (!b || byScore(a, b) < 0) ? a : b;

/**
 * Who would lead among these had the buyer said something else. Asking less of a machine hardly raises its score, so
 * the search ends where nobody further down could still lead.
 */
export function leaderAmong(
  ask: AskingAgain,
  change: Partial<Answers>,
  among: readonly Judged[],
): Judged | null {
  const again = underOtherAnswers(ask, { ...ask.answers, ...change });
  let best: Judged | null = null;
  for (const [i, j] of [...among].sort(byScore).entries()) {
    if (best && i >= ASKED_AGAIN && (best.score.score ?? 0) > (j.score.score ?? 0) + RISE_POINTS) break;
    best = better(again(j.evaluated.system), best);
  }
  return best;
}

/** Assumption: at least this many are asked again. */
const ASKED_AGAIN = 12;
/** Assumption: what a machine may gain under other answers: rules about the need, or a smaller model that scores better. */
const RISE_POINTS = 4;

/** The question put again, where the work may be another one. */
export interface OtherWork extends Work {
  readonly again: AskingAgain;
}

/** What the work would be had the buyer said something else; what was worked out for it is kept for the next question. */
export function makeOtherWork(ask: AskingAgain): (change: Partial<Answers>) => OtherWork {
  const performerFor = performersByWork(ask.catalog, ask.asOf);
  return (change) => {
    const said = { ...ask.answers, ...change };
    const { needs } = deriveDemand(said, ask.catalog);
    const perform = performerFor({ said, needs });
    const again: AskingAgain = {
      ...ask,
      contextFor: (a, book) => ask.contextFor(a, book, needs),
      evaluate: ({ system, price, os }) => ({ system, price, outcomes: perform(system, os) }),
    };
    return { said, needs, again };
  };
}

/** Everybody who would qualify had the buyer said something else, about the work, too; best first. */
export const makeFieldUnder =
  (otherWork: (change: Partial<Answers>) => OtherWork) =>
  (change: Partial<Answers>): Judged[] => {
    const { said, again } = otherWork(change);
    const judged = underOtherAnswers(again, said);
    return Object.values(again.catalog.systems)
      .map(judged)
      .filter((j) => j !== null)
      .sort(byScore);
  };

/** Who would lead of all there are had the buyer said something else: machines join that these answers shut out. */
export function leaderOfAll(ask: AskingAgain, change: Partial<Answers>): Judged | null {
  const again = underOtherAnswers(ask, { ...ask.answers, ...change });
  return Object.values(ask.catalog.systems).reduce<Judged | null>(
    (best, system) => better(again(system), best),
    null,
  );
}
