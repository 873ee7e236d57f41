import type { Fired } from '../../rules/compile.ts';
import type { NeedFacts } from '../../rules/facts.ts';
import type { Answers } from '../../schema/answers.ts';
import { isWithoutCloud } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Alternative, Reason, WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { AlternativeKind, Severity } from '../../schema/vocabulary.ts';
import { feltScore } from '../../units/score-step.ts';
import type { Announced } from '../announced.ts';
import type { Evaluated } from '../evaluated.ts';
import { firedReason, isWorthBuying, type Judged } from '../judge.ts';
import { onlyText } from '../need.ts';
import type { Rates } from '../outlook/ownership.ts';
import type { PriceBook } from '../prices/price-book.ts';
import type { PriceTrends } from '../prices/price-trend.ts';
import { toldReason } from '../prose/reason-text.ts';
import { apiAlternative } from './api.ts';
import { type CloudMachine, cheapestCloud } from './cloud-machine.ts';
import { hostedWhole } from './hosted.ts';
import { ownAlternatives } from './own.ts';
import { pictureApi } from './picture-api.ts';
import { rentAlternative } from './rent.ts';
import { bestService, tokensOfRentedHour } from './service.ts';
import { titled } from './titled.ts';
import { upgradeAlternative } from './upgrade.ts';
import { waitAlternative } from './wait.ts';

export interface AlternativesInput {
  readonly answers: Answers;
  readonly needs: readonly WorkloadNeed[];
  readonly need: NeedFacts;
  readonly catalog: Catalog;
  readonly prices: PriceBook;
  readonly asOf: string;
  /** Ranked candidates, best first. */
  readonly field: readonly Judged[];
  /** Announced machines that would qualify, the latest announcement first. */
  readonly announced: readonly Announced[];
  readonly trends: PriceTrends;
  /** What the cost of owning is counted with. */
  readonly rates: Rates;
  /** The machines the buyer has, priced at nothing; only those of the shape that was asked for. */
  readonly owned: readonly Evaluated[];
  /** The same, as they would run beside another machine: with its model where they do more with it. */
  readonly ownedBeside: (other: Evaluated) => readonly Evaluated[];
  /** Runs a system through fit and estimates as if it were free. */
  readonly performFree: (system: System) => Evaluated;
  readonly judge: (e: Evaluated) => Judged;
  /** How good it is at the work, money aside; null when nothing is known. */
  readonly merit: (e: Evaluated) => number | null;
  /** The same without what its owner lives with. */
  readonly atWork: (e: Evaluated) => number | null;
  /** Rules about the need that fired; those of effect `suggest` speak for an alternative. */
  readonly fired: readonly Fired[];
}

/** The order where no answer and no rule decides. */
const USUAL_PLACE: Readonly<Record<AlternativeKind, number>> = { own: 0, api: 1, rent: 2, wait: 3 };

/**
 * What to do instead of buying, best first: an answer before a suggestion, a rule's suggestion before the rest. When
 * nothing is worth buying, renting or an API becomes the answer if it can do the job, whichever costs less.
 */
export function alternativesFor(input: AlternativesInput): Alternative[] {
  const withCloud = !isWithoutCloud(input.answers);
  const hosted = apiAlternative(input) ?? pictureApi(input);
  const api = withCloud && hosted ? hosted.alternative : null;
  const upgrade = upgradeAlternative(input);
  // What little use it is shows in what a host would ask, also where nothing may go there.
  const own = ownAlternatives(input, { hardly_used: hosted?.hardly_used === true });
  const cloud = withCloud ? cheapestCloud(input) : null;
  const rent = cloud && rentAlternative(cloud, input);
  const found = [...own, api, rent, waitAlternative(input)].filter((a) => a !== null);
  const textual = onlyText(input.needs, input.catalog);
  // What rules say for an API holds for the work as a whole.
  const speakingFor = ({ kind }: Alternative): Fired[] =>
    kind === 'api' && !textual ? [] : input.fired.filter((f) => f.alternative === kind);
  const withRules = found.map((a) => ({
    ...a,
    reasons: [...a.reasons, ...speakingFor(a).map((f) => firedReason(f, input.need))],
  }));
  // What an evening of renting would show, a hosted model shows for less: a mere remark puts nothing before it.
  const shown = readByTheToken(input);
  // Nor does one put waiting before what costs less than owning at the rate that was stated.
  const cheaper = found.some((a) => a.cheaper_than_owning);
  const remark = ({ kind }: Alternative) => (shown || (kind === 'wait' && cheaper) ? 0 : 1);
  const weight = (a: Alternative) =>
    speakingFor(a).reduce((w, f) => Math.max(w, f.severity === 'info' ? remark(a) : 2), 0);
  const ordered = withRules.sort(
    (a, b) => answerFirst(a, b) || weight(b) - weight(a) || USUAL_PLACE[a.kind] - USUAL_PLACE[b.kind],
  );
  if (upgrade) {
    // An upgrade is a purchase, too: it comes after what makes one unnecessary and after what a rule suggests instead.
    // Where nothing owned does the work, it is no more than another thing to buy: services come before it.
    const instead = (a: Alternative) => own.length === 0 && (a.kind === 'api' || a.kind === 'rent');
    const behind = ordered.findLastIndex(
      (a) => a.kind === 'own' || a.is_the_answer || weight(a) > 0 || instead(a),
    );
    ordered.splice(behind + 1, 0, upgrade);
  }
  const settled = isWorthBuying(input.field[0], input.catalog) || ordered.some((a) => a.is_the_answer);
  return settled ? ordered : answeredByService(ordered, weight, cloud, input);
}

/** Somebody reads along, and all of it can be had by the token. */
const readByTheToken = ({ need, needs, catalog, prices, asOf }: AlternativesInput): boolean =>
  need['need.interactive'] === true && hostedWhole(needs, catalog, prices.offers, asOf);

/** Nothing on sale does the work, or does it well: the best service that can becomes the answer. */
function answeredByService(
  ordered: readonly Alternative[],
  weight: (a: Alternative) => number,
  cloud: CloudMachine | null,
  { needs, answers, catalog, prices, asOf, field }: AlternativesInput,
): Alternative[] {
  const hosted = hostedWhole(needs, catalog, prices.offers, asOf);
  const services = ordered
    .filter((a) => a.kind === 'rent' || (a.kind === 'api' && hosted))
    .map((a) => ({ alternative: a, weight: weight(a) }));
  const compared = services.length > 1 && cloud;
  const service = bestService(
    services,
    compared ? tokensOfRentedHour(compared.evaluated, needs, answers, catalog) : null,
  );
  return ordered
    .map((a) =>
      a === service
        ? {
            ...a,
            title: titled(a.title, true),
            is_the_answer: true,
            reasons: [poorField(bestOf(field)), ...a.reasons],
          }
        : a,
    )
    .sort(answerFirst);
}

const answerFirst = (a: Alternative, b: Alternative): number =>
  Number(b.is_the_answer) - Number(a.is_the_answer);

/** What speaks against buying the pick, where no alternative is clearly better. */
export function doubtsAboutBuying(
  field: readonly Judged[],
  alternatives: readonly Alternative[],
  catalog: Catalog,
): Reason[] {
  if (field.length === 0 || alternatives.some((a) => a.is_the_answer)) return [];
  return [
    ...(isWorthBuying(field[0], catalog) ? [] : [poorField(bestOf(field), 'serious')]),
    ...alternatives.flatMap((a) =>
      a.cheaper_than_owning ? [a.kind === 'api' ? apiIsCheaper : rentIsCheaper] : [],
    ),
  ];
}

/** As its row tells it. */
const bestOf = ([first]: readonly Judged[]): number | null =>
  first?.score.score == null ? null : feltScore(first.score.score);

const apiIsCheaper = toldReason(
  'api_cheaper',
  'At that volume an API costs less than owning: buy for privacy, offline use or the lack of limits, not for the price.',
  'caution',
);

const rentIsCheaper = toldReason(
  'rent_cheaper',
  'At that rate renting costs less than owning: buy for privacy, offline use or work that cannot wait, not for the price.',
  'caution',
);

const poorField = (best: number | null, severity: Severity = 'info'): Reason =>
  toldReason(
    'nothing_worth_buying',
    best === null
      ? 'Nothing on sale within these limits does the work.'
      : `Nothing on sale within these limits does the work well: the best scores ${Math.round(best)} of 100.`,
    severity,
  );
