import { USUAL_PROMPT } from '../recommend/estimate/usual-prompt.ts';
import type { ExitCode } from '../schema/errors.ts';
import { BACKENDS, ENGINES } from '../schema/vocabulary.ts';
import type { Context } from './context.ts';
import type { OptionKey, OptionSpec } from './options/option-spec.ts';

/** One subcommand: name, arguments, one line of help, and the module that does it, imported only when it runs. */
export interface CommandSpec {
  readonly name: string;
  readonly args: string;
  readonly summary: string;
  /** Keys of RECOMMEND_OPTIONS it takes; 'all' for the full interview set. */
  readonly options: 'all' | readonly OptionKey[];
  /** Options besides those of the table. */
  readonly extra?: readonly Pick<OptionSpec, 'flags' | 'help' | 'choices'>[];
  /** What stands in for an absent option of the table, where that is not what a recommendation takes. */
  readonly otherwise?: Partial<Readonly<Record<OptionKey, string>>>;
  /** What to use here for an option of other commands. */
  readonly instead?: Partial<Readonly<Record<OptionKey, string>>>;
  /** What --output names, where it is no result in one of the formats. */
  readonly output?: 'overlay' | 'schema';
  /** Its answer can be drawn as a page. */
  readonly page?: true;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** `args` are the positionals, `flags` commander's result. Throws AdviseError; returns the exit code. */
export type RunCommand = (
  args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
) => Promise<ExitCode>;

const OUTPUT = ['format', 'json', 'output', 'color', 'data', 'asOf'] as const;

/** How a command is called, as help and complaints say it. */
export const usageOf = ({ name, args }: CommandSpec): string =>
  ['advise', name, args, '[options]'].filter((word) => word !== '').join(' ');

/** What a command is for, as a sentence. */
export const purposeOf = ({ summary }: CommandSpec): string =>
  `${summary.replace(/^./, (c) => c.toUpperCase())}.`;

/** Every subcommand, in the order of the help page. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'recommend',
    args: '',
    summary: 'rank what you can buy; the default, so its name can be left out',
    options: 'all',
    extra: [
      {
        flags: '--details',
        help: 'in JSON also speed over depth, price history, cost over years and sources, as a page has them',
      },
    ],
    page: true,
    load: () => import('./commands/recommend.ts'),
  },
  {
    name: 'explain',
    args: '[id]',
    summary: 'why this rank, why not that one, or what changed since a date',
    options: 'all',
    extra: [{ flags: '--since <date>', help: 'compare the answer of that day with today' }],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'compare',
    args: '<ids...>',
    summary: 'two or more systems side by side',
    options: 'all',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'fit',
    args: '<model>',
    summary: 'which systems run a model, cheapest first',
    options: [
      'quant',
      'context',
      'promptTokens',
      'users',
      'keepFree',
      'budget',
      'condition',
      'os',
      'cuda',
      'price',
      'only',
      'not',
      'own',
      'top',
      ...OUTPUT,
    ],
    otherwise: { promptTokens: "what the context that is asked for holds, or the workload's default" },
    extra: [{ flags: '--min-decode <tok-s>', help: 'leave out what decodes slower' }],
    load: () => import('./commands/fit.ts'),
  },
  {
    name: 'estimate',
    args: '',
    summary: 'one speed and memory estimate, with its breakdown',
    options: ['model', 'quant', 'promptTokens', 'users', ...OUTPUT],
    otherwise: { model: 'must be named', promptTokens: `${USUAL_PROMPT}`, users: 'one' },
    instead: { context: 'Here --depth says what the cache holds and --prompt-tokens what is read.' },
    extra: [
      {
        flags: '--on <id>',
        help: 'system or device; with its memory, as --own: "Ryzen 9 7950X 64GB", "RTX 3090 + 64GB"',
      },
      { flags: '--count <n>', help: 'how many of that device' },
      { flags: '--engine <name>', help: 'inference engine', choices: ENGINES },
      { flags: '--backend <name>', help: 'compute backend', choices: BACKENDS },
      { flags: '--depth <tokens>', help: 'tokens already in the cache' },
      { flags: '--split <kind>', help: 'layer or tensor', choices: ['layer', 'tensor'] },
      { flags: '--model-only', help: 'ignore stored measurements of the same cell' },
    ],
    load: () => import('./commands/estimate.ts'),
  },
  {
    name: 'evaluate',
    args: '<kind> <file>',
    summary: 'replay measurements or verdicts (advise help tables) and print our error',
    options: OUTPUT,
    extra: [
      { flags: '--model-only', help: 'ignore stored measurements of the same cell' },
      { flags: '--on <id>', help: 'the machine of a llama-bench table, which names none' },
    ],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'measure',
    args: '<file>',
    summary: 'how your own llama-bench run stands, and an overlay made of it',
    options: OUTPUT,
    extra: [{ flags: '--on <id>', help: 'the machine of a llama-bench table, which names none' }],
    output: 'overlay',
    load: () => import('./commands/measure.ts'),
  },
  {
    name: 'own',
    args: '',
    summary: 'recognise this machine and show what it can run',
    options: ['model', 'context', ...OUTPUT],
    load: () => import('./commands/own.ts'),
  },
  {
    name: 'list',
    args: '<kind>',
    summary:
      'systems, devices, models, quants, engines, offers, measurements, rules, facts, sources or workloads',
    options: OUTPUT,
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'show',
    args: '<id>',
    summary: 'everything known about one thing, with sources and contradictions',
    options: OUTPUT,
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'data',
    args: '<action> [target...]',
    summary: 'check a data folder (data check DIR) or start a profile (data new system)',
    options: ['format', 'json', 'color'],
    load: () => import('./commands/data.ts'),
  },
  {
    name: 'schema',
    args: '[kind]',
    summary: 'JSON Schema of a document or a data file',
    options: ['output'],
    output: 'schema',
    load: () => import('./commands/schema.ts'),
  },
  {
    name: 'completion',
    args: '<shell>',
    summary: 'completion script for bash, zsh or fish',
    options: [],
    load: () => import('./commands/completion.ts'),
  },
];
