import type { Device } from '../../schema/device.ts';
import type { FinetuneMeasurement } from '../../schema/finetune-measurement.ts';
import type { Throughput } from '../../schema/throughput.ts';
import { type FlopPerSecond, gibFromBytes, type Tflops, tflops } from '../../units/units.ts';
import { fitParameters } from '../fit-parameters.ts';
import type { Grids } from '../grid-search.ts';
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
import { type FinetuneJob, shardsOf } from './job.ts';
import { type MemoryParameters, totalBytes, trainingBytes } from './memory.ts';
import { achievedFlop, isImpossible } from './plausible.ts';
import { effectsOf, idealTokensPerSecond, SEVERAL, type SpeedCalibration, tokensPerSecond } from './speed.ts';

export interface FinetuneCalibration {
  readonly reference: ReferenceTable;
  readonly speed: SpeedCalibration;
  readonly memory: MemoryParameters;
  /** Half width of the 80 % interval of the peak memory, in logs. */
  readonly memory_spread: number;
}

export interface FinetuneReport {
  readonly speed: Summary;
  readonly memory: Summary;
  /** Rows that would need more than the chip can do, with the arithmetic. */
  readonly rejected: readonly {
    ref: string;
    source: string;
    achieved_tflops: Tflops;
    reference_tflops: Tflops;
  }[];
}

export interface FinetuneEvidence {
  readonly rows: readonly FinetuneMeasurement[];
  readonly devices: Readonly<Record<string, Device>>;
  readonly timed: readonly Throughput[];
  /** Offsets per vendor from image generation, for chips that nobody has trained on. */
  readonly borrowed?: Readonly<Record<string, number>>;
}

/** A coarse grid, because few sources vary what it is told by. */
const LAYER_S = [0, 0.001, 0.002, 0.003, 0.004, 0.006] as const;

interface SpeedRow {
  readonly row: FinetuneMeasurement;
  readonly job: FinetuneJob;
  readonly device: Device;
  readonly flop_s: FlopPerSecond;
}

function jobOf(row: FinetuneMeasurement): FinetuneJob {
  const { params_b, active_b, layers, hidden, vocab, tied } = row;
  return {
    shape: { params_b, active_b, layers, hidden, vocab, tied },
    method: row.method,
    weight_bits: row.weight_bits,
    optimizer: row.optimizer,
    sequence_length: row.seq_len,
    batch: row.batch,
    lora_rank: row.lora_rank,
    checkpointing: row.checkpointing,
    chunked_loss: row.chunked_loss,
    packed: row.packed,
    engine: row.engine,
    train_tokens: null,
  };
}

/** Fits everything on all rows; intervals and the report come from leaving one source out at a time. */
export function calibrateFinetune(evidence: FinetuneEvidence): {
  calibration: FinetuneCalibration;
  report: FinetuneReport;
} {
  const reference = referenceTable(evidence.timed, evidence.devices);
  const { usable, rejected } = speedRows(evidence, reference);
  const fit = (rows: readonly SpeedRow[]) => fitSpeed(rows, evidence.borrowed ?? {});
  const residuals = leaveOneOut(usable, (r) => r.row.source, fit, speedResidual);
  const fitted = fit(usable);
  const speed = { ...fitted, spread: spreadByLevel(residuals, 4) };
  const memoryRows = evidence.rows.filter((r) => r.peak_gib !== undefined);
  const memory = fitParameters(memoryRows, GRIDS, START, (r) => r.source, memoryResidual);
  return {
    calibration: { reference, speed, memory: memory.parameters, memory_spread: memory.spread },
    report: {
      speed: summarise(residuals, speed.spread),
      memory: memory.summary,
      rejected,
    },
  };
}

function speedRows({ rows, devices }: FinetuneEvidence, table: ReferenceTable) {
  const usable: SpeedRow[] = [];
  const rejected: FinetuneReport['rejected'][number][] = [];
  for (const row of rows) {
    const device = devices[row.device];
    if (row.tokens_per_s === undefined || !device) continue;
    const reference = referenceThroughput(device, table);
    if (!reference) continue;
    const job = jobOf(row);
    const achieved = achievedFlop(job, row.tokens_per_s, row.count, row.split);
    if (isImpossible(achieved, reference.flop_s))
      rejected.push({
        ref: row.ref,
        source: row.source,
        achieved_tflops: Math.round(tflops(achieved)),
        reference_tflops: Math.round(tflops(reference.flop_s)),
      });
    else usable.push({ row, job, device, flop_s: reference.flop_s });
  }
  return { usable, rejected };
}

/**
 * The time per layer that best predicts left-out sources: on the rows it was fitted to, the offsets of devices and
 * methods would take its place.
 */
function fitSpeed(rows: readonly SpeedRow[], borrowed: Readonly<Record<string, number>>): SpeedCalibration {
  const fit = (rest: readonly SpeedRow[], layer_s: number) => fitAt(rest, layer_s, borrowed);
  const layer_s = bestLeftOut(LAYER_S, rows, { source: (r) => r.row.source, fit, residual: speedResidual });
  return fit(rows, layer_s);
}

const fitAt = (
  rows: readonly SpeedRow[],
  layer_s: number,
  borrowed: Readonly<Record<string, number>>,
): SpeedCalibration => ({
  utilisation: { ...sharingLoses(shrink(rows.map((r) => observe(r, layer_s)))), borrowed },
  layer_s,
  spread: [1],
});

/** Several devices do at best several times the work of one. */
const sharingLoses = (p: Pooled): Pooled => capEffect(p, SEVERAL, 0);

function observe({ row, job, device, flop_s }: SpeedRow, layer_s: number): PooledRow {
  const ideal = idealTokensPerSecond(job, device, flop_s, row.count, row.split, layer_s);
  return {
    log: Math.log((row.tokens_per_s ?? ideal) / ideal),
    source: row.source,
    path: pathOf(device),
    effects: effectsOf(job, row.split),
  };
}

function speedResidual(c: SpeedCalibration, { row, job, device, flop_s }: SpeedRow): Residual {
  const guess = tokensPerSecond(job, device, flop_s, row.count, row.split, c).value;
  return {
    log: Math.log((row.tokens_per_s ?? guess) / guess),
    source: row.source,
    level: evidenceLevel(c.utilisation, pathOf(device)),
    group: `${device.family} ${row.method}`,
  };
}

const GRIDS: Grids<MemoryParameters> = {
  overhead_gib: [0.3, 0.6, 0.9, 1.2, 1.6, 2, 2.5, 3],
  activation: [0.5, 0.7, 0.85, 1, 1.2, 1.5, 2, 2.5, 3],
  activation_offloaded: [0.2, 0.3, 0.4, 0.5, 0.7, 1],
  logit_bytes: [4, 8, 12, 16, 20, 25, 30, 40, 50],
  logit_bytes_compiled: [4, 6, 8, 10, 12, 16],
  logit_bytes_chunked: [0, 0.5, 1, 2, 4],
};
const START: MemoryParameters = {
  overhead_gib: 0.9,
  activation: 1,
  activation_offloaded: 0.5,
  logit_bytes: 16,
  logit_bytes_compiled: 8,
  logit_bytes_chunked: 1,
};

function memoryResidual(p: MemoryParameters, row: FinetuneMeasurement): Residual {
  const shards = shardsOf(row.split, row.count);
  const guess = gibFromBytes(totalBytes(trainingBytes(jobOf(row), shards, p)));
  return { log: Math.log((row.peak_gib ?? guess) / guess), source: row.source, level: 0, group: row.method };
}
