import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { COMMANDS, type CommandSpec, purposeOf } from '../commands.ts';
import { EXAMPLES } from '../examples.ts';
import { beforeFlags } from '../named/words-for-names.ts';
import type { CommanderFailure } from '../program.ts';
import { foreignOption } from './foreign-option.ts';
import { spellingOf } from './option-spec.ts';
import { RECOMMEND_OPTIONS } from './options.ts';

/**
 * Commander's usage errors become ours, with its suggestion or where the option is at home as the hint; --version ends as
 * one, too (exit 0).
 */
export function endUsage(error: CommanderFailure, argv: readonly string[]): ExitCode {
  if (error.exitCode === 0) return 0;
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const message = shown(inOurWords(first), 200);
  const spec = COMMANDS.find((c) => c.name === argv[0]);
  // The default may be named, too: "advise recommend explain ID".
  const late =
    spec && spec.name !== 'recommend' ? undefined : COMMANDS.find((c) => c !== spec && argv.includes(c.name));
  if (error.code === 'commander.excessArguments' && late)
    throw new UsageError(message, `Put the command first: advise ${late.name} ...`);
  const hint =
    hintOf(error.code, message, spec, argv) ||
    suggested(rest) ||
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

/** What is known of a mistake of that kind on the line of that command; '' or null where nothing is. */
function hintOf(
  code: string,
  message: string,
  spec: CommandSpec | undefined,
  argv: readonly string[],
): string | null {
  if (code === 'commander.unknownOption') {
    const option = /"(-[^-"]|--[^"=\s]+)/.exec(message)?.[1] ?? '';
    return ofMakers(option.replace(/^--/, '')) ?? foreignOption(option, spec);
  }
  if (code === 'commander.excessArguments') {
    const apart = behindValue(argv);
    if (apart) return apart;
  }
  if (!spec) return null;
  if (code === 'commander.missingArgument') return forInstance(spec);
  return code === 'commander.excessArguments' ? inQuotes(spec, argv.slice(1)) : null;
}

/** "(Did you mean --depth?)", as commander writes it below a message. */
const suggested = (lines: readonly string[]): string =>
  lines
    .join(' ')
    .replace(/^\(|\)$/g, '')
    .replace(/(--[\w-]+)/g, '"$1"');

/** What a command is for, and how somebody calls it. */
function forInstance(spec: CommandSpec): string {
  const example = EXAMPLES.find(({ of }) => of === spec.name);
  return `${purposeOf(spec)} For instance: ${example?.command ?? `advise help ${spec.name}`}`;
}

/** Names of machines and models have several words, which a shell takes apart; '' where no name is asked for. */
function inQuotes({ name, args }: CommandSpec, typed: readonly string[]): string {
  const words = shown(beforeFlags(typed).join(' '));
  if (!/^[<[](?:id|model)[>\]]$/.test(args) || !words.includes(' ')) return '';
  return `A name of several words stands in quotes: advise ${name} "${words}"`;
}

/**
 * "--own RTX 3090": a name of several words, which a shell takes apart as well, or a word behind a value that belongs to
 * nothing. '' where there is neither.
 */
function behindValue(argv: readonly string[]): string {
  const isWord = (word: string | undefined) => word !== undefined && !word.startsWith('-');
  const at = argv.findIndex((word, i) => VALUED.has(word) && isWord(argv[i + 1]) && isWord(argv[i + 2]));
  const [flag = '', ...behind] = at < 0 ? [] : argv.slice(at);
  const words = beforeFlags(behind);
  if (VALUED.get(flag) === 'name')
    return `A name of several words stands in quotes: ${flag} "${shown(words.join(' '))}"`;
  const [, stray] = words;
  return stray === undefined
    ? ''
    : `"${shown(stray)}" belongs to no flag. \`advise --help\` prints the options.`;
}

/** Both spellings of the options that a value follows, and whether that is a name. */
const VALUED: ReadonlyMap<string, 'name' | 'other'> = new Map(
  [...RECOMMEND_OPTIONS, ...COMMANDS.flatMap(({ extra }) => extra ?? [])].flatMap((option) => {
    const { long, short, takesValue } = spellingOf(option.flags);
    const kind = 'completes' in option && option.completes ? 'name' : 'other';
    const spellings = [`--${long}`, ...(short ? [`-${short}`] : [])];
    return takesValue ? spellings.map((flag) => [flag, kind] as const) : [];
  }),
);

/** What was typed in double quotes, as in every other message, and numbers of arguments as one says them. */
const inOurWords = (message: string): string =>
  message
    .replace(/\. Expected (\d+) arguments? but got (\d+)(: .*)?\.$/, ': it takes $1, and $2 were given')
    .replace(/^option '.*?(--[\w-]+).*' argument missing$/, '$1: needs a value')
    .replace(/it takes 0, and \d+ were given/, 'it takes none beside its options')
    .replace(/'([^']*)'/g, '"$1"');
