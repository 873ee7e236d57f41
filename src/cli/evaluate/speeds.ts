import { readTable } from '../../catalog/replay-table.ts';
import { speedOf } from '../../recommend/perform/speed.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { MeasuredEvaluation } from '../../schema/evaluation.ts';
import { type RawMeasurement, rawMeasurementSchema } from '../../schema/raw-measurement.ts';
import { evaluationOf, type Replayed } from './evaluation.ts';
import { pairOf } from './pair-of.ts';
import { type SpeedRow, speedRow } from './speed-row.ts';

/** Columns whose absence leaves the cell as it is. */
const OPTIONAL = [
  'memory_gib',
  'os',
  'engine_version',
  'weights_gib',
  'stddev',
  'power_w',
  'source',
  'source_date',
  'notes',
];
const KINDS = ['dense', 'moe', 'deep', 'multi_device', 'concurrent'] as const;
const GROUPS = [
  'decode',
  'prefill',
  ...KINDS,
  'single',
  ...['decode', 'prefill'].flatMap((phase) => [...KINDS, 'single'].map((kind) => `${phase}_${kind}`)),
];

/** Replays measured speeds, each row at its own prompt, depth, users, split and weights; totals over all requests. */
export function evaluateSpeeds(
  file: { name: string; text: string },
  catalog: Catalog,
  asOf: string,
  modelOnly: boolean,
): Extract<MeasuredEvaluation, { subject: 'speeds' }> {
  const rows = readTable(file, rawMeasurementSchema, OPTIONAL);
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
  const speed = speedOf(job, machine, catalog, { measured: !modelOnly });
  const estimate = row.phase === 'decode' ? total(speed.decode_tok_s, job.users) : speed.prefill_tok_s;
  if (!estimate) return { skipped: 'unsupported_device' };
  return { prediction: estimate, pairs: pairOf(row.tok_s, estimate, groupsOf(row.phase, found)) };
}

/** Decode is estimated for each user; rows hold the sum. */
const total = (e: Estimate | null, users: number): Estimate | null =>
  e && { ...e, low: e.low * users, value: e.value * users, high: e.high * users };

function groupsOf(phase: string, { at, observed }: Exclude<SpeedRow, { skipped: string }>): string[] {
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
