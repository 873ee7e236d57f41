import { covariatesOf } from '../speed/covariates.ts';
import { DECODE_TERMS, decodeIdeal } from '../speed/decode-terms.ts';
import { LEVELS, type Level, type Parameter } from '../speed/levels.ts';
import { PARAMETERS, type ParameterId } from '../speed/parameters.ts';
import type { Place } from '../speed/place.ts';
import { PREFILL_TERMS, pipelineRatio, prefillIdeal } from '../speed/prefill-terms.ts';
import { laneOf, type Term } from '../speed/terms.ts';
import type { Coefficient, DesignRow, DesignTerm, Prior } from './design.ts';
import type { Observation } from './observation.ts';

/** Which coefficient each column of the design is; `source` columns are nuisance and are not kept. */
export interface Column {
  readonly parameter: ParameterId | 'source';
  readonly level: Level | 'source';
  readonly key: string;
}

/** Columns in order of first use. */
export interface Columns {
  readonly list: Column[];
  readonly priors: Prior[];
  readonly index: Map<string, number>;
}

export const newColumns = (): Columns => ({ list: [], priors: [], index: new Map() });

/** The name under which a column is found again. */
export const columnId = ({ parameter, level, key }: Column): string => `${parameter}|${level}|${key}`;

/** Columns of the parameter that rows of that place add up, of those there are. */
export const columnsAt = ({ index }: Columns, parameter: ParameterId, place: Place): number[] =>
  LEVELS.flatMap((level) => index.get(columnId({ parameter, level, key: place[level] })) ?? []);

function column(columns: Columns, entry: Column, prior: Prior): number {
  const id = columnId(entry);
  const known = columns.index.get(id);
  if (known !== undefined) return known;
  const at = columns.list.length;
  columns.index.set(id, at);
  columns.list.push(entry);
  columns.priors.push(prior);
  return at;
}

/** Value on the fitted scale: factors as logarithms, exponents as they are. */
const toFittedScale = (parameter: Parameter, value: number): number =>
  parameter.kind === 'factor' ? Math.log(value) : value;

/** All levels of one parameter that apply to the observation, with the covariate that multiplies it. */
function coefficients(
  columns: Columns,
  observation: Observation,
  id: ParameterId,
  covariate: number,
): Coefficient[] {
  const parameter: Parameter = PARAMETERS[id];
  const list: Coefficient[] = [];
  for (const level of LEVELS) {
    const sd = parameter.widths[level];
    const key = observation.place[level];
    if (sd === undefined || key === '') continue;
    const mean = level === 'all' ? toFittedScale(parameter, parameter.typical) : 0;
    list.push({ column: column(columns, { parameter: id, level, key }, { mean, sd }), covariate });
  }
  // A parameter without the level `all` is centred on its typical value, which is then 1 (or 0) by construction.
  return list;
}

/** Differences between testers of one machine: absorbed while fitting, unknown when predicting. */
const SOURCE_WIDTH = { decode: 0.08, prefill: 0.15 } as const;

const OUTER = {
  decode: { model: 'decode_model', age: 'decode_age', youth: 'decode_youth' },
  prefill: { model: 'prefill_model', age: 'prefill_age', youth: 'prefill_youth' },
} as const;

/** The row of the regression for one observation, registering the coefficients it needs. */
export function designRow(
  columns: Columns,
  o: Observation,
  { weight, noise, patience }: Pick<DesignRow, 'weight' | 'noise' | 'patience'>,
): DesignRow {
  const { phase } = o.measurement;
  const terms: readonly Term[] = phase === 'decode' ? DECODE_TERMS : PREFILL_TERMS;
  const idealOf = phase === 'decode' ? decodeIdeal : prefillIdeal;
  const ideal = idealOf(o.job, o.machine, o.shape, o.bandwidth, o.throughput);
  const pipeline = phase === 'prefill' ? pipelineRatio(o.job, o.machine) : 0;
  const powers = covariatesOf(o.machine, o.job, o.throughput, pipeline, o.age);
  const list: DesignTerm[] = [];
  terms.forEach((term, i) => {
    const seconds = ideal[i] ?? 0;
    if (!(seconds > 0) || (term.id === 'request' && !o.whole_request)) return;
    const inner = term.factors.flatMap((id) => coefficients(columns, o, id, 1));
    for (const power of term.powers)
      if (powers[power] !== 0) inner.push(...coefficients(columns, o, power, powers[power]));
    list.push({ ideal_s: seconds, lane: laneOf(term), inner });
  });
  const outer = coefficients(columns, o, OUTER[phase].model, 1);
  if (o.age > 0) outer.push(...coefficients(columns, o, OUTER[phase].age, o.age));
  if (o.youth > 0) outer.push(...coefficients(columns, o, OUTER[phase].youth, o.youth));
  const source: Column = {
    parameter: 'source',
    level: 'source',
    key: `${o.measurement.source} ${o.place.device_stack}`,
  };
  outer.push({
    column: column(columns, source, { mean: 0, sd: SOURCE_WIDTH[phase] }),
    covariate: 1,
  });
  return { log_s: o.log_s, weight, noise, patience, terms: list, outer };
}
