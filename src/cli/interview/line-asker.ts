import { wrap } from '../../report/wrap.ts';
import { type Asker, BACK, type Back, type Choice, enterHint, Interrupted, saysNothing } from './asker.ts';
import { lineReader } from './line-reader.ts';
import type { PromptTerminal } from './prompt-screen.ts';

const STEP_BACK = 'back';

type LineTerminal = Pick<PromptTerminal, 'input' | 'output' | 'width' | 'unicode'>;

/**
 * One line after the other, for terminals that cannot move the cursor and for screen readers: numbered choices with
 * their consequences, answers typed and confirmed with Enter, "back" for the question before.
 */
export function lineAsker({ input, output, width, unicode }: LineTerminal): Asker {
  const reader = lineReader(input);
  const say = (text: string, hang = 0) => output.write(`${folded(text, width(), unicode, hang)}\n`);
  // The next line as typed; an end of input or Ctrl-C is an interruption.
  async function read(prompt: string): Promise<string> {
    output.write(`${folded(prompt, width(), unicode)} `);
    const line = await reader.next();
    if (line === null) {
      output.write('\n');
      throw new Interrupted();
    }
    return line.trim();
  }

  /** Asks again until an answer is understood; what was wrong with one, `understand` says itself. */
  async function ask<T>(prompt: string, understand: (said: string) => T | undefined): Promise<T | Back> {
    for (;;) {
      const said = await read(prompt);
      if (said.toLowerCase() === STEP_BACK) return BACK;
      const meant = understand(said);
      if (meant !== undefined) return meant;
    }
  }

  const list = (message: string, choices: readonly Choice[]) => {
    say('');
    say(message);
    choices.forEach((c, i) => {
      say(`  ${i + 1}. ${c.name}${c.description ? `: ${c.description}` : ''}`, 3);
    });
  };

  const asker: Asker = {
    howTo: 'Enter alone takes what stands in brackets, "back" goes back, Ctrl-C leaves.',
    async choose(message, choices, initial) {
      const start = Math.max(
        0,
        choices.findIndex((c) => c.value === initial),
      );
      list(message, choices);
      return ask(`Number (Enter: ${start + 1}):`, (said) => {
        const found = said === '' ? choices[start] : named(choices, said);
        if (!found) say(`Type a number from 1 to ${choices.length}.`);
        return found?.value;
      });
    },
    pick: (message, choices, initial) => asker.choose(message, choices, initial),
    async tick(message, choices, ticked, least) {
      list(message, choices);
      const before = choices.flatMap((c, i) => (ticked.includes(c.value) ? [String(i + 1)] : []));
      const marked = before.length > 0 || least === 0 ? before : ['1'];
      const nothing = marked.length > 0 && least === 0 ? '; -: none' : '';
      const prompt = `Numbers, separated by commas (Enter: ${marked.join(', ') || 'none'}${nothing}):`;
      return ask(prompt, (said) => {
        if (said === '-' && least === 0) return [];
        const words = said === '' ? marked : said.split(/[,\s]+/).filter((w) => w !== '');
        const found = words.map((w) => named(choices, w));
        if (found.every((f) => f !== undefined) && found.length >= least)
          return [...new Set(found.map((f) => f.value))];
        say(
          found.includes(undefined) ? `Type numbers from 1 to ${choices.length}.` : `Name ${least} or more.`,
        );
        return undefined;
      });
    },
    async write(message, options) {
      const { initial, complaint, echo } = options;
      say('');
      return ask(`${message} ${enterHint(options)}`, (said) => {
        if (said === '') return initial ?? '';
        if (saysNothing(said, options)) return '';
        const wrong = complaint(said);
        if (wrong !== null) {
          say(wrong);
          return undefined;
        }
        const meant = echo?.(said) ?? said;
        if (meant !== said) say(`That is ${meant}.`);
        return said;
      });
    },
    // There is no line of keys.
    esc: () => undefined,
    say: (text) => {
      say(text);
    },
    // What went to a screen without a cursor stays there.
    mark: () => () => undefined,
    close: reader.close,
  };
  return asker;
}

/** Broken at words, since such terminals break anywhere; what follows the first line hangs under it. */
function folded(text: string, width: number, unicode: boolean, hang = 0): string {
  const body = text.trimStart();
  const lead = ' '.repeat(text.length - body.length);
  const room = width - 1 - lead.length;
  const [first = '', ...rest] = wrap(body, room, unicode);
  const under = rest.length > 0 ? wrap(rest.join(' '), room - hang, unicode) : [];
  return [`${lead}${first}`, ...under.map((l) => `${lead}${' '.repeat(hang)}${l}`)].join('\n');
}

/** By number, value or name. */
const named = (choices: readonly Choice[], said: string): Choice | undefined =>
  /^\d+$/.test(said)
    ? choices[Number(said) - 1]
    : choices.find((c) => [c.value, c.name].some((w) => w.toLowerCase() === said.toLowerCase()));
