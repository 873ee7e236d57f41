import { nameIndex } from '../../answers/name-index.ts';
import type { NamedText } from '../../catalog/files/raw-file.ts';
import { readTable } from '../../catalog/files/replay-table.ts';
import { resolveDevice } from '../../catalog/names/device.ts';
import { resolveModel } from '../../catalog/names/model.ts';
import { isUnknown } from '../../catalog/names/resolution.ts';
import { diffusionCalibration } from '../../perf/calibrations.ts';
import { type DiffusionCalibration, isTooFast, SELF_REPORTS } from '../../perf/diffusion/calibrate.ts';
import { computeSeconds, estimateDiffusion } from '../../perf/diffusion/estimate.ts';
import { type DiffusionRow, readDiffusionRow } from '../../perf/diffusion/read-row.ts';
import { referenceThroughput } from '../../perf/reference-throughput.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { ImagePrediction, MeasuredEvaluation } from '../../schema/evaluation.ts';
import { type RawImageTiming, rawImageTimingSchema } from '../../schema/raw-image-timing.ts';
import { evaluationOf, pairOf, type Replayed } from './evaluation.ts';
import { OPTIONAL_COLUMNS } from './optional-columns.ts';

const GROUPS = ['time', 'memory', 'image', 'video', 'whole_job', 'denoising_only'] as const;

/** Replays image and clip timings: seconds of the job, or of its denoising loop, and peak memory where the row has it. */
export function evaluateDiffusion(
  file: NamedText,
  catalog: Catalog,
): Extract<MeasuredEvaluation, { subject: 'diffusion' }> {
  const rows = readTable(file, rawImageTimingSchema, OPTIONAL_COLUMNS.diffusion);
  const diffusion = diffusionCalibration(catalog);
  return evaluationOf(
    'diffusion',
    true,
    GROUPS,
    rows.map(({ record, row }) => ({ record, result: replay(row, record, catalog, diffusion) })),
  );
}

function replay(
  row: RawImageTiming,
  record: Readonly<Record<string, string>>,
  catalog: Catalog,
  c: DiffusionCalibration,
): Replayed<ImagePrediction> {
  const index = nameIndex(catalog);
  const machine = resolveDevice(index, row.device, row.memory_gib ?? null);
  const device = isUnknown(machine) ? undefined : catalog.devices[machine.id];
  if (!device) return { skipped: 'unknown_device' };
  const named = resolveModel(index, row.model, { alike: true });
  if (isUnknown(named)) return { skipped: 'unknown_model' };
  const model = catalog.diffusion[named.id];
  if (!model) return { skipped: 'unsupported_text_model' };
  const run = readDiffusionRow(record, model);
  if ('skipped' in run) return run;
  const { job, scope, measured } = run;
  if (isUnbelievable(run, device, c)) return { skipped: 'implausible' };
  const reported = /self-report/i.test(row.notes) ? [SELF_REPORTS] : [];
  const seconds = computeSeconds(job, device, scope, c, reported);
  const peak_gib = peakOf(run, device, row.memory_gib, c);
  const main = measured.seconds !== null ? seconds : peak_gib;
  if (!main) return { skipped: measured.seconds === null ? 'unsupported_memory' : 'unsupported_device' };
  return {
    prediction: { ...main, seconds, peak_gib },
    pairs: [
      ...pairOf(measured.seconds, seconds, [
        'time',
        model.kind,
        scope === 'job' ? 'whole_job' : 'denoising_only',
      ]),
      ...pairOf(measured.peak_gib, peak_gib, ['memory']),
    ],
  };
}

/** What a pipeline keeps on a device of that size; where nobody says the size, everything stays. */
function peakOf(run: DiffusionRow, device: Device, memoryGib: number | undefined, c: DiffusionCalibration) {
  const room = memoryGib ?? device.memory.capacity_gb ?? Number.POSITIVE_INFINITY;
  return estimateDiffusion(run.job, { device, count: 1, usable_gib_per_device: room, nodes: 1 }, c).peak_gib;
}

/** Faster than the chip multiplies: a cache or a sparse kernel that the source does not mention. */
function isUnbelievable({ job, measured }: DiffusionRow, device: Device, c: DiffusionCalibration): boolean {
  const reference = referenceThroughput(device, c.reference);
  return (
    measured.seconds !== null && reference !== null && isTooFast(job, reference.flop_s, measured.seconds)
  );
}
