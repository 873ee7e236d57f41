import { LEVELS, type Level, PARAMETER_IDS, PARAMETERS, type ParameterId } from './parameters.ts';
import type { Place } from './place.ts';

/** Fitted value and the rows that speak for it. Values are factors or exponents as the parameter's kind says. */
export type FittedValue = readonly [value: number, rows: number];

/** Held-out residuals of one group: measured / predicted rate at the 10th and 90th percentile. */
export interface IntervalRow {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

/** `data/calibration/text.yaml`, generated. Everything the speed model knows from measurements. */
export interface Calibration {
  readonly version: 1;
  /** Age zero of the software; predictions are for builds of this date. */
  readonly reference_date: string;
  readonly parameters: Readonly<
    Record<ParameterId, Readonly<Partial<Record<Level, Readonly<Record<string, FittedValue>>>>>>
  >;
  /** Measured rows behind each place, by phase: how near the nearest evidence is. */
  readonly evidence: Readonly<Record<'decode' | 'prefill', Readonly<Record<string, number>>>>;
  readonly intervals: Readonly<Record<'decode' | 'prefill', Readonly<Record<string, IntervalRow>>>>;
}

interface Table {
  /** Logarithm (or exponent) per "parameter index|level|key". */
  readonly values: ReadonlyMap<string, number>;
  readonly byPlace: Map<string, Float64Array>;
}

const tables = new WeakMap<Calibration, Table>();

function tableOf(calibration: Calibration): Table {
  const known = tables.get(calibration);
  if (known) return known;
  const values = new Map<string, number>();
  PARAMETER_IDS.forEach((id, p) => {
    const { kind } = PARAMETERS[id];
    for (const level of LEVELS) {
      for (const [key, [value]] of Object.entries(calibration.parameters[id]?.[level] ?? {}))
        values.set(`${p}|${level}|${key}`, kind === 'factor' ? Math.log(value) : value);
    }
  });
  const table = { values, byPlace: new Map<string, Float64Array>() };
  tables.set(calibration, table);
  return table;
}

/**
 * Fitted value of every parameter at one place on the log (or exponent) scale, in the order of PARAMETER_IDS: the sum
 * over the levels of pooling that apply. Kept per place, since an advisor asks for the same few thousand again and again.
 */
export function parametersAt(calibration: Calibration, placeKey: string, place: () => Place): Float64Array {
  const table = tableOf(calibration);
  const known = table.byPlace.get(placeKey);
  if (known) return known;
  const at = place();
  const sums = Float64Array.from(PARAMETER_IDS, (id, p) => {
    let sum = 0;
    for (const level of LEVELS) {
      const key = at[level];
      if (key !== '' && level in PARAMETERS[id].widths) sum += table.values.get(`${p}|${level}|${key}`) ?? 0;
    }
    return sum;
  });
  table.byPlace.set(placeKey, sums);
  return sums;
}
