import { addresses } from '../package/version.ts';
import { wrap } from '../report/wrap.ts';
import { COMMANDS, type CommandSpec, purposeOf, usageOf } from './commands.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { colourLevel } from './io/colour.ts';
import { type Io, widthOf } from './io/io.ts';
import { OPTION_GROUPS, type OptionSpec } from './options/option-spec.ts';
import { optionsOf } from './options/options-of.ts';
import { TOPICS } from './topics.ts';

/** How a help page may draw: its width, and how a heading is set off. */
interface HelpStyle {
  readonly width: number;
  readonly heading: (text: string) => string;
}

type Row = readonly [name: string, text: string];

/** Help is read, so its lines stay short however wide the terminal. */
const WIDEST = 100;
const USUAL = 80;

/** The page for a command, or the first page when none is named; nothing but the tables is loaded for it. */
export function helpPage(command: string | undefined, io: Io, noColour: boolean): string {
  const bold = colourLevel(io.stdout, io.env, noColour) > 0;
  const style: HelpStyle = {
    width: Math.min(widthOf(io.stdout, io.env) ?? USUAL, WIDEST),
    heading: (text) => (bold ? `\u001b[1m${text}\u001b[22m` : text),
  };
  const spec = COMMANDS.find((c) => c.name === command);
  return spec ? commandHelp(spec, style) : mainHelp(style);
}

/** The first page: examples before anything else, then commands, the options of the default command, and topics. */
function mainHelp(style: HelpStyle): string {
  const recommend = COMMANDS[0];
  return page([
    'Which machine should I buy to run AI locally? Ranked, explained, dated.',
    block('Usage', ['advise [options]', 'advise <command> [options]'], style),
    ...examples((e) => e.first === true, style),
    rows('Commands', COMMANDS.map(usageRow), style),
    ...(recommend
      ? [rows('Of recommend alone', ownRows(recommend), style), ...optionBlocks(recommend, style)]
      : []),
    rows(
      'Topics',
      Object.entries(TOPICS).map(([name, t]): Row => [`advise help ${name}`, t.summary]),
      style,
    ),
    ...links(),
  ]);
}

/** One command's page: what it does, how it is called, its own options, then the shared ones. */
function commandHelp(spec: CommandSpec, style: HelpStyle): string {
  return page([
    wrap(purposeOf(spec), style.width).join('\n'),
    block('Usage', [usageOf(spec)], style),
    ...examples((e) => (e.of ?? 'recommend') === spec.name, style),
    ...(spec.extra && spec.extra.length > 0 ? [rows('Of this command', ownRows(spec), style)] : []),
    ...optionBlocks(spec, style),
  ]);
}

function examples(belongs: (e: Example) => boolean, style: HelpStyle): string[] {
  const lines = EXAMPLES.filter(belongs).flatMap((e) => [e.command, `    ${e.does}`]);
  return lines.length === 0 ? [] : [block('Examples', lines, style)];
}

function links(): string[] {
  const { home, bugs } = addresses();
  const lines = [...(home ? [`Home: ${home}`] : []), ...(bugs ? [`Bugs: ${bugs}`] : [])];
  return lines.length > 0 ? [lines.join('\n')] : [];
}

const page = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;
const block = (title: string, lines: readonly string[], style: HelpStyle): string =>
  [style.heading(title), ...lines.map((l) => `  ${l}`)].join('\n');

const usageRow = (c: CommandSpec): Row => [`${c.name}${c.args ? ` ${c.args}` : ''}`, c.summary];

function optionBlocks(spec: CommandSpec, style: HelpStyle): string[] {
  const options = optionsOf(spec);
  const widest = widestOf(options.map(optionRow));
  const groups = OPTION_GROUPS.flatMap((group) => {
    const list = options.filter((o) => o.group === group);
    return list.length === 0 ? [] : [rows(group, list.map(optionRow), style, widest)];
  });
  return [...groups, rows('Help', HELP_ROWS, style, widest)];
}

const ownRows = ({ extra }: CommandSpec): Row[] => (extra ?? []).map((e): Row => [indented(e.flags), e.help]);
const optionRow = (o: OptionSpec): Row => [indented(o.flags), optionText(o)];
/** "what it is for: chat, rag or coding [any]": help, choices and what stands in when the flag is absent, once each. */
export function optionText(o: OptionSpec): string {
  const choices = o.choices ? `: ${o.choices.slice(0, -1).join(', ')} or ${o.choices.at(-1)}` : '';
  return `${o.help}${choices}${o.otherwise ? ` [${o.otherwise}]` : ''}`;
}
/** Long flags line up whether or not a short one stands before them. */
const indented = (flags: string): string => (flags.startsWith('--') ? `    ${flags}` : flags);

const GAP = 2;
const MOST_NAME = 26;

const HELP_ROWS: readonly Row[] = [
  ['-h, --help', 'this page, or that of a command'],
  ['-V, --version', 'the version'],
];
/** The widest name that is not an outlier. */
const widestOf = (list: readonly Row[]): number =>
  Math.max(8, ...list.map(([name]) => name.length).filter((n) => n <= MOST_NAME));

/** Names on the left, wrapped text on the right; a name that is too long stands above its text. */
function rows(title: string, list: readonly Row[], style: HelpStyle, widest = widestOf(list)): string {
  const left = 2 + widest + GAP;
  const lines = list.flatMap(([name, text]) => {
    const [first = '', ...rest] = wrap(text, style.width - left);
    const indent = ' '.repeat(left);
    return name.length > widest
      ? [`  ${name}`, ...[first, ...rest].map((l) => indent + l)]
      : [`  ${name.padEnd(widest + GAP)}${first}`, ...rest.map((l) => indent + l)];
  });
  return [style.heading(title), ...lines].join('\n');
}
