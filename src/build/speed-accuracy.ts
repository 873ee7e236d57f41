import { collect } from '../catalog/collections.ts';
import { compile } from '../catalog/compile.ts';
import { parseFiles } from '../catalog/files/parse-files.ts';
import { readFolder } from '../catalog/files/read-folder.ts';
import {
  type ByOthers,
  type Disagreement,
  disagreement,
  predictedByOthers,
} from '../catalog/measurements/disagreement.ts';
import { buildCells } from '../catalog/measurements/measured-cells.ts';
import { type ByGroup, type LeftOut, leaveOut, peerAccuracy } from '../perf/accuracy/evaluate.ts';
import { replayAll } from '../perf/accuracy/replay.ts';
import { observations } from '../perf/calibration/calibrate.ts';
import { problemOf } from '../perf/calibration/fit.ts';
import { coarse, GROUPINGS } from '../perf/calibration/held-out.ts';
import type { Observation } from '../perf/calibration/observation.ts';
import { textCalibration } from '../perf/calibrations.ts';
import type { Calibration } from '../perf/speed/fitted-values.ts';
import type { Phase } from '../schema/vocabulary.ts';

/** What `test/accuracy/text.json` holds. Errors are shares; a group is left out where it has no rows. */
export interface SpeedAccuracy {
  readonly reference_date: string;
  readonly rows: Readonly<Record<Phase, number>>;
  /** How far independent testers of one cell are apart: the floor. */
  readonly disagreement: Readonly<Record<Phase, Disagreement>>;
  /** What the other testers of the very cell would have predicted. */
  readonly by_others: Readonly<Record<Phase, ByOthers>>;
  /** Every row predicted by a fit that has not seen its source, its model or its device. */
  readonly left_out: Readonly<Record<Phase, Readonly<Record<string, ByGroup>>>>;
  /** The same, sources left out, if the offset of each tester's machine were known: why the error is not smaller. */
  readonly tester_known: Readonly<Record<Phase, ByGroup>>;
  readonly peers: Readonly<Record<Phase, Readonly<Record<string, ByGroup>>>>;
  /** The product at the committed calibration on the rows it learned from; what the test recomputes. */
  readonly replay: Readonly<Record<Phase, ByGroup>>;
}

const SCHEMES = { source: GROUPINGS.source, model: GROUPINGS.model, device: GROUPINGS.device };

/** Measured rows as observations, with the committed calibration beside them. */
export function accuracyInputs(data: string) {
  const all = collect(parseFiles(readFolder(data, data).files));
  const catalog = compile(all);
  const text = textCalibration(catalog);
  const rows = observations(all.measurements, catalog, text.reference_date);
  return { measurements: all.measurements, rows, calibration: text };
}

export function speedAccuracy(data: string, progress: (line: string) => void): SpeedAccuracy {
  const { measurements, rows, calibration } = accuracyInputs(data);
  const perPhase = <T>(make: (phase: Phase) => T): Record<Phase, T> => ({
    decode: make('decode'),
    prefill: make('prefill'),
  });
  const ofPhase = (phase: Phase) => rows.filter((o) => o.measurement.phase === phase);
  const left = perPhase((phase) => leftOut(phase, rows, calibration, progress));
  return {
    reference_date: calibration.reference_date,
    rows: perPhase((phase) => ofPhase(phase).length),
    disagreement: perPhase((phase) => disagreement(measurements, phase)),
    by_others: perPhase((phase) => predictedByOthers(measurements, phase)),
    left_out: perPhase((phase) => mapValues(left[phase], ({ groups }) => groups)),
    tester_known: perPhase((phase) => left[phase]['leave_one_source_out']?.tester_known ?? {}),
    peers: perPhase((phase) => peerAccuracy(phase, ofPhase(phase))),
    replay: perPhase((phase) => replayAll(ofPhase(phase), calibration)),
  };
}

function leftOut(
  phase: Phase,
  rows: readonly Observation[],
  calibration: Calibration,
  progress: (line: string) => void,
): Record<string, LeftOut> {
  const problem = problemOf(phase, rows, calibration.reference_date);
  return Object.fromEntries(
    Object.entries(SCHEMES).map(([name, of]) => {
      progress(`${phase}: the largest ${name}s left out one by one, the others in bundles`);
      const folds = coarse(problem.observations, of);
      return [`leave_one_${name}_out`, leaveOut(problem, folds, buildCells, calibration)];
    }),
  );
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
