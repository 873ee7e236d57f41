import type { Recommendation } from '../../schema/document.ts';
import type { Chart } from './chart.ts';
import { depth } from './depth.ts';
import { finalistsOf } from './finalist.ts';
import { memory } from './memory.ts';
import { priceHistory } from './price-history.ts';
import { priceSpeed } from './price-speed.ts';
import { spending } from './spending.ts';

/** Every picture that the document has figures for; those about more than the ranking need its details. */
export function chartsOf(d: Recommendation, rows: Recommendation['ranked']): Chart[] {
  const { details } = d;
  const finalists = finalistsOf(rows);
  return [
    priceSpeed(d, finalists),
    memory(finalists),
    ...(details
      ? [
          depth(details.decode_over_depth, finalists),
          spending(details.spending, finalists),
          priceHistory(details.price_history, finalists),
        ]
      : []),
  ].filter((c) => c !== null);
}
