/** The buyer wants the question before this one. */
export const BACK = Symbol('back');
export type Back = typeof BACK;

export interface Choice {
  readonly value: string;
  readonly name: string;
  /** One line: what choosing this means. */
  readonly description?: string;
}

interface TextOptions {
  /** What an empty line stands for. */
  readonly otherwise: string;
  readonly initial?: string;
  /** An answer somebody could give. */
  readonly such?: string;
  /** What is wrong with the text and what to do, or null. Never called for an empty line. */
  readonly complaint: (text: string) => string | null;
  /** What was understood, in words: the name behind an id. Only for text without complaint. */
  readonly echo?: (text: string) => string;
}

/** How questions reach a person: full-screen prompts, or one line after the other. Both write to stderr only. */
export interface Asker {
  /** One line on which keys or words do what. */
  readonly howTo: string;
  choose(message: string, choices: readonly Choice[], initial?: string): Promise<string | Back>;
  /** Like `choose`, for menus: what was picked leaves no line behind. */
  pick(message: string, choices: readonly Choice[], initial?: string): Promise<string | Back>;
  /** Several at once; with nothing marked, Enter takes the line it stands on, unless none need be marked. */
  tick(
    message: string,
    choices: readonly Choice[],
    ticked: readonly string[],
    least: number,
  ): Promise<string[] | Back>;
  write(message: string, options: TextOptions): Promise<string | Back>;
  /** What Esc does from here on, for the line of keys; null where it does nothing. */
  esc(does: 'back' | 'leave' | null): void;
  /** A remark between two questions. */
  say(text: string): void;
  /** Remembers where the screen stands; what it returns takes back the lines said since, where lines can be. */
  mark(): () => void;
  close(): void;
}

/** The buyer left with Ctrl-C or closed the input: exit code 130, no stack. */
export class Interrupted extends Error {
  /** The answers so far as a command line; null where nothing had been asked, or the result was there. */
  command: string | null = null;
  constructor() {
    super('Interrupted.');
    this.name = 'Interrupted';
  }
}

/** Whether what was typed takes an answer back: a dash, the words for it, or those that the hint has for an empty line. */
export const saysNothing = (text: string, { otherwise }: Pick<TextOptions, 'otherwise'>): boolean =>
  /^(?:-|no|none|nothing|nope)$/i.test(text.trim()) || text.trim().toLowerCase() === otherwise.toLowerCase();

/** What stands behind a question to be answered in writing: an example, what Enter means, and how to take it back. */
export const enterHint = ({ such, initial, otherwise }: TextOptions): string => {
  if (initial !== undefined) return `(Enter: ${initial}, -: ${otherwise})`;
  return such === undefined ? `(Enter: ${otherwise})` : `(such as ${such}; Enter: ${otherwise})`;
};
