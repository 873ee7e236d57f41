import { detailed as withDetails } from '../report/detailed.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import { checked, refuseNoCatalog, wholeFromOne } from './checked.ts';
import { refuseNoDocument } from './document.ts';

/**
 * The document with speed over depth, spending over the years and price history of its first `top` alternatives: what
 * `--details` adds. A document without a pick stays as it is. Throws a UsageError for what is no document.
 */
export function detailed(document: Recommendation, catalog: Catalog, top?: number): Recommendation {
  refuseNoDocument(document);
  refuseNoCatalog(catalog);
  return withDetails(document, catalog, checked('top', { top }, { top: wholeFromOne }).top);
}
