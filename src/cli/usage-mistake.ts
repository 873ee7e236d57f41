import { type ExitCode, UsageError } from '../schema/errors.ts';
import { harmless } from '../schema/shown.ts';
import type { CommanderFailure } from './commander-failure.ts';
import { COMMANDS, usageOf } from './commands.ts';
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
  const usage = spec ? usageOf(spec) : '';
  const foreign =
    error.code === 'commander.unknownOption'
      ? foreignOption(/"(-[^-"]|--[^"=\s]+)/.exec(message)?.[1] ?? '', spec)
      : null;
  const hint =
    foreign ||
    rest
      .join(' ')
      .replace(/^\(|\)$/g, '')
      .replace(/(--[\w-]+)/g, '"$1"') ||
    (error.code === 'commander.missingArgument'
      ? `Usage: ${usage} (${spec?.summary ?? ''}).`
      : `\`advise ${spec ? `${spec.name} ` : ''}--help\` prints the options.`);
  throw new UsageError(message, hint);
}

/** What was typed in double quotes, as in every other message, and numbers of arguments as one says them. */
const inOurWords = (message: string): string =>
  message
    .replace(/\. Expected (\d+) arguments? but got (\d+)(: .*)?\.$/, ': it takes $1, and $2 were given')
    .replace(/^option '.*?(--[\w-]+).*' argument missing$/, '$1: needs a value')
    .replace(/it takes 0, and 1 were given/, 'it takes none beside its options')
    .replace(/'([^']*)'/g, '"$1"');
