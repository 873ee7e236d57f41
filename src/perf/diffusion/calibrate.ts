import type { Device } from '../../schema/device.ts';
import type { DiffusionMeasurement } from '../../schema/diffusion-measurement.ts';
import type { DiffusionModel } from '../../schema/model.ts';
import type { PeakMeasurement } from '../../schema/peak-measurement.ts';
import type { Throughput } from '../../schema/throughput.ts';
import type { FlopPerSecond, Seconds } from '../../units/units.ts';
import { type ReferenceTable, referenceTable, referenceThroughput } from '../reference-throughput.ts';
import {
  bestLeftOut,
  leaveOneOut,
  type Residual,
  type Summary,
  spreadByLevel,
  summarise,
} from '../residuals.ts';
import { capEffect, evidenceLevel, type Pooled, type PooledRow, pathOf, shrink } from '../shrink.ts';
import { fitPeaks, type Peak, peakOfRow } from './calibrate-peaks.ts';
import { type DiffusionJob, diffusionJob } from './job.ts';
import { type DiffusionMemoryParameters, setupOn } from './memory.ts';
import {
  arithmeticSeconds,
  type DiffusionSpeedCalibration,
  effectsOf,
  fixedSeconds,
  idealSeconds,
  secondsFor,
} from './speed.ts';

export interface DiffusionCalibration {
  readonly reference: ReferenceTable;
  readonly speed: DiffusionSpeedCalibration;
  readonly memory: DiffusionMemoryParameters;
  /** Half width of the 80 % interval of the peak memory, in logs. */
  readonly memory_spread: number;
}

export interface DiffusionReport {
  readonly speed: Summary;
  readonly memory: Summary;
  /** Rows faster than the yardstick allows: cached or sparse runs that do not say so. */
  readonly rejected: number;
}

export interface DiffusionEvidence {
  readonly rows: readonly DiffusionMeasurement[];
  readonly peaks: readonly PeakMeasurement[];
  readonly models: Readonly<Record<string, DiffusionModel>>;
  readonly devices: Readonly<Record<string, Device>>;
  readonly timed: readonly Throughput[];
}

interface Run {
  readonly row: DiffusionMeasurement;
  readonly job: DiffusionJob;
  readonly device: Device;
  readonly flop_s: FlopPerSecond;
}

/** Medians of unchecked self reports place a card only roughly (assumption); what all of them share is an effect of its own. */
const REPORTS_WEIGHT = 0.25;
export const SELF_REPORTS = 'self reports';
const SECONDS_PER_STEP = [0, 0.004, 0.008, 0.012, 0.016, 0.02, 0.025, 0.03, 0.035, 0.04] as const;
/** 8-bit and 4-bit products may beat the 16-bit yardstick by these factors; anything faster skipped work. */
const FASTEST: Readonly<Record<string, number>> = { fp8: 2.1, int8: 2.1, fp4: 4.2 };

export function calibrateDiffusion(evidence: DiffusionEvidence): {
  calibration: DiffusionCalibration;
  report: DiffusionReport;
} {
  const reference = referenceTable(evidence.timed, evidence.devices);
  const all = runs(evidence, reference);
  const usable = all.filter(({ row, job, flop_s }) => !isTooFast(job, flop_s, row.seconds));
  const residuals = leaveOneOut(usable, (r) => r.row.source, fitSpeed, residualOf);
  const speed = { ...fitSpeed(usable), spread: spreadByLevel(residuals, 4) };
  const peaks = fitPeaks([
    ...all.flatMap(peakOfRun),
    ...evidence.peaks.flatMap((row) => peakOfRow(row, evidence.models)),
  ]);
  return {
    calibration: { reference, speed, memory: peaks.parameters, memory_spread: peaks.spread },
    report: {
      speed: summarise(residuals, speed.spread),
      memory: peaks.summary,
      rejected: all.length - usable.length,
    },
  };
}

function runs({ rows, models, devices }: DiffusionEvidence, table: ReferenceTable): Run[] {
  return rows.flatMap((row) => {
    const model = models[row.model];
    const device = devices[row.device];
    const reference = device && referenceThroughput(device, table);
    if (!model || !device || !reference) return [];
    const { width, height, frames, steps, forwards_per_step, math, engine } = row;
    const job = diffusionJob(model, { width, height, frames, steps, forwards_per_step, math, engine });
    return arithmeticSeconds(job, reference.flop_s, row.scope) === null
      ? []
      : [{ row, job, device, flop_s: reference.flop_s }];
  });
}

/** Who times a picture and says what it took rarely says which parts were there. */
const peakOfRun = ({ row, job, device }: Run): Peak[] =>
  row.peak_gib === undefined
    ? []
    : [
        {
          job,
          setup: setupOn(device),
          residency: 'unknown',
          tiled: false,
          peak_gib: row.peak_gib,
          source: row.source,
        },
      ];

/** Faster than any device of that throughput could multiply: part of the work was skipped. */
export const isTooFast = (job: DiffusionJob, flop_s: FlopPerSecond, seconds: Seconds): boolean =>
  (arithmeticSeconds(job, flop_s, 'denoise') ?? 0) / seconds > (FASTEST[job.math] ?? 1.05);

/**
 * The time per step that best predicts left-out sources: on the rows it was fitted to, the offsets of devices and
 * engines would take its place.
 */
function fitSpeed(rows: readonly Run[]): DiffusionSpeedCalibration {
  const seconds_per_step = bestLeftOut(SECONDS_PER_STEP, rows, {
    source: (r) => r.row.source,
    fit: fitAt,
    residual: residualOf,
  });
  return fitAt(rows, seconds_per_step);
}

const fitAt = (rows: readonly Run[], seconds_per_step: Seconds): DiffusionSpeedCalibration => ({
  utilisation: widerLoses(shrink(rows.map((r) => observe(r, seconds_per_step)))),
  seconds_per_step,
  spread: [1],
});

/** Wider numbers are multiplied at no higher rate. */
const widerLoses = (p: Pooled): Pooled => capEffect(p, 'math:32bit', p.effects['math:16bit']?.offset ?? 0);

function observe({ row, job, device, flop_s }: Run, perStep: number): PooledRow {
  const ideal = idealSeconds(job, device, flop_s, row.scope) ?? row.seconds;
  const computing = Math.max(row.seconds - fixedSeconds(job, perStep), row.seconds / 4);
  return {
    log: Math.log(ideal / computing),
    source: row.source,
    weight: row.n > 1 ? REPORTS_WEIGHT : 1,
    path: pathOf(device),
    effects: [...effectsOf(job, device), ...circumstancesOf(row)],
  };
}

const circumstancesOf = (row: DiffusionMeasurement): string[] => (row.n > 1 ? [SELF_REPORTS] : []);

function residualOf(c: DiffusionSpeedCalibration, { row, job, device, flop_s }: Run): Residual {
  const guess = secondsFor(job, device, flop_s, row.scope, c, circumstancesOf(row))?.value ?? row.seconds;
  return {
    log: Math.log(row.seconds / guess),
    source: row.source,
    level: evidenceLevel(c.utilisation, pathOf(device)),
    group: `${device.vendor} ${row.model}`,
  };
}
