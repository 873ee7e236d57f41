import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import type { Failure, Outcome } from '../evaluated.ts';

/** A performance with nothing known yet. */
export const blankPerformance = (need: WorkloadNeed): Performance => ({
  workload: need.id,
  share: need.share,
  model: null,
  engine: null,
  backend: null,
  fit: null,
  speed: null,
  finetune: null,
  image: null,
  video: null,
  also_runs: [],
  unknown: [],
});

/** An outcome of the given performance; what this kind of work does not know stays null. */
export const outcome = (
  performance: Performance,
  os: OperatingSystem,
  over: Partial<Outcome> = {},
): Outcome => ({
  performance,
  os,
  split: 'none',
  quality: null,
  fits_one_device: null,
  fits_half_devices: null,
  fits_one_node: null,
  bits_per_weight: null,
  quality_loss: null,
  model_open: false,
  room_gib: null,
  enough: null,
  output_tokens: 1,
  headroom: null,
  shortened: false,
  chosen: null,
  also_runs: null,
  failure: null,
  ...over,
});

/** Nothing of its kind was ever measured, so its speed is unknown. */
export const NO_MEASUREMENT = 'no measurement of this chip or its family';

/** The failure of a machine whose speed at the work is unknown, with what is missing. */
export const noEstimate = (need: WorkloadNeed, missing: string = NO_MEASUREMENT): Failure => ({
  code: 'no_estimate',
  args: { workload: need.id, missing },
});

/** No engine we would advise does the work there; `named` is the format, or else the model, that was named. */
export const noEngine = (need: WorkloadNeed, named: string | null): Failure => ({
  code: 'no_engine',
  args: { workload: need.id, quant: named },
});

/** No model of that day is made for so long a context: no machine changes that. */
export const noModel = (need: WorkloadNeed): Failure => ({
  code: 'no_model',
  args: { workload: need.id, context: need.context },
});

/** The outcome of work that cannot be done. */
export const failed = (need: WorkloadNeed, os: OperatingSystem, failure: Failure): Outcome =>
  outcome(blankPerformance(need), os, { failure });
