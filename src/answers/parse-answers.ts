import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import {
  CONDITIONS,
  CUDA_NEEDS,
  FINETUNE_METHODS,
  FORM_WISHES,
  OPERATING_SYSTEMS,
  PRIORITIES,
  WORKLOADS,
  type WorkloadId,
} from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import { listed, oneOf } from './choice.ts';
import { parseJobs } from './jobs-said.ts';
import { parseKeptFree } from './kept-free.ts';
import { itemId } from './machine-id.ts';
import { machineWords } from './machine-words.ts';
import { modelId } from './model-id.ts';
import {
  type AmountOptions,
  BUDGET,
  PRICE,
  parseAmount,
  RATE_PER_KWH,
  TOKENS_PER_DAY,
  USERS,
  YEARS,
} from './numbers.ts';
import { ownedAnswers } from './owned-said.ts';
import { quantId } from './quant-id.ts';

/** The options of recommend as commander passes them on; every value is still text. */
export interface RawAnswers {
  workload?: string[];
  model?: string[];
  quant?: string;
  context?: string;
  promptTokens?: string;
  outputTokens?: string;
  users?: string;
  keepFree?: string;
  method?: string;
  priority?: string[];
  budget?: string;
  condition?: string;
  form?: string;
  price?: string[];
  tokensPerDay?: string;
  jobs?: string;
  years?: string;
  electricity?: string;
  os?: string;
  cuda?: string;
  own?: string[];
  not?: string[];
  only?: string[];
}

const OS_WISHES = [...OPERATING_SYSTEMS, 'any'] as const;

// What people also call the choices: taken as meant, printed as ours.
const ALSO_WORKLOAD: Readonly<Record<string, WorkloadId>> = {
  llm: 'chat',
  llms: 'chat',
  chatbot: 'chat',
  diffusion: 'image',
  'stable-diffusion': 'image',
  comfyui: 'image',
  images: 'image',
  'image-generation': 'image',
  'video-generation': 'video',
  'fine-tune': 'finetune',
  'fine-tuning': 'finetune',
  finetuning: 'finetune',
  training: 'finetune',
  lora: 'finetune',
  qlora: 'finetune',
  code: 'coding',
  programming: 'coding',
  agent: 'coding',
  agents: 'coding',
  'coding-agent': 'coding',
  writing: 'chat',
  translation: 'chat',
  assistant: 'chat',
  documents: 'rag',
  pictures: 'image',
  photos: 'image',
  videos: 'video',
  clips: 'video',
  server: 'serving',
};
const ALSO_OS = {
  mac: 'macos',
  osx: 'macos',
  win: 'windows',
  win10: 'windows',
  win11: 'windows',
  'windows-10': 'windows',
  'windows-11': 'windows',
  ubuntu: 'linux',
  debian: 'linux',
  fedora: 'linux',
} as const;
const ALSO_FORM = { notebook: 'laptop', 'mini-pc': 'mini' } as const;
const ALSO_CONDITION = {
  refurbished: 'used',
  refurb: 'used',
  'second-hand': 'used',
  secondhand: 'used',
} as const;
const ALSO_PRIORITY = {
  cheap: 'price',
  cost: 'price',
  fast: 'speed',
  silent: 'quiet',
  noise: 'quiet',
  small: 'size',
  efficiency: 'power',
  watts: 'power',
  electricity: 'power',
  'low-power': 'power',
} as const;
const ALSO_CUDA = { yes: 'required', no: 'none' } as const;
/** "none" reads as if it left NVIDIA out: it says that no tool needs CUDA. */
const OF_MAKERS = 'It is about tools that need CUDA; for machines of one maker: --only amd, or --not nvidia.';

/** Privacy is no weight among others: what may not leave the house leaves out every service. */
const inTheHouse = (raw: string): string =>
  /priva|confiden|offline|in-?house/i.test(raw) ? 'What may not leave the house: --not cloud.' : '';

/** Small models that run beside the work take memory and hardly time: they are no work of their own. */
const besideTheWork = (raw: string): string =>
  /voice|speech|whisper|tts|stt|transcri|embed|rerank/i.test(raw)
    ? 'What runs beside the work, such as a voice, is told by the memory it holds: --keep-free 8GB.'
    : '';

/** Text → answers, or a usage error that names the flag, the value and the nearest valid one. */
export function parseAnswers(raw: RawAnswers, catalog: Catalog): Answers {
  const amount = (value: string | undefined, flag: string, options: AmountOptions) =>
    value === undefined ? null : parseAmount(value, flag, options);
  const workloads = parseWorkloads(raw.workload ?? []);
  const models = unique(namedIn(raw.model, '--model').map((m) => modelId(m, catalog, '--model')));
  for (const model of models) refuseForeignModel(model, workloads, catalog, '--model');
  return {
    workloads,
    models,
    quant: raw.quant === undefined ? null : quantId(raw.quant, catalog, '--quant'),
    context: amount(raw.context, '--context', { binary: true, whole: true }),
    prompt_tokens: amount(raw.promptTokens, '--prompt-tokens', { binary: true, whole: true }),
    output_tokens: amount(raw.outputTokens, '--output-tokens', { binary: true, whole: true }),
    users: amount(raw.users, '--users', USERS),
    ...(raw.keepFree === undefined ? {} : { keep_free_gib: parseKeptFree(raw.keepFree, '--keep-free') }),
    budget_usd: amount(raw.budget, '--budget', BUDGET),
    os: raw.os === undefined ? 'any' : oneOf(raw.os, OS_WISHES, '--os', ALSO_OS),
    cuda: raw.cuda === undefined ? 'none' : oneOf(raw.cuda, CUDA_NEEDS, '--cuda', ALSO_CUDA, OF_MAKERS),
    condition:
      raw.condition === undefined ? 'new' : oneOf(raw.condition, CONDITIONS, '--condition', ALSO_CONDITION),
    form: raw.form === undefined ? 'any' : oneOf(raw.form, FORM_WISHES, '--form', ALSO_FORM),
    priorities: unique(
      listed(raw.priority ?? []).map((p) => oneOf(p, PRIORITIES, '--priority', ALSO_PRIORITY, inTheHouse(p))),
    ),
    own: ownedAnswers(named(raw.own, '--own'), catalog, '--own'),
    ...(raw.not === undefined ? {} : { not: wordsOf(raw.not, '--not', catalog) }),
    ...(raw.only === undefined ? {} : { only: wordsOf(raw.only, '--only', catalog) }),
    method: raw.method === undefined ? null : oneOf(raw.method, FINETUNE_METHODS, '--method'),
    tokens_per_day: amount(raw.tokensPerDay, '--tokens-per-day', TOKENS_PER_DAY),
    ...(raw.jobs === undefined ? {} : { jobs: parseJobs(raw.jobs, '--jobs') }),
    years: amount(raw.years, '--years', YEARS),
    electricity_usd_per_kwh: amount(raw.electricity, '--electricity', RATE_PER_KWH),
    prices_usd: Object.fromEntries((raw.price ?? []).map((p) => parsePrice(p, catalog))),
  };
}

/** The names of a flag; a flag given without any, as from an unset variable, is an error. */
const namedIn = (raw: readonly string[] | undefined, flag: string): string[] => listed(named(raw, flag));

function named(raw: readonly string[] | undefined, flag: string): readonly string[] {
  if (raw !== undefined && listed(raw).length === 0)
    throw new UsageError(`${flag}: no name was given`, `Give one, or leave ${flag} out.`);
  return raw ?? [];
}

const wordsOf = (raw: readonly string[], flag: string, catalog: Catalog): string[] =>
  unique(namedIn(raw, flag).flatMap((name) => machineWords(name, catalog, flag)));

/** Refuses a model that none of the workloads can use, which would otherwise be ignored in silence. */
export function refuseForeignModel(
  model: string,
  workloads: readonly Pick<Answers['workloads'][number], 'id'>[],
  catalog: Catalog,
  label: string,
): void {
  const kind = (catalog.models[model] ?? catalog.diffusion[model])?.kind;
  if (kind === 'embedding')
    throw new UsageError(
      `${label}: ${model} is an embedding model`,
      'It runs on anything with enough memory; name the LLM it works with.',
      'unsupported_model',
    );
  const wanted = workloads.map(({ id }) => {
    const work = catalog.workloads[id].kind;
    return work === 'finetune' ? 'text' : work;
  });
  if (kind !== undefined && !wanted.includes(kind))
    throw new UsageError(
      `${label}: ${model} is ${kind === 'image' ? 'an' : 'a'} ${kind} model, of no use for ${workloads.map((w) => w.id).join(', ')}`,
      `Leave it out, or add ${kind === 'text' ? 'chat' : kind} to the workloads.`,
      'unsupported_model',
    );
}

/** "chat and coding", "chat + image". */
const AND = /\s+(?:and|&|\+)\s+/gi;

/** What the work is, each with its share. */
export function parseWorkloads(raw: readonly string[]): Answers['workloads'] {
  const weights = new Map<WorkloadId, number>();
  for (const entry of listed(raw.map((r) => r.replace(AND, ',')))) {
    const [name = '', share] = entry.split('=');
    const id = oneOf(name, WORKLOADS, '--workload', ALSO_WORKLOAD, inTheHouse(name) || besideTheWork(name));
    weights.set(
      id,
      (weights.get(id) ?? 0) + (share === undefined ? 1 : parseAmount(share, `--workload ${id}`)),
    );
  }
  if (weights.size === 0)
    throw new UsageError(
      'no workload was given',
      `Say what it is for: --workload ${WORKLOADS.join('|')}.`,
      'missing_workload',
    );
  return [...weights].map(([id, weight]) => ({ id, weight }));
}

function parsePrice(raw: string, catalog: Catalog): [string, number] {
  const at = raw.lastIndexOf('=');
  if (at <= 0)
    throw new UsageError(`--price: "${shown(raw)}" is not ID=USD`, 'For instance --price dgx-spark=5400.');
  return [itemId(raw.slice(0, at), catalog, '--price'), parseAmount(raw.slice(at + 1), '--price', PRICE)];
}

export const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
