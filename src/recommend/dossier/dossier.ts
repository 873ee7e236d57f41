import { offersByItem } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import { citedSources, type SourceLine } from './cited-sources.ts';
import { type DepthCurve, depthCurve } from './depth-curve.ts';
import { type PriceHistory, priceHistory } from './price-history.ts';
import { type Spending, spendingOf } from './spending.ts';

/** What a report draws beyond the document: worked out for a handful of machines, on request. */
export interface Dossier {
  readonly curves: readonly DepthCurve[];
  readonly histories: readonly PriceHistory[];
  readonly spending: Spending;
  readonly sources: readonly SourceLine[];
}

/**
 * Decode over depth, price history, cost over the years and the cited sources of some rows of a recommendation. Pure,
 * as `recommend` is: the day is the document's. Rows of machines that the catalogue lacks are passed over.
 */
export function dossierOf(d: Recommendation, finalists: readonly Ranked[], catalog: Catalog): Dossier {
  const offers = offersByItem(catalog.offers);
  const known = finalists.flatMap((row) => {
    const system = catalog.systems[row.system.id];
    return system ? [{ row, system }] : [];
  });
  return {
    curves: known.flatMap(({ row, system }) => depthCurve(row, system, d, catalog) ?? []),
    histories: known.map(({ row, system }) => priceHistory(row, system, d, catalog, offers)),
    spending: spendingOf(d, finalists, offers),
    sources: citedSources(d, finalists, catalog),
  };
}
