import type { Phase } from '../../schema/vocabulary.ts';
import type { Level } from './levels.ts';
import type { ParameterId } from './parameters.ts';

/** Fitted value and the rows that speak for it. Values are factors or exponents as the parameter's kind says. */
export type FittedValue = readonly [value: number, rows: number];

/** Held-out residuals of one group: measured / predicted rate at the 10th and 90th percentile. */
export interface IntervalRow {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

/**
 * Of software: its age in years and what it lacked for a new device, both 0 today. Of a place: how much either slows a
 * phase down, so that the time is exp(slope of age x age + slope of youth x youth) times today's.
 */
export interface Ageing {
  readonly age: number;
  readonly youth: number;
}

/** `data/calibration/text.yaml`, generated. Everything the speed model knows from measurements. */
export interface Calibration {
  readonly version: 1;
  /** Age zero of the software; predictions are for builds of this date. */
  readonly reference_date: string;
  readonly rows: Readonly<Record<Phase, number>>;
  readonly sources: number;
  readonly parameters: Readonly<
    Partial<Record<ParameterId, Readonly<Partial<Record<Level, Readonly<Record<string, FittedValue>>>>>>>
  >;
  /** Independent sources behind each place, by phase: how near the nearest evidence is. */
  readonly evidence: Readonly<Record<Phase, Readonly<Record<string, number>>>>;
  readonly intervals: Readonly<Record<Phase, Readonly<Record<string, IntervalRow>>>>;
}
