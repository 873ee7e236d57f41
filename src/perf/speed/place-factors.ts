import type { Ageing, Calibration } from './calibration.ts';
import { DECODE_TERMS } from './decode-terms.ts';
import type { Machine, TextJob } from './job.ts';
import { LEVELS, type Level } from './levels.ts';
import { LEAST_BATCH_CACHE, MOST_ARITHMETIC_GAIN } from './parameter-limits.ts';
import { PARAMETER_IDS, PARAMETERS, type ParameterId } from './parameters.ts';
import {
  FORMAT_LEVELS,
  formatPlace,
  type MachineLevel,
  MODEL_LEVELS,
  machinePlace,
  modelPlace,
  type Place,
} from './place.ts';
import { PREFILL_TERMS } from './prefill-terms.ts';
import type { Covariates, Power, Term } from './terms.ts';

/** Factors on the ideal seconds of each term, and exponents of the ratios, for one kind of job on one kind of machine. */
export interface PlaceFactors {
  /** Where the evidence is looked for. */
  readonly place: () => Pick<Place, MachineLevel>;
  readonly decode: Float64Array;
  readonly prefill: Float64Array;
  readonly powers: Readonly<Record<Power, number>>;
  /** How much a year of age and a full backlog slow each phase down, in logarithms. */
  readonly ageing: Readonly<Record<'decode' | 'prefill', Ageing>>;
}

/** What one key of one level says: which parameters it moves, and by how much (logarithm or exponent). */
interface Entry {
  readonly parameters: number[];
  readonly values: number[];
}

interface Table {
  readonly byLevel: ReadonlyMap<Level, ReadonlyMap<string, Entry>>;
  readonly byPart: Map<string, Float64Array>;
}

const tables = new WeakMap<Calibration, Table>();

function tableOf(calibration: Calibration): Table {
  const known = tables.get(calibration);
  if (known) return known;
  const byLevel = new Map<Level, Map<string, Entry>>(LEVELS.map((level) => [level, new Map()]));
  PARAMETER_IDS.forEach((id, parameter) => {
    for (const [level, keys] of Object.entries(calibration.parameters[id] ?? {})) {
      const entries = byLevel.get(level as Level);
      for (const [key, [value]] of Object.entries(keys)) {
        const entry = entries?.get(key) ?? { parameters: [], values: [] };
        entries?.set(key, entry);
        entry.parameters.push(parameter);
        entry.values.push(PARAMETERS[id].kind === 'factor' ? Math.log(value) : value);
      }
    }
  });
  const table = {
    byLevel,
    byPart: new Map<string, Float64Array>(),
  };
  tables.set(calibration, table);
  return table;
}

const MACHINE_LEVELS = LEVELS.filter(
  (l): l is MachineLevel => ![...FORMAT_LEVELS, ...MODEL_LEVELS].some((other) => other === l),
);

/** What some levels together add to every parameter, in the order of PARAMETER_IDS; worked out once per set of keys. */
function partAt<L extends Level>(
  table: Table,
  levels: readonly L[],
  key: string,
  place: () => Pick<Place, L>,
): Float64Array {
  const known = table.byPart.get(key);
  if (known) return known;
  const sums = new Float64Array(PARAMETER_IDS.length);
  const at = place();
  for (const level of levels) {
    const entry = table.byLevel.get(level)?.get(at[level]);
    if (!entry) continue;
    for (let i = 0; i < entry.parameters.length; i++) {
      const parameter = entry.parameters[i] as number;
      sums[parameter] = (sums[parameter] as number) + (entry.values[i] as number);
    }
  }
  table.byPart.set(key, sums);
  return sums;
}

const INDEX = Object.fromEntries(PARAMETER_IDS.map((id, i) => [id, i])) as Readonly<
  Record<ParameterId, number>
>;
/** Places in PARAMETER_IDS of the factors of each term, the one on the whole phase first. */
const indicesOf = (terms: readonly Term[], outer: ParameterId): readonly (readonly number[])[] =>
  terms.map((term) => [INDEX[outer], ...term.factors.map((id) => INDEX[id])]);
const DECODE_INDICES = indicesOf(DECODE_TERMS, 'decode_model');
const PREFILL_INDICES = indicesOf(PREFILL_TERMS, 'prefill_model');

function build(
  place: PlaceFactors['place'],
  hardware: Float64Array,
  format: Float64Array,
  model: Float64Array,
): PlaceFactors {
  const sums = new Float64Array(PARAMETER_IDS.length);
  for (let i = 0; i < sums.length; i++)
    sums[i] = (hardware[i] as number) + (format[i] as number) + (model[i] as number);
  sums[INDEX.batch_cache] = Math.max(LEAST_BATCH_CACHE, sums[INDEX.batch_cache] as number);
  const value = (id: ParameterId): number => sums[INDEX[id]] as number;
  const gain = clamp(value('precision_gain'), 0, 1);
  const share = clamp(value('vector_share'), 0, 1);
  const shrink = Math.min(1, MOST_ARITHMETIC_GAIN / Math.max(gain + share, 1e-9));
  return {
    place,
    decode: factorsOf(DECODE_INDICES, sums),
    prefill: factorsOf(PREFILL_INDICES, sums),
    ageing: {
      decode: { age: Math.max(0, value('decode_age')), youth: Math.max(0, value('decode_youth')) },
      prefill: { age: Math.max(0, value('prefill_age')), youth: Math.max(0, value('prefill_youth')) },
    },
    powers: {
      tensor_loss: clamp(value('tensor_loss'), 0, 1),
      tensor_matmul_loss: clamp(value('tensor_matmul_loss'), 0, 1),
      pipeline_use: clamp(value('pipeline_use'), 0, 1),
      precision_gain: gain * shrink,
      vector_share: share * shrink,
    },
  };
}

/** exp(outer + (0 + a + b + ...)) of each term. */
function factorsOf(indices: readonly (readonly number[])[], sums: Float64Array): Float64Array {
  const out = new Float64Array(indices.length);
  for (let t = 0; t < out.length; t++) {
    const own = indices[t] as readonly number[];
    let inner = 0;
    for (let i = 1; i < own.length; i++) inner += sums[own[i] as number] as number;
    out[t] = Math.exp((sums[own[0] as number] as number) + inner);
  }
  return out;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Factors for a job on a machine. The sums by machine, by format and by model are kept, since an advisor asks for the same
 * few thousand again and again; their keys name everything they depend on. Pairs of them are too many to be kept.
 */
export function placeFactors(calibration: Calibration, job: TextJob, machine: Machine): PlaceFactors {
  const table = tableOf(calibration);
  const link = machine.count > 1 ? machine.link.kind : '';
  const stack = `${job.engine}|${job.backend}`;
  const { device } = machine;
  const place = () => machinePlace(job, machine);
  return build(
    place,
    partAt(table, MACHINE_LEVELS, `${device.id}|${stack}|${link}`, place),
    partAt(table, FORMAT_LEVELS, `${job.quant.id}|${stack}|${device.family}|${device.vendor}`, () =>
      formatPlace(job, machine),
    ),
    partAt(table, MODEL_LEVELS, `${job.model.id}|${stack}`, () => modelPlace(job)),
  );
}

/** ln of the factor that the powers of a term put on it. */
export function powerLog(term: Term, powers: PlaceFactors['powers'], covariates: Covariates): number {
  let log = 0;
  for (const power of term.powers) log += powers[power] * covariates[power];
  return log;
}
