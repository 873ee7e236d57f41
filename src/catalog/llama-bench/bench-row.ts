import type { DataProblem } from '../../schema/errors.ts';
import { type RawMeasurement, rawMeasurementSchema } from '../../schema/raw-measurement.ts';
import { gibFromBytes } from '../../units/units.ts';
import type { TextRecord } from '../files/csv-records.ts';
import type { RawFile } from '../files/raw-file.ts';
import { problemsOf } from '../files/validate.ts';
import { BENCH_FIELDS } from './bench-format.ts';
import { fileStem, formatInName, readBenchBackend, readModelType } from './bench-labels.ts';
import type { BenchRecords } from './bench-record.ts';

/** What the names in a row may be looked up in: of several spellings the first that is known counts. */
export interface KnownNames {
  readonly device: (name: string) => boolean;
  /** Accelerators that the name itself counts: 2 for a build with two cards. */
  readonly devicesIn: (name: string) => number;
  readonly model: (name: string) => boolean;
  readonly quant: (name: string) => boolean;
}

/** llama-bench's own settings: worth no word. */
const USUAL = { n_batch: '2048', n_ubatch: '512' } as const;

/** One test as a measurement row, or what is wrong with it. `on` names the machine where the file does not. */
export function benchRow(
  record: TextRecord,
  file: RawFile,
  around: Pick<BenchRecords, 'machines' | 'build'>,
  on: string | null,
  known: KnownNames,
): { readonly row: RawMeasurement } | { readonly problems: DataProblem[] } {
  const fields = cleaned(record.fields);
  const [prompt, answer] = [number(fields['n_prompt']), number(fields['n_gen'])];
  const missing = BENCH_FIELDS.filter((f) => (fields[f] ?? '') === '');
  if (missing.length > 0 || prompt === undefined || answer === undefined) {
    const [field = 'n_prompt'] = missing.length > 0 ? missing : ['n_prompt'];
    return { problems: [fault(record, file, field, `"${field}" is missing or no number`)] };
  }
  const { machine, count } = machineOf(fields, around.machines, on, known);
  const type = readModelType(fields['model_type'] ?? '');
  const stem = fileStem(fields['model_filename'] ?? '');
  const size = number(fields['model_size']);
  const mixed = prompt > 0 && answer > 0;
  const value = {
    device: machine,
    device_count: count,
    engine: 'llama.cpp',
    engine_version: fields['build_number']
      ? `b${fields['build_number']} (${fields['build_commit'] ?? ''})`
      : (around.build ?? ''),
    backend: backendOf(fields),
    model: [stem, type.label].find((name) => name !== '' && known.model(name)) ?? (stem || type.label),
    quant: quantOf(stem, type.quant, known),
    ...(size ? { weights_gib: Number(gibFromBytes(size).toPrecision(6)) } : {}),
    phase: prompt > 0 && !mixed ? 'prefill' : 'decode',
    tokens: mixed ? prompt + answer : prompt > 0 ? prompt : answer,
    depth: number(fields['n_depth']) ?? 0,
    concurrency: 1,
    tok_s: number(fields['avg_ts']) ?? fields['avg_ts'],
    ...(number(fields['stddev_ts']) === undefined ? {} : { stddev: number(fields['stddev_ts']) }),
    split: count > 1 ? (fields['split_mode'] ?? 'layer') : 'none',
    source_date: /^\d{4}-\d{2}-\d{2}/.exec(fields['test_time'] ?? '')?.[0] ?? '',
    notes: notesOf(fields, mixed),
  };
  const parsed = rawMeasurementSchema.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  const nameOf: Readonly<Record<string, string>> = { tok_s: 'avg_ts', stddev: 'stddev_ts', depth: 'n_depth' };
  return {
    problems: problemsOf(file, parsed.error, rawMeasurementSchema, (path) => ({
      line: record.line,
      column: record.columnOf(nameOf[String(path[0])] ?? String(path[0])),
    })),
  };
}

/** Names end up in tables and files, so whatever would move a cursor is removed. Spaces stay, for lists are split at them. */
const cleaned = (fields: TextRecord['fields']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value.replace(/\p{C}/gu, ' ').slice(0, 400)]),
  );

/** Builds until 2024 had a yes or no for each backend. */
const backendOf = (fields: Readonly<Record<string, string>>): string =>
  readBenchBackend(
    fields['backends'] ??
      ['cuda', 'hipblas', 'metal', 'vulkan', 'sycl'].find((name) => fields[name] === '1') ??
      '',
  );

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;

const fault = (record: TextRecord, file: RawFile, field: string, message: string): DataProblem => ({
  file: file.shown,
  line: record.line,
  column: record.columnOf(field),
  path: field,
  message,
});

/**
 * The machine and how many of it took part. Several cards are printed side by side; a chip with its own graphics is
 * often named only by its processor ("AMD Radeon Graphics").
 */
function machineOf(
  fields: Readonly<Record<string, string>>,
  logged: readonly string[],
  on: string | null,
  known: KnownNames,
): { machine: string; count: number } {
  const printed = (fields['gpu_info'] ?? '').split(/,\s+/).filter((name) => name !== '');
  const cards = printed.length > 0 ? printed : logged;
  const onCpu = backendOf(fields) === 'cpu' || fields['devices'] === 'none';
  const asked = fields['devices'];
  const chosen = asked && !['auto', 'none', ''].includes(asked) ? asked.split('/').length : cards.length;
  const count = onCpu || fields['split_mode'] === 'none' ? 1 : Math.max(1, Math.min(chosen, cards.length));
  const kinds = [...new Set(cards.slice(0, count).map(withoutDriver))];
  if (on !== null) return { machine: on, count: known.devicesIn(on) > 1 || kinds.length > 1 ? 1 : count };
  const cpu = fields['cpu_info'] ?? '';
  if (onCpu) return { machine: cpu || UNNAMED, count: 1 };
  if (kinds.length > 1) return { machine: kinds.join(' + '), count: 1 };
  const candidates = [...kinds, cpu, cpu.replace(/\s+w\/.*$/, '')].filter((name) => name !== '');
  return { machine: candidates.find(known.device) ?? candidates[0] ?? UNNAMED, count };
}

/** What a row is called whose file names no machine; no device has that name. */
export const UNNAMED = 'not named in the file';

/** "AMD Radeon RX 7900 XTX (RADV NAVI31)" carries the driver's name. */
const withoutDriver = (name: string): string =>
  name.replace(/\s*\([^)]*(?:RADV|NVK|ANV|radv)[^)]*\)/g, '').trim();

function quantOf(stem: string, labelled: string | null, known: KnownNames): string {
  const named = formatInName(stem);
  return named && known.quant(named) ? named : (labelled ?? named ?? '');
}

function notesOf(fields: Readonly<Record<string, string>>, mixed: boolean): string {
  const [k, v] = [fields['type_k'] ?? 'f16', fields['type_v'] ?? 'f16'];
  const layers = number(fields['n_gpu_layers']);
  const onCpu = number(fields['n_cpu_moe']) ?? 0;
  const backend = backendOf(fields);
  return [
    ...(mixed ? ['average over the two tests'] : []),
    ...(['0', '1'].includes(fields['flash_attn'] ?? '') ? [`fa=${fields['flash_attn']}`] : []),
    ...(fields['n_ubatch'] && fields['n_ubatch'] !== USUAL.n_ubatch ? [`ub=${fields['n_ubatch']}`] : []),
    ...(fields['n_batch'] && fields['n_batch'] !== USUAL.n_batch ? [`n_batch=${fields['n_batch']}`] : []),
    ...(k !== 'f16' || v !== 'f16' ? [`kv=${k === v ? k : `${k}/${v}`}`] : []),
    ...(backend === 'cpu' && fields['n_threads'] ? [`threads ${fields['n_threads']}`] : []),
    ...(backend !== 'cpu' && layers !== undefined && layers >= 0 ? [`ngl ${layers}`] : []),
    ...(onCpu > 0 ? [`ncmoe ${onCpu}`] : []),
    ...(/exps?[^;]*=\s*CPU/i.test(fields['tensor_buft_overrides'] ?? '') ? ['exps=cpu'] : []),
    ...(fields['split_mode'] === 'row' ? ['split mode row'] : []),
  ].join('; ');
}
