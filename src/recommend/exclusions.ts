import type { Catalog } from '../schema/catalog.ts';
import type { Excluded, PriceQuote, Reason } from '../schema/document.ts';
import type { Candidate, Exclusion } from './candidate.ts';
import { type Evaluated, works } from './evaluated.ts';
import { firedReason, type Judged, qualifies } from './judge.ts';
import { reason } from './prose/reason-text.ts';
import type { Survey } from './survey.ts';
import { systemRef } from './system-ref.ts';

/** Everything that is not ranked, with its reason; stand-ins for a class of machines are left out. */
export function exclusionsOf(
  { screened, passing, judged }: Pick<Survey, 'screened' | 'passing' | 'judged'>,
  catalog: Catalog,
): Excluded[] {
  const out = ({ system, price }: Pick<Candidate, 'system' | 'price'>, reasons: Reason[]): Excluded => ({
    system: systemRef(system, catalog),
    price_usd: inOneSum(price),
    reasons,
  });
  const screenedOut = screened.flatMap(({ candidate, exclusion }) =>
    exclusion === null || exclusion.code === 'generic' ? [] : [out(candidate, [asReason(exclusion)])],
  );
  const able = new Set(passing.filter(works).map((e) => e.system.id));
  const failed = oneOfEach(passing.filter((e) => !able.has(e.system.id))).map((e) =>
    out(e, failuresOf(e.outcomes)),
  );
  const ruledOut = judged
    .filter((j) => !qualifies(j))
    .map((j) => {
      const reasons = j.exclusions.map((fired) => firedReason(fired, j.facts));
      return out(j.evaluated, reasons.length > 0 ? reasons : [nothingKnown(j)]);
    });
  return [...failed, ...ruledOut, ...screenedOut];
}

/** Why the work cannot be done, for each need that it fails. */
export const failuresOf = (outcomes: Evaluated['outcomes']): Reason[] =>
  outcomes.flatMap((o) => (o.failure ? [asReason(o.failure)] : []));

/** One entry per machine: both ways to have it fail for the same reason. */
const oneOfEach = (evaluated: readonly Evaluated[]): Evaluated[] => [
  ...new Map(evaluated.map((e) => [e.system.id, e])).values(),
];

/** The price without its parts: those of unranked machines would make up a tenth of the document. */
const inOneSum = (price: PriceQuote | null): PriceQuote | null => price && { ...price, parts: [] };

const nothingKnown = ({ evaluated: { outcomes } }: Judged): Reason =>
  asReason({
    code: 'no_estimate',
    args: { workload: outcomes[0]?.performance.workload ?? '', missing: 'every criterion is unknown' },
  });

const asReason = ({ code, args }: Exclusion): Reason => reason(code, args, 'blocking');
