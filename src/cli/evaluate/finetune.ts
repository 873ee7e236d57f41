import { nameIndex } from '../../answers/name-index.ts';
import type { NamedText } from '../../catalog/files/raw-file.ts';
import { readTable } from '../../catalog/files/replay-table.ts';
import { resolveDevice } from '../../catalog/names/device.ts';
import { resolveModel } from '../../catalog/names/model.ts';
import { isUnknown } from '../../catalog/names/resolution.ts';
import { finetuneCalibration } from '../../perf/calibrations.ts';
import type { FinetuneCalibration } from '../../perf/finetune/calibrate.ts';
import { estimateRun, peakMemory } from '../../perf/finetune/estimate.ts';
import { trainedShapeOf } from '../../perf/finetune/job.ts';
import { achievedFlop, isImpossible } from '../../perf/finetune/plausible.ts';
import { readTrainingRow, type TrainingRow } from '../../perf/finetune/read-row.ts';
import { isMixture } from '../../perf/is-mixture.ts';
import { referenceThroughput } from '../../perf/reference-throughput.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { MeasuredEvaluation, TrainingPrediction } from '../../schema/evaluation.ts';
import { type RawTraining, rawTrainingSchema } from '../../schema/raw-training.ts';
import { evaluationOf, pairOf, type Replayed } from './evaluation.ts';
import { OPTIONAL_COLUMNS } from './optional-columns.ts';

const GROUPS = ['time', 'memory', 'full', 'lora', 'qlora', 'dense', 'moe', 'multi_device'] as const;

/** Replays training runs: tokens per second where the row has them, peak memory per device where it has that. */
export function evaluateFinetune(
  file: NamedText,
  catalog: Catalog,
): Extract<MeasuredEvaluation, { subject: 'finetune' }> {
  const rows = readTable(file, rawTrainingSchema, OPTIONAL_COLUMNS.finetune);
  const finetune = finetuneCalibration(catalog);
  return evaluationOf(
    'finetune',
    true,
    GROUPS,
    rows.map(({ record, row }) => ({ record, result: replay(row, record, catalog, finetune) })),
  );
}

function replay(
  row: RawTraining,
  record: Readonly<Record<string, string>>,
  catalog: Catalog,
  c: FinetuneCalibration,
): Replayed<TrainingPrediction> {
  const index = nameIndex(catalog);
  const named = resolveModel(index, row.model, { alike: true });
  if (isUnknown(named)) return { skipped: 'unknown_model' };
  const model = catalog.models[named.id];
  if (!model) return { skipped: 'unsupported_image_model' };
  const shape = trainedShapeOf(model);
  if (!shape) return { skipped: 'unsupported_architecture' };
  const run = readTrainingRow(record, shape);
  if ('skipped' in run) return run;
  const machine = resolveDevice(index, row.device, row.memory_gib ?? null);
  const device = isUnknown(machine) ? undefined : catalog.devices[machine.id];
  const { measured } = run;
  // Memory does not depend on the device, so "GPU 24GB" is name enough for it.
  if (!device && measured.tokens_per_s !== null) return { skipped: 'unknown_device' };
  const devices = run.devices * (isUnknown(machine) ? 1 : machine.count);
  if (device && isUnbelievable(run, device, devices, c)) return { skipped: 'implausible' };
  const estimate =
    device &&
    estimateRun(
      run.job,
      // It ran, so it fitted.
      { device, count: devices, usable_gib_per_device: Number.POSITIVE_INFINITY, nodes: 1 },
      run.split,
      c,
    );
  const peak_gib = estimate?.peak_gib ?? peakMemory(run.job, devices, run.split, c);
  const tokens_per_s = estimate?.tokens_per_s ?? null;
  const main = measured.tokens_per_s !== null ? tokens_per_s : peak_gib;
  if (!main) return { skipped: 'unsupported_device' };
  const more = [
    run.job.method,
    isMixture(shape.active_b, shape.params_b) ? 'moe' : 'dense',
    ...(devices > 1 ? ['multi_device'] : []),
  ];
  return {
    prediction: { ...main, tokens_per_s, peak_gib },
    pairs: [
      ...pairOf(measured.tokens_per_s, tokens_per_s, ['time', ...more]),
      ...pairOf(measured.peak_gib, peak_gib, ['memory']),
    ],
  };
}

/** Vendors print rates that would need more FLOP than the chip has. */
function isUnbelievable(run: TrainingRow, device: Device, devices: number, c: FinetuneCalibration): boolean {
  const rate = run.measured.tokens_per_s;
  const reference = referenceThroughput(device, c.reference);
  return (
    rate !== null &&
    reference !== null &&
    isImpossible(achievedFlop(run.job, rate, devices, run.split), reference.flop_s)
  );
}
