import { OWN_PC } from '../recommend/prose/names.ts';
import type { CriterionResult, Fit, Performance, PriceQuote, Ranked } from '../schema/document.ts';
import type { Estimate } from '../schema/estimate.ts';
import type { Backend, CriterionId, Engine, TablePlace } from '../schema/vocabulary.ts';
import { digitsFor, duration, durationRange, gib, grouped, significant, usd } from '../units/format.ts';
import { type Seconds, secondsFromHours } from '../units/units.ts';

/** "52": an estimate's value with as many digits as its basis earns. */
export const figureOf = (e: Estimate | null): string =>
  e === null ? '?' : significant(e.value, digitsFor(e.basis));

/** "48–56", or one figure when both ends print alike. */
export function rangeOf(e: Estimate): string {
  const [low, high] = [significant(e.low, 2), significant(e.high, 2)];
  return low === high ? low : `${low}–${high}`;
}

/** "0.86 s (0.69–1.0 s)"; `unit_s`: the seconds in one unit of the estimate. */
export function timeOf(e: Estimate, unit_s: Seconds = 1): string {
  const [value, range] = [duration(e.value * unit_s), durationRange(e.low * unit_s, e.high * unit_s)];
  return range === value ? value : `${value} (${range})`;
}

/** Engines and backends as their makers write them. */
export const ENGINE_NAMES: Record<Engine, string> = {
  'llama.cpp': 'llama.cpp',
  'ik_llama.cpp': 'ik_llama.cpp',
  vllm: 'vLLM',
  sglang: 'SGLang',
  'trt-llm': 'TensorRT-LLM',
  mlx: 'MLX',
  exllama: 'ExLlama',
  comfyui: 'ComfyUI',
  diffusers: 'Diffusers',
  unsloth: 'Unsloth',
  transformers: 'Transformers',
  'mlx-tune': 'mlx-lm lora',
  other: 'another engine',
};
export const BACKEND_NAMES: Record<Backend, string> = {
  cuda: 'CUDA',
  rocm: 'ROCm',
  vulkan: 'Vulkan',
  metal: 'Metal',
  mlx: 'Metal',
  sycl: 'SYCL',
  cpu: 'the CPU',
  'tt-metal': 'TT-Metal',
};
/** What a table needs of a row to name it. */
type Named = Pick<Ranked, 'system' | 'price_usd'>;

/**
 * A build by its cards alone: the host after the comma, or one's own PC, is for lists and the full name. Of a laptop the card stands there,
 * which goes only where no other of these machines is called the same without.
 */
export function shortName(row: Named, among: readonly Named[]): string {
  const short = beforeComma(row);
  const shared = among.some((other) => other !== row && beforeComma(other) === short);
  return row.system.kind === 'laptop' && shared ? row.system.name : short;
}
/** The short names of the rows of one table; where two would be the same, with as many words of the rest as tell them apart. */
export function shortNames(rows: readonly Named[]): string[] {
  const short = rows.map((r) => shortName(r, rows));
  return rows.map(({ system: { name: full } }, i) => {
    const name = short[i] ?? full;
    const others = rows.flatMap((r, o) => (o !== i && short[o] === name ? [r.system.name] : []));
    if (others.length === 0 || !full.startsWith(`${name}, `)) return others.length === 0 ? name : full;
    const rest = full.slice(name.length + 2).split(' ');
    const told = rest.map((_, n) => `${name}, ${rest.slice(0, n + 1).join(' ')}`);
    return told.find((t) => !others.some((other) => `${other} `.startsWith(`${t} `))) ?? full;
  });
}
const beforeComma = ({ system: { name }, price_usd }: Named): string =>
  price_usd?.in_own_pc ? name.replace(OWN_PC, '') : name.replace(/, .*/, '');

const PRICE_KINDS: Record<PriceQuote['kind'], string> = {
  list: 'list price',
  street: 'street price',
  used: 'used price',
  parts: 'sum of its parts',
  'own-price': 'your price',
  'cloud-hourly': 'price per hour',
  'api-input': 'price per million tokens',
  'api-output': 'price per million tokens',
  electricity: 'price per kWh',
};

/** Whether some of its parts are priced used and others new. */
export const isMixed = ({ parts }: PriceQuote): boolean =>
  parts.some((p) => p.kind === 'used') && parts.some((p) => p.kind !== 'used');

/** "$1,933 new ($1,388–$2,732), street price of 2026-08-31 [source]". How old that is, a caveat says. */
export function priceOf(price: PriceQuote): string {
  if (price.kind === 'own-price') return `${usd(price.value)}, your price`;
  const range = price.low === price.high ? '' : ` (${usd(price.low)}–${usd(price.high)})`;
  const added = price.also_included ? `, with ${price.also_included.join(', ')} added` : '';
  const others = price.parts.flatMap(({ name, instead_of }) =>
    instead_of === undefined ? [] : [`, with ${name} in place of ${instead_of}`],
  );
  const source = price.source === '' ? '' : ` [${price.source}]`;
  const seen = price.kind === 'parts' ? ', four fifths of it priced since' : ' of';
  return `${usd(price.value)} ${isMixed(price) ? 'partly used' : price.condition}${range}, ${PRICE_KINDS[price.kind]}${seen} ${price.observed}${added}${others.join('')}${source}`;
}

/** Points of a score; all with the same decimals, so that they compare. */
export const scoreText = (score: number): string => score.toFixed(1);

/** Whole points of rows, best first. The order goes by half points, then price: no row shows more than the one above it. */
export function pointsColumn(rows: readonly { readonly score: number }[]): string[] {
  let least = Number.POSITIVE_INFINITY;
  return rows.map(({ score }) => {
    least = Math.min(least, Math.round(score));
    return String(least);
  });
}

/** Nobody waits for a batch: what all its requests together get is what counts. */
const isUnwatched = ({ workload }: Performance): boolean => workload === 'batch';

/** From here on a rate for the money is that of a machine that costs nothing. */
const FREE = 1e12;

/** Speed over price is more than speed for the money, where that counts what of it is felt. */
export function valueNote(rows: readonly Ranked[]): string[] {
  const told = (row: Ranked) =>
    row.criteria.find(({ id, value }) => id === 'value' && value !== null && value < FREE);
  const [criterion] = rows
    .filter(({ speed, workloads: [first] }) => speed && first && !isUnwatched(first))
    .map(told);
  return criterion
    ? [
        `${criterion.name} is of the speed as a reply feels it: its wait for the first token counts, and what is past enough counts less`,
      ]
    : [];
}

/** A price in a column; the star of an old one is explained under the table. */
export const priceShort = (price: PriceQuote | null): string =>
  price === null ? '?' : `${usd(price.value)}${price.stale ? '*' : ''}`;

const MIXED: ReadonlySet<CriterionId> = new Set(['speed', 'ttft', 'value']);

/** What a criterion measured, with its unit; '-' where it is a level without one. */
export function criterionValue(
  { id, value, assumed }: Pick<CriterionResult, 'id' | 'value' | 'assumed'>,
  row: Ranked,
): string {
  if (value === null) return 'unknown';
  if (row.workloads.length > 1 && MIXED.has(id)) return perWork(id, row.workloads);
  return `${assumed ? '~' : ''}${CRITERION_VALUES[id](value, row)}`;
}

/** Under a table of criteria. */
export const ASSUMED_VALUE = '~ of its kind: nobody stated it of this machine';

/** Where different amounts of memory for models to come score alike: who looks that far ahead says so by the budget. */
export function roomNote(rows: readonly Pick<Ranked, 'criteria'>[]): string[] {
  const rooms = rows.flatMap(({ criteria }) => criteria.filter((c) => c.id === 'room'));
  const differ = (of: 'value' | 'score') => new Set(rooms.map((r) => r[of])).size > 1;
  const [room] = rooms;
  return room && differ('value') && !differ('score')
    ? [`${room.name} counts alike for all of these: how far it looks ahead goes by the budget`]
    : [];
}

/** Hours, seconds and tokens a second of several kinds of work have no unit in common: each with its own. */
function perWork(id: CriterionId, works: readonly Performance[]): string {
  const names = works.map((w) =>
    works.some((other) => other !== w && other.workload === w.workload)
      ? `${w.workload} with ${w.model?.name ?? 'an unknown model'}`
      : w.workload,
  );
  if (id === 'value') return `${names.join(' and ')} together`;
  return works.flatMap((w, i) => figureOfWork(id, w).map((figure) => `${names[i]} ${figure}`)).join(', ');
}

/** Its speed, or the wait for its first token; none where that work has no such thing. */
function figureOfWork(id: CriterionId, w: Performance): string[] {
  const job = w.image?.seconds ?? w.video?.seconds;
  const text = w.speed;
  if (id === 'ttft') return text ? [text.ttft_s ? duration(text.ttft_s.value) : 'unknown'] : [];
  if (text) {
    const streams = isUnwatched(w) ? text.at.users : 1;
    const decode = text.decode_tok_s && { ...text.decode_tok_s, value: streams * text.decode_tok_s.value };
    return [`${figureOf(decode)} tok/s`];
  }
  if (w.finetune?.hours) return [duration(secondsFromHours(w.finetune.hours.value))];
  return [job ? duration(job.value) : 'unknown'];
}

/** A speed counts as far as it is felt: past enough less of it does. */
function felt(
  counted: number,
  actual: number | undefined,
  better: 1 | -1,
  say: (v: number) => string,
): string {
  const past = actual !== undefined && better * (actual - counted) > 0 && say(actual) !== say(counted);
  return past ? `${say(actual)}, counted as ${say(counted)}` : say(counted);
}
const tokS = (v: number): string => `${significant(v, 2)} tok/s`;

/** Done when it is done: training, a picture or a clip. */
const isJob = (row: Ranked): boolean => row.speed === null;
const jobsOf = (row: Ranked): string => (row.finetune ? 'runs' : row.image ? 'images' : 'clips');
const CRITERION_VALUES: Record<CriterionId, (v: number, row: Ranked) => string> = {
  speed: (v, row) =>
    row.finetune
      ? duration(secondsFromHours(v))
      : isJob(row)
        ? duration(v)
        : felt(v, row.speed?.decode_tok_s?.value, 1, tokS),
  ttft: (v, row) => felt(v, row.speed?.ttft_s?.value, -1, duration),
  quality: (v) => `${grouped(Math.round(v))} points`,
  capacity: (v) => `${significant(v, 2)} x`,
  room: (v) => `${significant(v, 2)} GiB`,
  price: (v) => usd(v),
  value: (v, row) =>
    v >= FREE ? 'free' : `${significant(v, 2)} ${isJob(row) ? `${jobsOf(row)} an hour` : 'tok/s'} per $1,000`,
  power: (v) => `${grouped(Math.round(v))} W`,
  noise: (v) => `${significant(v, 2)} dBA`,
  size: (v) => `${significant(v, 2)} L`,
  setup: () => '-',
  software: () => '-',
  upgrade: () => '-',
};

/** Servers that each hold the whole model. */
export const sideBySide = (copies: number): string => `${copies} copies side by side`;

const TABLE_PLACE_NAMES: Readonly<Record<TablePlace, string>> = {
  drive: 'on the drive',
  'main-memory': 'in main memory',
};

/** "; 26.8 GiB of n-gram tables lie on the drive": what the memory told does not hold, where there is such. */
export function tablesApart({ tables }: Pick<Fit, 'tables'>): string {
  if (!tables) return '';
  const slower = tables.slows_prompts ? ', and prompts may take twice as long' : '';
  return `; ${gib(tables.gib)} of n-gram tables lie ${TABLE_PLACE_NAMES[tables.where]}${slower}`;
}
