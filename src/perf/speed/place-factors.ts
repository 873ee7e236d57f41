import type { Phase } from '../../schema/vocabulary.ts';
import { rememberedOf } from '../../units/remembered.ts';
import { DECODE_TERMS } from './decode-terms.ts';
import type { Ageing, Calibration } from './fitted-values.ts';
import type { Machine, TextJob } from './job.ts';
import { LEVELS, type Level } from './levels.ts';
import { PARAMETER_LIMITS } from './parameter-limits.ts';
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

/**
 * Factors on the ideal seconds of each term, and exponents of the ratios, for one kind of job on one kind of machine.
 * Plain arrays: a typed array of this length lies outside the heap, and making one costs more than all the arithmetic.
 */
export interface PlaceFactors {
  /** Where evidence is looked for. */
  readonly place: () => Pick<Place, MachineLevel>;
  readonly decode: readonly number[];
  readonly prefill: readonly number[];
  readonly powers: Readonly<Record<Power, number>>;
  /** How much a year of age and a full backlog slow each phase down, in logarithms. */
  readonly ageing: Readonly<Record<Phase, Ageing>>;
}

/** What one key of one level says: which parameters it moves, and by how much (logarithm or exponent). */
interface Entry {
  readonly parameters: number[];
  readonly values: number[];
}

/** What the machine, the format or the model alone does to every term; the three are multiplied. */
interface Part {
  readonly decode: readonly number[];
  readonly prefill: readonly number[];
  /** Sums of the parameters that have limits, in the order of LIMITED: those of the three parts add up first. */
  readonly limited: readonly number[];
}

/** Parts by what they belong to (a device, a format, a model), then by the rest that they depend on. */
type Parts = Map<object, Map<string, Part>>;

interface Table {
  readonly byLevel: ReadonlyMap<Level, ReadonlyMap<string, Entry>>;
  readonly machines: Parts;
  readonly formats: Parts;
  readonly models: Parts;
}

const tableOf = rememberedOf((calibration: Calibration): Table => {
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
  return { byLevel, machines: new Map(), formats: new Map(), models: new Map() };
});

const MACHINE_LEVELS = LEVELS.filter(
  (l): l is MachineLevel => ![...FORMAT_LEVELS, ...MODEL_LEVELS].some((other) => other === l),
);

/** A part, worked out once for each thing that it belongs to and each key. */
function partAt<L extends Level>(
  table: Table,
  parts: Parts,
  of: object,
  key: string,
  levels: readonly L[],
  place: () => Pick<Place, L>,
): Part {
  let keyed = parts.get(of);
  if (!keyed) {
    keyed = new Map();
    parts.set(of, keyed);
  }
  const known = keyed.get(key);
  if (known) return known;
  const sums = PARAMETER_IDS.map(() => 0);
  const at = place();
  for (const level of levels) {
    const entry = table.byLevel.get(level)?.get(at[level]);
    if (!entry) continue;
    for (let i = 0; i < entry.parameters.length; i++) {
      const parameter = entry.parameters[i] as number;
      sums[parameter] = (sums[parameter] as number) + (entry.values[i] as number);
    }
  }
  const part = {
    decode: DECODE_INDICES.map((own) => factorOf(own, sums)),
    prefill: PREFILL_INDICES.map((own) => factorOf(own, sums)),
    limited: LIMITED.map((id) => sums[INDEX[id]] as number),
  };
  keyed.set(key, part);
  return part;
}

const INDEX = Object.fromEntries(PARAMETER_IDS.map((id, i) => [id, i])) as Readonly<
  Record<ParameterId, number>
>;
const LIMITED: readonly ParameterId[] = [...new Set(PARAMETER_LIMITS.flatMap((l) => l.parameters))];
const LIMITED_INDEX = new Map(LIMITED.map((id, i) => [id, i]));
/** Places in PARAMETER_IDS of the free factors of each term, the one on the whole phase first. */
const indicesOf = (terms: readonly Term[], outer: ParameterId): readonly (readonly number[])[] =>
  terms.map((term) => [outer, ...term.factors].filter((id) => !LIMITED.includes(id)).map((id) => INDEX[id]));
const DECODE_INDICES = indicesOf(DECODE_TERMS, 'decode_model');
const PREFILL_INDICES = indicesOf(PREFILL_TERMS, 'prefill_model');

const factorOf = (indices: readonly number[], sums: readonly number[]): number =>
  Math.exp(indices.reduce((log, i) => log + (sums[i] as number), 0));

/** Terms that a limited parameter multiplies, with its place in LIMITED. */
const limitedFactors = (terms: readonly Term[]): readonly (readonly [term: number, limited: number])[] =>
  terms.flatMap((term, t) =>
    term.factors
      .map((id) => LIMITED.indexOf(id))
      .filter((i) => i >= 0)
      .map((i) => [t, i] as const),
  );
const DECODE_LIMITED = limitedFactors(DECODE_TERMS);
const PREFILL_LIMITED = limitedFactors(PREFILL_TERMS);

const LIMITS = PARAMETER_LIMITS.map(({ parameters, least, most }) => ({
  of: parameters.map((id) => LIMITED.indexOf(id)),
  least: least ?? Number.NEGATIVE_INFINITY,
  most: most ?? Number.POSITIVE_INFINITY,
}));

/** The limited parameters of a place, in the order of LIMITED, cut at their limits; several with one limit shrink alike. */
function limitedAt(hardware: Part, format: Part, model: Part): readonly number[] {
  const at = hardware.limited.map((h, i) => h + (format.limited[i] as number) + (model.limited[i] as number));
  for (const { of, least, most } of LIMITS) {
    let total = 0;
    for (const i of of) total += at[i] as number;
    if (total > most) for (const i of of) at[i] = ((at[i] as number) * most) / total;
    else if (total < least) for (const i of of) at[i] = least / of.length;
  }
  return at;
}

function product(
  phase: Phase,
  hardware: Part,
  format: Part,
  model: Part,
  limits: readonly (readonly [term: number, limited: number])[],
  limited: readonly number[],
): readonly number[] {
  const [f, m] = [format[phase], model[phase]];
  const out = hardware[phase].map((h, t) => h * (f[t] as number) * (m[t] as number));
  for (const [t, i] of limits) out[t] = (out[t] as number) * Math.exp(limited[i] as number);
  return out;
}

/**
 * Factors for a job on a machine. What machine, format and model each contribute is kept, since the same few thousand
 * are asked for again and again; the keys name everything they depend on. Combinations of all three are too many to
 * keep.
 */
export function placeFactors(calibration: Calibration, job: TextJob, machine: Machine): PlaceFactors {
  const table = tableOf(calibration);
  const { device } = machine;
  const stack = `${job.engine}|${job.backend}`;
  const link = machine.count > 1 ? machine.link.kind : '';
  const place = () => machinePlace(job, machine);
  const hardware = partAt(table, table.machines, device, `${stack}|${link}`, MACHINE_LEVELS, place);
  const format = partAt(
    table,
    table.formats,
    job.quant,
    `${stack}|${device.family}|${device.vendor}`,
    FORMAT_LEVELS,
    () => formatPlace(job, machine),
  );
  const model = partAt(table, table.models, job.model, stack, MODEL_LEVELS, () => modelPlace(job));
  const limited = limitedAt(hardware, format, model);
  const value = (id: ParameterId): number => {
    const i = LIMITED_INDEX.get(id);
    if (i === undefined) throw new Error(`parameter "${id}" has no limit`);
    return limited[i] as number;
  };
  return {
    place,
    decode: product('decode', hardware, format, model, DECODE_LIMITED, limited),
    prefill: product('prefill', hardware, format, model, PREFILL_LIMITED, limited),
    ageing: {
      decode: { age: value('decode_age'), youth: value('decode_youth') },
      prefill: { age: value('prefill_age'), youth: value('prefill_youth') },
    },
    powers: {
      tensor_loss: value('tensor_loss'),
      tensor_matmul_loss: value('tensor_matmul_loss'),
      pipeline_use: value('pipeline_use'),
      precision_gain: value('precision_gain'),
      vector_share: value('vector_share'),
      cache_age: value('cache_age'),
      attention_age: value('attention_age'),
      cache_format: value('cache_format'),
    },
  };
}

/** ln of the factor that the powers of a term put on it. */
export function powerLog(term: Term, powers: PlaceFactors['powers'], covariates: Covariates): number {
  let log = 0;
  for (const power of term.powers) log += powers[power] * covariates[power];
  return log;
}
