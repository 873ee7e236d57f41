import { cellGroup } from '../../catalog/cells.ts';
import { replayRate, replayWithPrompts } from '../../perf/calibration/replay.ts';
import type { Calibration } from '../../perf/speed/calibration.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { MeasuredEvaluation } from '../../schema/evaluation.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { evaluationOf, type Replayed } from './evaluation.ts';
import { pairOf } from './pair-of.ts';
import { readSpeeds } from './read-speeds.ts';
import { type SpeedRow, speedRow } from './speed-row.ts';

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
  const rows = readSpeeds(file, catalog, on);
  return evaluationOf(
    'speeds',
    modelOnly,
    GROUPS,
    rows.map(({ record, row }) => ({ record, result: replay(row, catalog, asOf, modelOnly) })),
  );
}

function replay(row: RawMeasurement, catalog: Catalog, asOf: string, modelOnly: boolean): Replayed<Estimate> {
  const found = speedRow(row, catalog, asOf);
  if ('skipped' in found) return found;
  const { job, machine } = found.observed;
  const { text } = catalog.calibration as { text: Calibration };
  const cellsOf = (count: number) =>
    modelOnly ? [] : catalog.cells[cellGroup(machine.device.id, count, job.model.id)];
  const estimate = found.prompts
    ? replayWithPrompts(found.observed, text, found.prompts.tokens, found.prompts.count)
    : replayRate(found.observed, text, cellsOf(machine.count), cellsOf(1));
  if (!estimate) return { skipped: 'unsupported_device' };
  return { prediction: estimate, pairs: pairOf(row.tok_s, estimate, groupsOf(row.phase, found)) };
}

/** Rates in which prompts were read in between are no decode rates: they count in a group of their own. */
function groupsOf(
  phase: string,
  { at, observed, prompts }: Exclude<SpeedRow, { skipped: string }>,
): string[] {
  if (prompts) return ['whole_request'];
  const { job, machine } = observed;
  const kinds = [
    job.model.architecture?.moe ? 'moe' : 'dense',
    ...(at.row.depth > 0 ? ['deep'] : []),
    ...(machine.count > 1 ? ['multi_device'] : []),
    ...(job.users > 1 ? ['concurrent'] : []),
    ...(machine.count === 1 && job.users === 1 ? ['single'] : []),
  ];
  return [phase, ...kinds, ...kinds.map((kind) => `${phase}_${kind}`)];
}
