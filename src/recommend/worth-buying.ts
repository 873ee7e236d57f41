import type { Catalog } from '../schema/catalog.ts';
import { constant } from '../scoring/model.ts';
import type { Judged } from './judge.ts';

/** Whether a machine does the work well enough to be bought for it at all, however good it is beside others. */
export const isWorthBuying = (j: Judged | undefined, { scoring }: Catalog): boolean =>
  (j?.score.score ?? -1) >= constant(scoring, 'least_worth_buying');
