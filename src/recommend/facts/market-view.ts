import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { doesTheJob, isSound } from '../alternatives/does-the-job.ts';
import type { Evaluated } from '../evaluated.ts';
import type { PriceTrends } from '../prices/price-trend.ts';

/** What is known of the market beyond single candidates. */
export interface MarketView {
  readonly announcedMatch: boolean;
  readonly priceTrend90d: number | null;
  readonly ownedRunsIt: boolean;
}

interface Market {
  readonly needs: readonly WorkloadNeed[];
  readonly catalog: Catalog;
  /** What the buyer could have today. */
  readonly passing: readonly Evaluated[];
  /** What is announced and would qualify. */
  readonly announced: readonly unknown[];
  /** What the buyer has of the shape that was asked for. */
  readonly owned: readonly Evaluated[];
  readonly trends: PriceTrends;
}

/** What rules may know of the market: what is coming, which way prices move, what is there already. */
export const marketView = ({ needs, catalog, passing, announced, owned, trends }: Market): MarketView => ({
  announcedMatch: announced.length > 0,
  priceTrend90d: medianTrend(passing, trends),
  ownedRunsIt: owned.some((e) => doesTheJob(e, catalog, 'readable') && isSound(e, needs, catalog)),
});

/** Of an even number the upper of the two middle ones, not their mean as `median` gives. */
function medianTrend(passing: readonly Evaluated[], trends: PriceTrends): number | null {
  const known = passing
    .map((e) => trends(e.system))
    .filter((t) => t !== null)
    .sort((a, b) => a - b);
  return known[known.length >> 1] ?? null;
}
