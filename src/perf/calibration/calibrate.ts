import type { Measurement } from '../../schema/measurement.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { latestDay } from '../../units/days.ts';
import { ascending } from '../../units/order.ts';
import type { Calibration } from '../speed/fitted-values.ts';
import { evidenceOf, namedParameters } from './export.ts';
import { allRows, type Fitted, fit, type Problem, problemOf } from './fit.ts';
import { type CellBuilder, coarse, GROUPINGS, holdOut } from './held-out.ts';
import { type CountedRow, intervalTable } from './intervals.ts';
import { type CatalogParts, type Observation, observe } from './observation.ts';

const PHASES = ['decode', 'prefill'] as const satisfies readonly Phase[];

/** Rows as the model sees them, in an order that does not depend on the files they came from. */
export function observations(
  rows: readonly Measurement[],
  parts: CatalogParts,
  reference: string,
): Observation[] {
  const found = rows.flatMap((m) => observe(m, parts, reference) ?? []);
  const key = ({ measurement: m }: Observation) =>
    [
      m.source,
      m.device,
      m.count,
      m.engine,
      m.backend,
      m.model,
      m.quant,
      m.phase,
      m.tokens,
      m.depth,
      m.concurrency,
      m.ref,
      m.tok_s,
    ].join('|');
  return found
    .map((o) => ({ o, key: key(o) }))
    .sort((a, b) => ascending(a.key, b.key))
    .map(({ o }) => o);
}

/** The newest measurement's date: "today" for the calibration, so that the same folder always gives the same file. */
const referenceDate = (rows: readonly Measurement[]): string => latestDay(rows.map((m) => m.date));

/** Each phase fitted on all rows. */
function fitAll(all: readonly Observation[], reference: string): Record<Phase, [Problem, Fitted]> {
  const one = (phase: Phase): [Problem, Fitted] => {
    const problem = problemOf(phase, all, reference);
    return [problem, fit(problem, allRows(problem))];
  };
  return { decode: one('decode'), prefill: one('prefill') };
}

/**
 * Sources, models, devices and families left out in turn, so that every grade of evidence is seen from outside: a user
 * is a new tester, and asks about a new model on a known machine at least as often as about a new machine.
 */
function heldOut(problem: Problem, cellsOf: CellBuilder): CountedRow[] {
  return Object.entries(GROUPINGS).flatMap(([left_out, of]) =>
    holdOut(problem, coarse(problem.observations, of), cellsOf).map((h) => ({ ...h, left_out })),
  );
}

/** Everything the speed model knows, from curated measurements. Deterministic: no randomness, no clock. */
export function calibrate(
  rows: readonly Measurement[],
  parts: CatalogParts,
  cellsOf: CellBuilder,
): Calibration {
  const reference = referenceDate(rows);
  const all = observations(rows, parts, reference);
  const fits = fitAll(all, reference);
  const perPhase = <T>(make: (problem: Problem, fitted: Fitted) => T): Record<Phase, T> => ({
    decode: make(...fits.decode),
    prefill: make(...fits.prefill),
  });
  return {
    version: 1,
    reference_date: reference,
    rows: perPhase((problem) => problem.observations.length),
    sources: new Set(all.map((o) => o.measurement.source)).size,
    parameters: namedParameters(PHASES.map((phase) => fits[phase])),
    evidence: perPhase((problem) => evidenceOf(problem.observations)),
    intervals: perPhase((problem) => intervalTable(heldOut(problem, cellsOf))),
  };
}
