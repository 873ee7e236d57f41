import { stripVTControlCharacters } from 'node:util';
import { widthOfText, wrap } from '../../report/wrap.ts';
import type { Paint } from './paint.ts';

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
/** The mark before a question, and the blank after it. */
const MARK = 2;

/** What stays on the screen between prompts: lines no wider than it when written, so that they can be counted and taken back. */
export function promptScreen({ output, paint, unicode, width }: Omit<PromptTerminal, 'input' | 'rows'>) {
  const lines: string[] = [];
  const say = (text: string) => {
    lines.push(...text.split('\n'));
    output.write(`${text}\n`);
  };
  const fits = (text: string) => text.length + MARK <= width();
  const indented = (text: string) => wrap(text, width() - MARK - 1, unicode);
  const below = (list: readonly string[]) => list.join(`\n${' '.repeat(MARK)}`);
  return {
    say,
    /** A question with its answer. */
    done: (message: string, answer: string) => {
      const mark = paint.good(unicode ? '✔' : '*');
      if (fits(`${message} ${answer}`)) say(`${mark} ${message} ${paint.accent(answer)}`);
      else say(`${mark} ${below([...indented(message), ...indented(answer).map(paint.accent)])}`);
    },
    /** A question with its hint, which stands below where it would leave no room to type. */
    hinted: (message: string, hint: string) =>
      fits(`${message} ${hint}${' '.repeat(TYPED)}`)
        ? `${message} ${paint.dim(hint)}`
        : below([...indented(message), ...indented(hint).map(paint.dim)]),
    heightOf: (message: string) => indented(message).length,
    /** Marks this place; what it returns takes back everything said since. */
    mark: () => {
      const before = lines.length;
      return () => {
        const up = lines.splice(before).reduce((sum, line) => sum + linesOnScreen(line, width()), 0);
        if (up > 0) output.write(`\x1b[${up}A\r\x1b[J`);
      };
    },
  };
}

/** A window that became narrower has folded what stood in it. */
const linesOnScreen = (line: string, width: number): number =>
  Math.max(1, Math.ceil(widthOfText(stripVTControlCharacters(line)) / width));
