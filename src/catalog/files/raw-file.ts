/** A data file as read: the path relative to its data folder (POSIX separators) and its text. */
export interface RawFile {
  readonly path: string;
  /** What complaints call it: the path the user would open. */
  readonly shown: string;
  readonly text: string;
}

/** A text and what complaints call it: a file that was named, or what was piped in. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The same where a data file is read. */
export const asRawFile = ({ name, text }: NamedText): RawFile => ({ path: name, shown: name, text });

/** Text without the byte order mark that some editors put before it. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
