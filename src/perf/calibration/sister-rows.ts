import { groupBy } from '../../units/statistics.ts';
import type { ParameterId } from '../speed/parameters.ts';
import type { Coefficient, DesignRow } from './design.ts';
import { type Columns, columnsAt } from './fit-rows.ts';
import { limitRow } from './limit-rows.ts';
import type { Observation } from './observation.ts';

type Sister = Pick<Observation, 'place' | 'bandwidth' | 'throughput'>;

/** Parameters that multiply an ideal time, with what that time is divided by. */
const RATES: readonly { readonly parameter: ParameterId; readonly rate: (s: Sister) => number }[] = [
  { parameter: 'weight_read', rate: (s) => s.bandwidth },
  { parameter: 'matmul', rate: (s) => s.throughput.flop_s },
];

/**
 * Sisters in order, as rows of the regression: of two chips of one family under one engine, the one that has no less of
 * everything reads and multiplies no more slowly. Few rows of unlucky testers would else tell the larger card slower.
 */
export function sisterRows(observations: readonly Sister[], columns: Columns): DesignRow[] {
  return [...groupBy(observations, (o) => o.place.family_stack).values()].flatMap((seen) => {
    // One observation of each chip says where it stands: these parameters differ by the machine alone.
    const sisters = [...new Map(seen.map((o) => [o.place.device, o])).values()];
    return sisters.flatMap((more) =>
      sisters.filter((less) => hasNoLess(more, less)).flatMap((less) => inOrder(more, less, columns)),
    );
  });
}

/** No less bandwidth, and no less arithmetic, told on the same scale. */
const hasNoLess = (more: Sister, less: Sister): boolean =>
  more.throughput.basis === less.throughput.basis && RATES.every(({ rate }) => rate(more) >= rate(less));

/** ln of the one's factor less that of the other is at most ln of the ratio of their rates, for each parameter. */
function inOrder(more: Sister, less: Sister, columns: Columns): DesignRow[] {
  return RATES.flatMap(({ parameter, rate }) => {
    const own = columnsAt(columns, parameter, more.place);
    const other = columnsAt(columns, parameter, less.place);
    const only = (these: number[], those: number[], covariate: number): Coefficient[] =>
      these.filter((c) => !those.includes(c)).map((column) => ({ column, covariate }));
    const apart = [...only(own, other, 1), ...only(other, own, -1)];
    return apart.length === 0 ? [] : [limitRow(apart, Math.log(rate(more) / rate(less)))];
  });
}
