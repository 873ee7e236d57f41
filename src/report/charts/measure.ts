import type { Performance } from '../../schema/document.ts';
import type { Estimate } from '../../schema/estimate.ts';
import { duration, significant } from '../../units/format.ts';
import { secondsFromHours } from '../../units/units.ts';

/** The speed that decides for a kind of work, with the way people say it. */
export interface Measure {
  readonly name: string;
  readonly axis: string;
  readonly more_is_better: boolean;
  readonly of: (w: Performance | undefined) => Estimate | null;
  readonly say: (value: number) => string;
}

const DECODE: Measure = {
  name: 'decode speed',
  axis: 'decode, tok/s',
  more_is_better: true,
  of: (w) => w?.speed?.decode_tok_s ?? null,
  say: (v) => `${significant(v, 2)} tok/s`,
};
const TRAINING: Measure = {
  name: 'training time',
  axis: 'training, hours',
  more_is_better: false,
  of: (w) => w?.finetune?.hours ?? null,
  say: (v) => duration(secondsFromHours(v)),
};
const IMAGE: Measure = {
  name: 'time per image',
  axis: 'seconds per image',
  more_is_better: false,
  of: (w) => w?.image?.seconds ?? null,
  say: (v) => duration(v),
};
const CLIP: Measure = {
  ...IMAGE,
  name: 'time per clip',
  axis: 'seconds per clip',
  of: (w) => w?.video?.seconds ?? null,
};

/** What is measured of a workload: by what its outcome holds. */
export const measureOf = (w: Performance | undefined): Measure =>
  w?.finetune ? TRAINING : w?.image ? IMAGE : w?.video ? CLIP : DECODE;
