import { wrap } from '../../report/wrap.ts';
import { type Asker, BACK, type Choice, enterHint, saysNothing } from './asker.ts';
import { type PromptTerminal, promptScreen } from './prompt-screen.ts';
import { pagedTheme, themeFor, tickTheme } from './prompt-theme.ts';
import { keepKeys, type Prompt, runPrompt } from './run-prompt.ts';

/** Choices shown at once, where the screen has the lines for them. */
const MOST_CHOICES = 12;
/** With fewer in sight nobody finds the rest. */
const LEAST_CHOICES = 3;
/** Around the choices: the question, a blank line, the keys. */
const AROUND_CHOICES = 3;

/** Full-screen prompts by inquirer. A prompt clears itself; `promptScreen` keeps a line with question and answer. */
export function promptAsker(terminal: PromptTerminal): Asker {
  const { paint, unicode, width } = terminal;
  let esc: string | null = null;
  const theme = themeFor(terminal, () => esc);
  keepKeys(terminal.input, true);
  const { say, done, hinted, heightOf, mark } = promptScreen(terminal);
  const run = <T>(prompt: Prompt) => runPrompt<T>({ theme, ...prompt }, terminal);
  const listed = (choices: readonly Choice[]) => inline(choices, width() - 6, unicode);
  // A list that is higher than the screen would push its question, and what it stands on, out of sight.
  const page = (choices: readonly { readonly description?: string }[], message: string) => {
    const under = Math.max(...choices.map(({ description }) => description?.split('\n').length ?? 0));
    const room = (terminal.rows() ?? Number.POSITIVE_INFINITY) - AROUND_CHOICES - under;
    const size = Math.max(LEAST_CHOICES, Math.min(MOST_CHOICES, room - heightOf(message) + 1));
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
          const isAnswer = text.trim() !== '' && !saysNothing(text, options);
          const wrong = isAnswer ? complaint(text.trim()) : null;
          return wrong === null ? true : wrap(wrong, width() - 4, unicode).join('\n  ');
        },
      });
      if (value === BACK) return BACK;
      const typed = value.trim() === '' ? (initial ?? '') : value.trim();
      const said = saysNothing(typed, options) ? '' : typed;
      done(message, said === '' ? otherwise : (echo?.(said) ?? said));
      return said;
    },
    esc: (does) => {
      esc = does;
    },
    say: (text) => {
      for (const line of wrap(text, width(), unicode)) say(paint.dim(line));
    },
    mark,
    close: () => keepKeys(terminal.input, false),
  };
}

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
