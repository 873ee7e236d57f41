import type { Dossier } from '../../recommend/dossier/dossier.ts';
import type { Recommendation } from '../../schema/document.ts';
import type { Chart } from './chart.ts';
import { depth } from './depth.ts';
import { finalistsOf } from './finalist.ts';
import { memory } from './memory.ts';
import { priceHistoryChart } from './price-history.ts';
import { priceSpeed } from './price-speed.ts';
import { spending } from './spending.ts';

/** Every picture that the document has figures for; those about more than the document need its dossier. */
export function chartsOf(
  d: Recommendation,
  rows: Recommendation['ranked'],
  dossier: Dossier | null,
): Chart[] {
  const finalists = finalistsOf(rows);
  return [
    priceSpeed(d, finalists),
    memory(finalists),
    ...(dossier
      ? [
          depth(dossier.curves, finalists),
          spending(dossier.spending, finalists),
          priceHistoryChart(dossier.histories, finalists),
        ]
      : []),
  ].filter((c) => c !== null);
}
