import type { Measurement } from '../schema/measurement.ts';
import type { Phase } from '../schema/vocabulary.ts';
import { cellKey, groupBy, median } from './import/collapse.ts';

/** How far careful testers of the same cell are apart: the floor for the accuracy of any model of speed. */
export interface Disagreement {
  /** Cells that at least two independent sources measured. */
  readonly cells: number;
  /** Median over those cells of the median pairwise difference, relative to the pair's mean. */
  readonly median_relative_difference: number | null;
}

/** Decode speed hardly depends on how many tokens are generated, so that column does not tell cells apart. */
const sameExperiment = (m: Measurement): string =>
  m.phase === 'decode' ? cellKey({ ...m, tokens: 0 }) : cellKey(m);

function pairwise(values: readonly number[]): number[] {
  return values.flatMap((a, i) => values.slice(i + 1).map((b) => (2 * Math.abs(a - b)) / (a + b)));
}

export function disagreement(rows: readonly Measurement[], phase: Phase): Disagreement {
  const differences: number[] = [];
  for (const group of groupBy(
    rows.filter((m) => m.phase === phase),
    sameExperiment,
  ).values()) {
    const perSource = [...groupBy(group, (m) => m.source).values()].map((own) =>
      median(own.map((m) => m.tok_s)),
    );
    if (perSource.length >= 2) differences.push(median(pairwise(perSource)));
  }
  return {
    cells: differences.length,
    median_relative_difference: differences.length > 0 ? Math.round(median(differences) * 1000) / 1000 : null,
  };
}
