import { offersByItem } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Details } from '../../schema/details.ts';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import { citedSources } from './cited-sources.ts';
import { depthCurve } from './depth-curve.ts';
import { priceHistory } from './price-history.ts';
import { spendingOf } from './spending.ts';

/**
 * Decode over depth, price history, cost over the years and the cited sources of some rows of a recommendation. Pure,
 * as `recommend` is: the day is the document's. Rows of machines that the catalogue lacks are passed over.
 */
export function detailsOf(d: Recommendation, finalists: readonly Ranked[], catalog: Catalog): Details {
  const offers = offersByItem(catalog.offers);
  const known = finalists.flatMap((row) => {
    const system = catalog.systems[row.system.id];
    return system ? [{ row, system }] : [];
  });
  return {
    decode_over_depth: known.flatMap(({ row, system }) => depthCurve(row, system, d, catalog) ?? []),
    price_history: known.map(({ row, system }) => priceHistory(row, system, d, catalog, offers)),
    spending: spendingOf(d, finalists, catalog, offers),
    sources: citedSources(d, finalists, catalog),
  };
}
