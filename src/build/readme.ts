import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../cli/commands.ts';
import { optionText } from '../cli/help.ts';
import { OPTION_GROUPS } from '../cli/options/option-spec.ts';
import { RECOMMEND_OPTIONS } from '../cli/options/options.ts';
import { accuracyTable } from './accuracy-table.ts';
import { tableRow as row } from './markdown-row.ts';
import { picture } from './picture.ts';

const BLOCK =
  /<!-- (options|commands|counts|picture|accuracy|file: ([^>]*?)|run(?: (\d+))?: ([^>]*?)) -->\n[\s\S]*?<!-- end -->/g;

/** What fills the blocks that depend on data: a transcript, a sentence that counts the catalogue, a chart with its key. */
interface Filling {
  readonly run: (command: string, lines: number) => string;
  readonly counts: () => string;
  readonly picture: () => string;
  readonly accuracy: () => string;
}

/**
 * Fills the README's generated blocks: `<!-- options -->`, `<!-- commands -->`, `<!-- file: path -->`, and those that
 * depend on data: `<!-- counts -->`, `<!-- picture -->`, `<!-- accuracy -->` and `<!-- run: advise ... -->` (`run 12` for the first twelve
 * lines), each up to `<!-- end -->`, so that nothing in it is typed by hand. Without a filling, what depends on data stays.
 */
export function generatedReadme(text: string, filling?: Filling): string {
  const tables: Record<string, () => string> = { options: optionTable, commands: commandTable };
  const dataOf = (what: string, command: string | undefined, lines: string | undefined) =>
    command === undefined
      ? filling?.[what as 'counts' | 'picture' | 'accuracy']()
      : filling?.run(command.trim(), Number(lines ?? 1000));
  return text.replace(
    BLOCK,
    (
      block,
      what: string,
      file: string | undefined,
      lines: string | undefined,
      command: string | undefined,
    ) => {
      const body = file === undefined ? (tables[what]?.() ?? dataOf(what, command, lines)) : program(file);
      return body === undefined ? block : `<!-- ${what} -->\n${body}\n<!-- end -->`;
    },
  );
}

/** A program of the repository, in full. */
const program = (path: string): string => ['```js', readFileSync(path, 'utf8').trim(), '```'].join('\n');

/** Writes the README anew; whether it changed. */
export function updateReadme(path: string): boolean {
  const before = readFileSync(path, 'utf8');
  const after = generatedReadme(before, { run: transcript, counts, picture, accuracy: accuracyTable });
  if (after !== before) writeFileSync(path, after);
  return after !== before;
}

function optionTable(): string {
  const rows = OPTION_GROUPS.flatMap((group) =>
    RECOMMEND_OPTIONS.filter((o) => o.group === group).map((o) =>
      row([
        `\`${o.flags}\``,
        `${optionText({ ...o, otherwise: '' })}${o.repeatable ? '; repeatable' : ''}`,
        o.otherwise ?? '',
      ]),
    ),
  );
  const own = COMMANDS.filter((c) => c.options === 'all').flatMap((c) =>
    (c.extra ?? []).map((e) => row([`\`${e.flags}\``, `only \`${c.name}\`: ${e.help}`, ''])),
  );
  return [row(['flag', 'meaning', 'otherwise']), '|---|---|---|', ...rows, ...own].join('\n');
}

function commandTable(): string {
  const rows = COMMANDS.map((c) => row([`\`advise ${c.name}${c.args ? ` ${c.args}` : ''}\``, c.summary]));
  return [row(['command', 'what it does']), '|---|---|', ...rows].join('\n');
}

const COLUMNS = '100';

/** Runs the built program and shows its first lines as a reader with a terminal of 100 columns would see them. */
function transcript(command: string, lines: number): string {
  const script = `${command.replace(/^advise/, '"$NODE" bin/advise.js')} --format table`;
  const result = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, COLUMNS, NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
  });
  const printed = (result.stdout + result.stderr).trimEnd().split('\n');
  const shown = printed.length > lines ? [...printed.slice(0, lines), '...'] : printed;
  return ['```console', `$ ${command}`, ...shown, '```'].join('\n');
}

function counts(): string {
  const catalog = JSON.parse(readFileSync('dist/catalog.json', 'utf8')) as Record<string, unknown>;
  const size = (key: string) =>
    (Array.isArray(catalog[key])
      ? catalog[key].length
      : Object.keys(catalog[key] ?? {}).length
    ).toLocaleString('en-US');
  return (
    `${size('systems')} systems over ${size('devices')} devices, ${size('models')} language and ${size('diffusion')} ` +
    `diffusion models in ${size('quants')} weight formats, ${size('offers')} dated offers, ${size('rules')} rules and ` +
    `${size('sources')} sources, as of ${String(catalog['date'])}.`
  );
}
