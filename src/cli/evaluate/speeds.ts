import { replayRate, replayWithPrompts } from '../../perf/calibration/replay.ts';
import { textCalibration } from '../../perf/calibrations.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { cellsKey } from '../../schema/cell-key.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { MeasuredEvaluation } from '../../schema/evaluation.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { evaluationOf, type Replayed } from './evaluation.ts';
import { pairOf } from './pair-of.ts';
import { readOurs, readSpeeds } from './read-speeds.ts';
import { speedRow, storedRow } from './speed-row.ts';

const KINDS = ['dense', 'moe', 'deep', 'multi_device', 'concurrent'] as const;
const GROUPS = [
  'decode',
  'prefill',
  ...KINDS,
  'single',
  'whole_request',
  ...['decode', 'prefill'].flatMap((phase) => [...KINDS, 'single'].map((kind) => `${phase}_${kind}`)),
];

/** Replays measured speeds, each row at its own prompt, depth, users, split and weights; totals over all requests. */
export function evaluateSpeeds(
  file: { name: string; text: string },
  catalog: Catalog,
  asOf: string,
  modelOnly: boolean,
  on: string | null = null,
): Extract<MeasuredEvaluation, { subject: 'speeds' }> {
  const ours = readOurs(file)?.map(({ record, row }) => ({ record, row, found: storedRow(row, catalog) }));
  const rows =
    ours ??
    readSpeeds(file, catalog, on).map(({ record, row }) => ({
      record,
      row,
      found: speedRow(row, catalog, asOf),
    }));
  return evaluationOf(
    'speeds',
    modelOnly,
    GROUPS,
    rows.map(({ record, row, found }) => ({ record, result: replay(row, found, catalog, modelOnly) })),
  );
}

type Row = Pick<RawMeasurement, 'phase' | 'depth' | 'tok_s'>;
type Found = ReturnType<typeof speedRow | typeof storedRow>;

function replay(row: Row, found: Found, catalog: Catalog, modelOnly: boolean): Replayed<Estimate> {
  if ('skipped' in found) return found;
  const { job, machine } = found.observed;
  const text = textCalibration(catalog);
  const cellsOf = (count: number) =>
    modelOnly ? [] : catalog.cells[cellsKey(machine.device.id, count, job.model.id)];
  const estimate = found.prompts
    ? replayWithPrompts(found.observed, text, found.prompts.tokens, found.prompts.count)
    : replayRate(found.observed, text, cellsOf(machine.count), cellsOf(1));
  if (!estimate) return { skipped: 'unsupported_device' };
  return { prediction: estimate, pairs: pairOf(row.tok_s, estimate, groupsOf(row, found)) };
}

/** Rates in which prompts were read in between are no decode rates: they count in a group of their own. */
function groupsOf(
  { phase, depth }: Row,
  { observed, prompts }: Exclude<Found, { skipped: string }>,
): string[] {
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
