import type { Catalog } from '../schema/catalog.ts';
import type { DiffusionCalibration } from './diffusion/calibrate.ts';
import type { FinetuneCalibration } from './finetune/calibrate.ts';
import type { Calibration } from './speed/fitted-values.ts';

// The catalogue carries the calibration as it was written by `npm run calibrate`, whose types stand here and not in the
// schema: a single place that trusts the file.

type Stored = {
  readonly text: Calibration;
  readonly finetune: FinetuneCalibration;
  readonly diffusion: DiffusionCalibration;
};
type Calibrated = Pick<Catalog, 'calibration'>;

const stored = (catalog: Calibrated): Stored => catalog.calibration as Stored;

/** What the speeds of language models were fitted to. */
export const textCalibration = (catalog: Calibrated): Calibration => stored(catalog).text;
/** What training was fitted to. */
export const finetuneCalibration = (catalog: Calibrated): FinetuneCalibration => stored(catalog).finetune;
/** What pictures and clips were fitted to. */
export const diffusionCalibration = (catalog: Calibrated): DiffusionCalibration => stored(catalog).diffusion;
