import type { DiffusionModel } from '../../schema/model.ts';
import type { PeakMeasurement } from '../../schema/peak-measurement.ts';
import { type Gib, gibFromBytes } from '../../units/units.ts';
import { type FittedParameters, fitParameters } from '../fit-parameters.ts';
import type { Grids } from '../grid-search.ts';
import type { Residual } from '../residuals.ts';
import { type DiffusionJob, diffusionJob, WEIGHT_BYTES } from './job.ts';
import {
  allBytes,
  type DiffusionMemoryParameters,
  type PictureSetup,
  partBytes,
  turnBytes,
} from './memory.ts';

/** The most memory that a run took, and what is known of how it was run. */
export interface Peak {
  readonly job: DiffusionJob;
  readonly setup: PictureSetup;
  readonly residency: PeakMeasurement['residency'];
  readonly tiled: boolean;
  readonly peak_gib: Gib;
  readonly source: string;
}

const BYTES = {
  '16bit': WEIGHT_BYTES['16bit'],
  '8bit': WEIGHT_BYTES.int8,
  '4bit': WEIGHT_BYTES.w4,
  none: 0,
} as const;

/** A published peak, or nothing where the model is unknown. */
export function peakOfRow(row: PeakMeasurement, models: Readonly<Record<string, DiffusionModel>>): Peak[] {
  const model = models[row.model];
  if (!model) return [];
  const { width, height, frames, math, residency, tiled, peak_gib, source } = row;
  const setup = { metal: row.platform === 'metal', encoder_bytes: BYTES[row.encoders] };
  return [
    { job: diffusionJob(model, { width, height, frames, math }), setup, residency, tiled, peak_gib, source },
  ];
}

const GRIDS: Grids<DiffusionMemoryParameters> = {
  overhead_gib: [0.1, 0.2, 0.4, 0.6, 0.9, 1.2, 1.6, 2],
  bytes_per_token_unit: [8, 16, 24, 32, 40, 48, 64, 96],
  bytes_per_pixel: [1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 6000],
  metal_pixel_factor: [1, 1.5, 2, 2.5, 3, 4],
};
const START: DiffusionMemoryParameters = {
  overhead_gib: 0.6,
  bytes_per_token_unit: 32,
  bytes_per_pixel: 3500,
  metal_pixel_factor: 2,
};

export const fitPeaks = (peaks: readonly Peak[]): FittedParameters<DiffusionMemoryParameters> =>
  fitParameters(peaks, GRIDS, START, (p) => p.source, residualOf);

/** Where nothing says whether all parts were there at once or took turns, the nearer of the two. */
function residualOf(p: DiffusionMemoryParameters, peak: Peak): Residual {
  const b = partBytes(peak.job, p, peak.setup);
  const decoding = peak.tiled ? b.decoding_in_tiles : b.decoding;
  const logOf = (bytes: number) => Math.log(peak.peak_gib / gibFromBytes(bytes));
  const all = logOf(allBytes(b, decoding));
  const turns = logOf(turnBytes(b, decoding));
  const nearer = Math.abs(all) <= Math.abs(turns) ? all : turns;
  const log = { all, turns, unknown: nearer }[peak.residency];
  return { log, source: peak.source, level: 0, group: peak.job.model.id };
}
