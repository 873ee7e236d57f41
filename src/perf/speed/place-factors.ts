import type { Ageing, Calibration } from './calibration.ts';
import { DECODE_TERMS } from './decode-terms.ts';
import type { Machine, TextJob } from './job.ts';
import { LEVELS, type Level } from './levels.ts';
import { LEAST_BATCH_CACHE, MOST_ARITHMETIC_GAIN } from './parameter-limits.ts';
import { PARAMETER_IDS, PARAMETERS, type ParameterId } from './parameters.ts';
import { type Place, placeOf } from './place.ts';
import { PREFILL_TERMS } from './prefill-terms.ts';
import type { Covariates, Power, Term } from './terms.ts';

/** Factors on the ideal seconds of each term, and exponents of the ratios, for one kind of job on one kind of machine. */
export interface PlaceFactors {
  readonly place: Place;
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
  readonly byPlace: Map<string, PlaceFactors>;
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
    byPlace: new Map<string, PlaceFactors>(),
    byPart: new Map<string, Float64Array>(),
  };
  tables.set(calibration, table);
  return table;
}

/** Levels by what their keys depend on beside the engine: each set is summed apart and kept. */
const FORMAT_LEVELS: readonly Level[] = [
  'quant_class',
  'quant',
  'quant_stack',
  'quant_vendor_stack',
  'quant_family_stack',
];
const MODEL_LEVELS: readonly Level[] = ['model_family', 'model', 'model_stack', 'architecture_stack'];
const MACHINE_LEVELS: readonly Level[] = LEVELS.filter(
  (l) => ![...FORMAT_LEVELS, ...MODEL_LEVELS].includes(l),
);

/** What some levels together add to every parameter, in the order of PARAMETER_IDS; worked out once per set of keys. */
function partAt(table: Table, levels: readonly Level[], key: string, at: Place): Float64Array {
  const known = table.byPart.get(key);
  if (known) return known;
  const sums = new Float64Array(PARAMETER_IDS.length);
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

const INDEX = new Map<ParameterId, number>(PARAMETER_IDS.map((id, i) => [id, i]));

function build(place: Place, parts: readonly [Float64Array, Float64Array, Float64Array]): PlaceFactors {
  const [hardware, format, model] = parts;
  const value = (id: ParameterId): number => {
    const at = INDEX.get(id) as number;
    const sum = (hardware[at] as number) + (format[at] as number) + (model[at] as number);
    return id === 'batch_cache' ? Math.max(LEAST_BATCH_CACHE, sum) : sum;
  };
  const factors = (terms: readonly Term[], outer: ParameterId): Float64Array =>
    Float64Array.from(terms, (term) =>
      Math.exp(value(outer) + term.factors.reduce((sum, id) => sum + value(id), 0)),
    );
  const gain = clamp(value('precision_gain'), 0, 1);
  const share = clamp(value('vector_share'), 0, 1);
  const shrink = Math.min(1, MOST_ARITHMETIC_GAIN / Math.max(gain + share, 1e-9));
  return {
    place,
    decode: factors(DECODE_TERMS, 'decode_model'),
    prefill: factors(PREFILL_TERMS, 'prefill_model'),
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

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Factors for a job on a machine. Kept per place, since an advisor asks for the same few thousand again and again; the
 * key names everything that the place depends on.
 */
export function placeFactors(calibration: Calibration, job: TextJob, machine: Machine): PlaceFactors {
  const table = tableOf(calibration);
  const link = machine.count > 1 ? machine.link.kind : '';
  const key = `${machine.device.id}|${job.engine}|${job.backend}|${job.model.id}|${job.quant.id}|${link}`;
  const known = table.byPlace.get(key);
  if (known) return known;
  const place = placeOf(job, machine);
  const stack = `${job.engine}|${job.backend}`;
  const { device } = machine;
  const made = build(place, [
    partAt(table, MACHINE_LEVELS, `${device.id}|${stack}|${link}`, place),
    partAt(table, FORMAT_LEVELS, `${job.quant.id}|${stack}|${device.family}|${device.vendor}`, place),
    partAt(table, MODEL_LEVELS, `${job.model.id}|${stack}`, place),
  ]);
  table.byPlace.set(key, made);
  return made;
}

/** ln of the factor that the powers of a term put on it. */
export function powerLog(term: Term, powers: PlaceFactors['powers'], covariates: Covariates): number {
  let log = 0;
  for (const power of term.powers) log += powers[power] * covariates[power];
  return log;
}
