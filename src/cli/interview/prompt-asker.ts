import { wrap } from '../../report/wrap.ts';
import { type Asker, BACK, type Choice, enterHint } from './asker.ts';
import type { Paint } from './paint.ts';
import { themeFor, tickTheme } from './prompt-theme.ts';
import { type Prompt, runPrompt } from './run-prompt.ts';

export interface PromptTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Paint;
}

/** Columns for what is typed: most names of models fit. */
const TYPED = 24;

/**
 * Full-screen prompts by inquirer. A prompt clears itself; what stays is one line with question and answer, none of them
 * wider than the screen, so that they can be counted and taken back.
 */
export function promptAsker(terminal: PromptTerminal): Asker {
  const { output, paint, unicode, width } = terminal;
  let esc: string | null = null;
  const theme = themeFor(terminal, () => esc);
  let lines = 0;
  const say = (text: string) => {
    lines += text.split('\n').length;
    output.write(`${text}\n`);
  };
  const fits = (text: string) => text.length + MARK <= width;
  const indented = (text: string) => wrap(text, width - MARK - 1, unicode);
  const below = (lines: readonly string[]) => lines.join(`\n${' '.repeat(MARK)}`);
  const done = (message: string, answer: string) => {
    const mark = paint.good(unicode ? '✔' : '*');
    if (fits(`${message} ${answer}`)) say(`${mark} ${message} ${paint.accent(answer)}`);
    else say(`${mark} ${below([...indented(message), ...indented(answer).map(paint.accent)])}`);
  };
  // A hint that leaves no room to type beside it stands under its question.
  const hinted = (message: string, hint: string) =>
    fits(`${message} ${hint}${' '.repeat(TYPED)}`)
      ? `${message} ${paint.dim(hint)}`
      : below([...indented(message), ...indented(hint).map(paint.dim)]);

  const run = <T>(prompt: Prompt) => runPrompt<T>({ theme, ...prompt }, terminal);
  const rows = (choices: readonly Choice[]) => inline(choices, width - 6, unicode);
  const pick: Asker['pick'] = (message, choices, initial) =>
    run<string>({
      type: 'select',
      message,
      choices: rows(choices),
      ...(initial === undefined ? {} : { default: initial }),
      pageSize: 12,
      loop: false,
    });
  return {
    howTo: 'Enter takes the line you are on, Esc goes back, Ctrl-C leaves.',
    pick,
    async choose(message, choices, initial) {
      const value = await pick(message, choices, initial);
      if (value !== BACK) done(message, nameOf(choices, value));
      return value;
    },
    async tick(message, choices, ticked, least) {
      const shown = rows(choices);
      const standsOn = shown.map(() => false);
      const marked = await run<string[]>({
        type: 'checkbox',
        message,
        choices: shown.map((c) => ({ ...c, checked: ticked.includes(c.value) })),
        pageSize: 12,
        loop: false,
        shortcuts: { all: null, invert: null },
        theme: tickTheme(theme, (line) => {
          shown.forEach((c, i) => {
            standsOn[i] = line.endsWith(`] ${c.name}`);
          });
        }),
        validate: (picked: readonly unknown[]) =>
          least === 1 || picked.length >= least || `Mark ${least} or more with the space bar.`,
      });
      if (marked === BACK) return BACK;
      const value =
        marked.length > 0 || least === 0
          ? marked
          : shown.filter((_, i) => standsOn[i] === true).map((c) => c.value);
      done(message, value.map((v) => nameOf(choices, v)).join(', ') || 'nothing');
      return value;
    },
    async write(message, options) {
      const { otherwise, initial, complaint, echo } = options;
      const value = await run<string>({
        type: 'input',
        message: hinted(message, enterHint(options)),
        validate: (text: string) => {
          const wrong = ['', NOTHING].includes(text.trim()) ? null : complaint(text.trim());
          return wrong === null ? true : wrap(wrong, width - 4, unicode).join('\n  ');
        },
      });
      if (value === BACK) return BACK;
      const said = value.trim() === '' ? (initial ?? '') : value.trim();
      done(message, said === '' || said === NOTHING ? otherwise : (echo?.(said) ?? said));
      return said === NOTHING ? '' : said;
    },
    esc: (does) => {
      esc = does;
    },
    say: (text) => {
      for (const line of wrap(text, width, unicode)) say(paint.dim(line));
    },
    mark: () => {
      const before = lines;
      return () => {
        if (lines > before) output.write(`\x1b[${lines - before}A\r\x1b[J`);
        lines = before;
      };
    },
    close: () => undefined,
  };
}

/** The mark before a question, and the blank after it. */
const MARK = 2;
/** Typed to take an earlier answer back. */
const NOTHING = '-';

const nameOf = (choices: readonly Choice[], value: string): string =>
  (choices.find((c) => c.value === value)?.name ?? value).replace(/\s{2,}/g, ' ');

/** Consequences beside the names where all of them fit on one line each, else under the list for the marked one. */
function inline(choices: readonly Choice[], width: number, unicode: boolean) {
  const widest = Math.max(...choices.map((c) => c.name.length));
  const long = choices.some((c) => widest + 2 + (c.description ?? '').length > width);
  return choices.map((c) => {
    const short = c.name.replace(/\s{2,}/g, ' ');
    if (c.description === undefined) return { value: c.value, name: c.name, short };
    if (!long) return { value: c.value, name: `${c.name.padEnd(widest)}  ${c.description}`, short };
    return {
      value: c.value,
      name: c.name,
      short,
      description: wrap(c.description, width, unicode).join('\n'),
    };
  });
}
