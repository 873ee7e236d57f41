import type { Ageing, Calibration } from './calibration.ts';
import { DECODE_TERMS } from './decode-terms.ts';
import type { Machine, TextJob } from './job.ts';
import { LEVELS, PARAMETER_IDS, PARAMETERS, type ParameterId } from './parameters.ts';
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

interface Table {
  /** Logarithm (or exponent) per "parameter|level|key". */
  readonly values: ReadonlyMap<string, number>;
  readonly byPlace: Map<string, PlaceFactors>;
}

const tables = new WeakMap<Calibration, Table>();

function tableOf(calibration: Calibration): Table {
  const known = tables.get(calibration);
  if (known) return known;
  const values = new Map<string, number>();
  for (const id of PARAMETER_IDS)
    for (const level of LEVELS)
      for (const [key, [value]] of Object.entries(calibration.parameters[id]?.[level] ?? {}))
        values.set(`${id}|${level}|${key}`, PARAMETERS[id].kind === 'factor' ? Math.log(value) : value);
  const table = { values, byPlace: new Map<string, PlaceFactors>() };
  tables.set(calibration, table);
  return table;
}

/** Sum over the levels of pooling that apply: what was fitted for all, plus what each nearer level adds. */
function valueAt(table: Table, id: ParameterId, place: Place): number {
  let sum = 0;
  for (const level of LEVELS) {
    const key = place[level];
    if (key !== '' && level in PARAMETERS[id].widths) sum += table.values.get(`${id}|${level}|${key}`) ?? 0;
  }
  return sum;
}

/** Reading two caches takes no less than reading one, however well the kernels batch. */
const LEAST_BATCH_CACHE = Math.log(0.5);
/** The two ways to profit from faster arithmetic together never exceed the arithmetic itself. */
const MOST_ARITHMETIC_GAIN = 0.95;

function build(table: Table, place: Place): PlaceFactors {
  const values = new Map<ParameterId, number>();
  const value = (id: ParameterId): number => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const sum = valueAt(table, id, place);
    const bounded = id === 'batch_cache' ? Math.max(LEAST_BATCH_CACHE, sum) : sum;
    values.set(id, bounded);
    return bounded;
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
  const made = build(table, placeOf(job, machine));
  table.byPlace.set(key, made);
  return made;
}

/** ln of the factor that the powers of a term put on it. */
export function powerLog(term: Term, powers: PlaceFactors['powers'], covariates: Covariates): number {
  let log = 0;
  for (const power of term.powers) log += powers[power] * covariates[power];
  return log;
}
