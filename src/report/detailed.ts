import { foldAlike } from '../recommend/alike-rows.ts';
import { detailsOf } from '../recommend/details/details.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import { USUAL_ROWS } from './render-options.ts';

/** As many as a chart can tell apart. */
export const MOST_FINALISTS = 6;

/** The document with details of its first alternatives: what a page draws. A document without a pick stays as it is. */
export function detailed(d: Recommendation, catalog: Catalog, top = USUAL_ROWS): Recommendation {
  const rows = foldAlike(d.ranked)
    .slice(0, Math.min(top, MOST_FINALISTS))
    .map((l) => l.row);
  return rows.length === 0 || d.details ? d : { ...d, details: detailsOf(d, rows, catalog) };
}
