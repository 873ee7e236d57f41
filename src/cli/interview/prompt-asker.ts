import { stripVTControlCharacters } from 'node:util';
import { widthOfText, wrap } from '../../report/wrap.ts';
import { type Asker, BACK, type Choice, enterHint } from './asker.ts';
import type { Paint } from './paint.ts';
import { pagedTheme, themeFor, tickTheme } from './prompt-theme.ts';
import { keepKeys, type Prompt, runPrompt } from './run-prompt.ts';

export interface PromptTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Columns as they are now: a window is resized in the middle of an interview. */
  readonly width: () => number;
  /** Lines as they are now, when known. */
  readonly rows: () => number | undefined;
  readonly unicode: boolean;
  readonly paint: Paint;
}

/** Columns for what is typed: most names of models fit. */
const TYPED = 24;
/** Choices shown at once, where the screen has the lines for them. */
const MOST_CHOICES = 12;
/** With fewer in sight nobody finds the rest. */
const LEAST_CHOICES = 3;
/** Around the choices: the question, a blank line, the keys. */
const AROUND_CHOICES = 3;

/**
 * Full-screen prompts by inquirer. A prompt clears itself; what stays is one line with question and answer, none of them
 * wider than the screen when it is written, so that they can be counted and taken back.
 */
export function promptAsker(terminal: PromptTerminal): Asker {
  const { output, paint, unicode, width } = terminal;
  let esc: string | null = null;
  const theme = themeFor(terminal, () => esc);
  keepKeys(terminal.input, true);
  const lines: string[] = [];
  const say = (text: string) => {
    lines.push(...text.split('\n'));
    output.write(`${text}\n`);
  };
  const fits = (text: string) => text.length + MARK <= width();
  const indented = (text: string) => wrap(text, width() - MARK - 1, unicode);
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
  const listed = (choices: readonly Choice[]) => inline(choices, width() - 6, unicode);
  // A list that is higher than the screen would push its question, and what it stands on, out of sight.
  const page = (choices: readonly { readonly description?: string }[], message: string) => {
    const under = Math.max(...choices.map(({ description }) => description?.split('\n').length ?? 0));
    const room = (terminal.rows() ?? Number.POSITIVE_INFINITY) - AROUND_CHOICES - under;
    const size = Math.max(LEAST_CHOICES, Math.min(MOST_CHOICES, room - indented(message).length + 1));
    return { pageSize: size, theme: choices.length > size ? pagedTheme(theme, choices.length) : theme };
  };
  const pick: Asker['pick'] = (message, choices, initial) => {
    const shown = listed(choices);
    return run<string>({
      type: 'select',
      message,
      choices: shown,
      ...(initial === undefined ? {} : { default: initial }),
      ...page(shown, message),
      loop: false,
    });
  };
  return {
    howTo: 'Enter takes the line you are on, Esc goes back, Ctrl-C leaves.',
    pick,
    async choose(message, choices, initial) {
      const value = await pick(message, choices, initial);
      if (value !== BACK) done(message, nameOf(choices, value));
      return value;
    },
    async tick(message, choices, ticked, least) {
      const shown = listed(choices);
      const { pageSize, theme } = page(shown, message);
      const standsOn = shown.map(() => false);
      const marked = await run<string[]>({
        type: 'checkbox',
        message,
        choices: shown.map((c) => ({ ...c, checked: ticked.includes(c.value) })),
        pageSize,
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
          return wrong === null ? true : wrap(wrong, width() - 4, unicode).join('\n  ');
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
      for (const line of wrap(text, width(), unicode)) say(paint.dim(line));
    },
    mark: () => {
      const before = lines.length;
      return () => {
        const up = lines.splice(before).reduce((sum, line) => sum + linesOnScreen(line, width()), 0);
        if (up > 0) output.write(`\x1b[${up}A\r\x1b[J`);
      };
    },
    close: () => keepKeys(terminal.input, false),
  };
}

/** A window that became narrower has folded what stood in it. */
const linesOnScreen = (line: string, width: number): number =>
  Math.max(1, Math.ceil(widthOfText(stripVTControlCharacters(line)) / width));

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
