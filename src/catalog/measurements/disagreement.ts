import type { Measurement } from '../../schema/measurement.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { dayNumber } from '../../units/days.ts';
import { groupBy, median, quantile, thousandths } from '../../units/statistics.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import { eraKey, newestDate } from './experiments.ts';

/** How far careful testers of the same cell are apart: the floor for the accuracy of any model of speed. */
export interface Disagreement {
  /** Cells that at least two independent sources measured. */
  readonly cells: number;
  /** Median over those cells of the median pairwise difference, relative to the pair's mean. */
  readonly median_relative_difference: number | null;
}

interface Reading {
  readonly tok_s: TokensPerSecond;
  readonly day: number;
}

const readingOf = (rows: readonly Measurement[]): Reading => ({
  tok_s: median(rows.map((m) => m.tok_s)),
  day: dayNumber(newestDate(rows)),
});

function pairwise(readings: readonly Reading[], maxDaysApart: number): number[] {
  return readings.flatMap((a, i) =>
    readings
      .slice(i + 1)
      .filter((b) => Math.abs(a.day - b.day) <= maxDaysApart)
      .map((b) => (2 * Math.abs(a.tok_s - b.tok_s)) / (a.tok_s + b.tok_s)),
  );
}

/** @param maxDaysApart compare only readings whose dates are this close: testers, not builds */
export function disagreement(
  rows: readonly Measurement[],
  phase: Phase,
  maxDaysApart = Number.POSITIVE_INFINITY,
): Disagreement {
  const ofPhase = rows.filter((m) => m.phase === phase);
  const differences = [...groupBy(ofPhase, eraKey).values()].flatMap((group) => {
    const readings = [...groupBy(group, (m) => m.source).values()].map(readingOf);
    const pairs = pairwise(readings, maxDaysApart);
    return pairs.length > 0 ? [median(pairs)] : [];
  });
  return {
    cells: differences.length,
    median_relative_difference: differences.length > 0 ? thousandths(median(differences)) : null,
  };
}

/** How far off a tester's speed is when the others who measured the very cell are asked. */
export interface ByOthers {
  readonly n: number;
  readonly mdape: number | null;
  readonly p90_ape: number | null;
}

/**
 * Each source's reading of a cell, one request on one device, predicted by the median of the other sources that measured
 * the very cell: who knows more than a model ever will is off by that much.
 */
export function predictedByOthers(rows: readonly Measurement[], phase: Phase): ByOthers {
  const plain = rows.filter((m) => m.phase === phase && m.count === 1 && m.concurrency === 1);
  const errors = [...groupBy(plain, eraKey).values()].flatMap((group) => {
    const rates = [...groupBy(group, (m) => m.source).values()].map((own) => readingOf(own).tok_s);
    return rates.length < 2
      ? []
      : rates.map((rate, i) => Math.abs(median(rates.filter((_, j) => j !== i)) / rate - 1));
  });
  const share = (q: number): number | null => (errors.length > 0 ? thousandths(quantile(errors, q)) : null);
  return { n: errors.length, mdape: share(0.5), p90_ape: share(0.9) };
}
