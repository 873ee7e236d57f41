import type { NamedText } from '../../catalog/files/raw-file.ts';
import { replayWithPrompts } from '../../perf/calibration/replay.ts';
import { textCalibration } from '../../perf/calibrations.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { MeasuredEvaluation } from '../../schema/evaluation.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { evaluationOf, pairOf, type Replayed } from './evaluation.ts';
import { readOurs, readSpeeds } from './read-speeds.ts';
import { replayedSpeed } from './replayed-speed.ts';
import { spanning } from './spanning.ts';
import { type SkippedRow, type SpeedRow, type StoredRow, speedRows, storedRow } from './speed-row.ts';

const KINDS = ['dense', 'moe', 'deep', 'multi_device', 'concurrent'] as const;
const GROUPS = [
  'decode',
  'prefill',
  ...KINDS,
  'single',
  'whole_request',
  ...['decode', 'prefill'].flatMap((phase) => [...KINDS, 'single'].map((kind) => `${phase}_${kind}`)),
];

export interface SpeedsAsked {
  /** Day the estimates speak for, YYYY-MM-DD. */
  readonly asOf: string;
  /** Leave stored measurements of the same cell out. */
  readonly modelOnly: boolean;
  /** The machine of a file that names none, as an id. */
  readonly on: string | null;
}

/** Replays measured speeds, each row at its own prompt, depth, users, split and weights; totals over all requests. */
export function evaluateSpeeds(
  file: NamedText,
  catalog: Catalog,
  { asOf, modelOnly, on }: SpeedsAsked,
): Extract<MeasuredEvaluation, { subject: 'speeds' }> {
  const rows =
    readOurs(file)?.map((read) => ({ ...read, readings: [storedRow(read.row, catalog)] })) ??
    readSpeeds(file, catalog, on).map((read) => ({ ...read, readings: speedRows(read.row, catalog, asOf) }));
  const replayed = rows.map(({ line, record, row, readings }) => ({
    line,
    record,
    result: replay(row, readings, catalog, modelOnly),
  }));
  return { ...evaluationOf('speeds', modelOnly, GROUPS, replayed), unknown_names: unknownNames(replayed) };
}

/** What to mend in a file: each name that kept a row out, with its line. */
const unknownNames = (rows: readonly { readonly line: number; readonly result: Replayed<Estimate> }[]) =>
  rows.flatMap(({ line, result }) =>
    'skipped' in result && result.name
      ? [
          {
            line,
            what: result.skipped.replace('unknown_', ''),
            name: result.name.unknown,
            nearest: [...result.name.nearest],
          },
        ]
      : [],
  );

type Row = Pick<RawMeasurement, 'phase' | 'depth' | 'tok_s'>;
type Found = SpeedRow | StoredRow;
type Readable = Exclude<Found, SkippedRow>;
const isSkipped = (found: Found): found is SkippedRow => 'skipped' in found;
const isReadable = (found: Found): found is Readable => !isSkipped(found);

/** A row that is readable as several machines gets an estimate that spans them all. */
function replay(
  row: Row,
  readings: readonly Found[],
  catalog: Catalog,
  modelOnly: boolean,
): Replayed<Estimate> {
  const readable = readings.filter(isReadable);
  const [first] = readable;
  if (!first) return readings.find(isSkipped) ?? { skipped: 'unsupported_device' };
  const estimate = spanning(readable.map((found) => estimateOf(found, catalog, modelOnly)));
  if (!estimate) return { skipped: 'unsupported_device' };
  return { prediction: estimate, pairs: pairOf(row.tok_s, estimate, groupsOf(row, first)) };
}

const estimateOf = (
  { observed, prompts }: Readable,
  catalog: Catalog,
  modelOnly: boolean,
): Estimate | null =>
  prompts
    ? replayWithPrompts(observed, textCalibration(catalog), prompts.tokens, prompts.count)
    : replayedSpeed(observed, catalog, () => !modelOnly);

/** Rates in which prompts were read in between are no decode rates: they count in a group of their own. */
function groupsOf({ phase, depth }: Row, { observed, prompts }: Readable): string[] {
  if (prompts) return ['whole_request'];
  const { job, machine } = observed;
  const kinds = [
    job.model.architecture?.moe ? 'moe' : 'dense',
    ...(depth > 0 ? ['deep'] : []),
    ...(machine.count > 1 ? ['multi_device'] : []),
    ...(job.users > 1 ? ['concurrent'] : []),
    ...(machine.count === 1 && job.users === 1 ? ['single'] : []),
  ];
  return [phase, ...kinds, ...kinds.map((kind) => `${phase}_${kind}`)];
}
