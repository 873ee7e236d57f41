import type { Catalog } from '../schema/catalog.ts';
import type { Excluded, PriceQuote, Reason } from '../schema/document.ts';
import type { Exclusion } from './candidate.ts';
import { type Evaluated, works } from './evaluated.ts';
import { firedReason, type Judged } from './judge.ts';
import { reason } from './prose/reason-text.ts';
import type { Survey } from './survey.ts';
import { systemRef } from './system-ref.ts';

/** Everything that is not ranked, with its reason; stand-ins for a class of machines are left out. */
export function exclusionsOf(
  { screened, passing, judged }: Pick<Survey, 'screened' | 'passing' | 'judged'>,
  catalog: Catalog,
): Excluded[] {
  const screenedOut = screened.flatMap(({ candidate, exclusion }) =>
    exclusion === null || exclusion.code === 'generic'
      ? []
      : [
          {
            system: systemRef(candidate.system, catalog),
            price_usd: inOneSum(candidate.price),
            reasons: [asReason(exclusion)],
          },
        ],
  );
  const able = new Set(passing.filter(works).map((e) => e.system.id));
  const failed = oneOfEach(passing.filter((e) => !able.has(e.system.id))).map((e) => ({
    system: systemRef(e.system, catalog),
    price_usd: inOneSum(e.price),
    reasons: e.outcomes.flatMap((o) => (o.failure ? [asReason(o.failure)] : [])),
  }));
  const ruledOut = judged
    .filter((j) => j.exclusions.length > 0 || j.score.score === null)
    .map((j) => ({
      system: systemRef(j.evaluated.system, catalog),
      price_usd: inOneSum(j.evaluated.price),
      reasons: j.exclusions.length > 0 ? j.exclusions.map((f) => firedReason(f, j.facts)) : [nothingKnown(j)],
    }));
  return [...failed, ...ruledOut, ...screenedOut];
}

/** Both ways to have a machine fail for want of the same. */
const oneOfEach = (evaluated: readonly Evaluated[]): Evaluated[] => [
  ...new Map(evaluated.map((e) => [e.system.id, e])).values(),
];

/** The parts of what is not ranked are left out: they would be a tenth of the document. */
const inOneSum = (price: PriceQuote | null): PriceQuote | null => price && { ...price, parts: [] };

const nothingKnown = ({ evaluated: { outcomes } }: Judged): Reason =>
  asReason({
    code: 'no_estimate',
    args: { workload: outcomes[0]?.performance.workload ?? '', missing: 'every criterion is unknown' },
  });

export const asReason = ({ code, args }: Exclusion): Reason => reason(code, args, 'blocking');
