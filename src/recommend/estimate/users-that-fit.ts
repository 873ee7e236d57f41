import { liesWhole } from '../../perf/memory/fit.ts';
import { mostUsers } from '../../perf/serving/closed-loop.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import { estimateOne } from './estimate-one.ts';
import type { EstimateQuestion } from './question.ts';

/**
 * How many of the users asked about have room for their caches, with the format, engine and backend that were
 * estimated; 0 where not even one has.
 */
export function usersThatFit(q: EstimateQuestion, d: EstimateDocument, catalog: Catalog): number {
  const quant = q.quant ?? Object.values(catalog.quants).find(({ name }) => name === d.model.quant) ?? null;
  const asked = { ...q, quant, engine: d.engine, backend: d.backend };
  return mostUsers(q.users, (users) => {
    const estimate = estimateOne({ ...asked, users }, catalog);
    return estimate !== null && liesWhole(estimate.footprint.status);
  });
}
