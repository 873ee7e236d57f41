import { type ExitCode, UsageError } from '../schema/errors.ts';
import { harmless } from '../schema/shown.ts';
import type { CommanderFailure } from './commander-failure.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { EXAMPLES } from './examples.ts';
import { foreignOption } from './foreign-option.ts';

/**
 * Commander's usage errors become ours, with its suggestion or where the option is at home as the hint; --version ends as
 * one, too (exit 0).
 */
export function endUsage(error: CommanderFailure, argv: readonly string[]): ExitCode {
  if (error.exitCode === 0) return 0;
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const message = harmless(inOurWords(first)).slice(0, 200);
  const spec = COMMANDS.find((c) => c.name === argv[0]);
  const late = spec ? undefined : COMMANDS.find((c) => argv.includes(c.name));
  if (error.code === 'commander.excessArguments' && late)
    throw new UsageError(message, `Put the command first: advise ${late.name} ...`);
  const foreign =
    error.code === 'commander.unknownOption'
      ? (ofMakers(/"--([^"=\s]+)/.exec(message)?.[1] ?? '') ??
        foreignOption(/"(-[^-"]|--[^"=\s]+)/.exec(message)?.[1] ?? '', spec))
      : null;
  const hint =
    foreign ||
    rest
      .join(' ')
      .replace(/^\(|\)$/g, '')
      .replace(/(--[\w-]+)/g, '"$1"') ||
    (error.code === 'commander.missingArgument' && spec ? forInstance(spec) : '') ||
    (error.code === 'commander.excessArguments' && spec ? inQuotes(spec, argv.slice(1)) : '') ||
    `\`advise ${spec ? `${spec.name} ` : ''}--help\` prints the options.`;
  throw new UsageError(message, hint);
}

/** What people type to leave a maker out, or to have one alone. */
function ofMakers(option: string): string | null {
  const [, left] = /^no-(.+)$/.exec(option) ?? [];
  if (left !== undefined) return `To leave something out: "--not ${left}".`;
  if (['exclude', 'without', 'except', 'avoid'].includes(option))
    return 'To leave something out: "--not nvidia".';
  return ['vendor', 'maker', 'brand', 'manufacturer'].includes(option)
    ? 'Of one maker: "--only amd"; all but one: "--not nvidia".'
    : null;
}

/** What a command is for, and how somebody calls it. */
function forInstance({ name, summary }: CommandSpec): string {
  const example = EXAMPLES.find(({ of }) => of === name);
  return `${summary.replace(/^./, (c) => c.toUpperCase())}. For instance: ${example?.command ?? `advise help ${name}`}`;
}

/** Names of machines and models have several words, which a shell takes apart; '' where no name is asked for. */
function inQuotes({ name, args }: CommandSpec, typed: readonly string[]): string {
  const end = typed.findIndex((word) => word.startsWith('-'));
  const words = harmless(typed.slice(0, end < 0 ? typed.length : end).join(' ')).slice(0, 80);
  if (!/^[<[](?:id|model)[>\]]$/.test(args) || !words.includes(' ')) return '';
  return `A name of several words stands in quotes: advise ${name} "${words}"`;
}

/** What was typed in double quotes, as in every other message, and numbers of arguments as one says them. */
const inOurWords = (message: string): string =>
  message
    .replace(/\. Expected (\d+) arguments? but got (\d+)(: .*)?\.$/, ': it takes $1, and $2 were given')
    .replace(/^option '.*?(--[\w-]+).*' argument missing$/, '$1: needs a value')
    .replace(/it takes 0, and 1 were given/, 'it takes none beside its options')
    .replace(/'([^']*)'/g, '"$1"');
