/** A data file as read: the path relative to its data folder (POSIX separators) and its text. */
export interface RawFile {
  readonly path: string;
  /** What complaints call it: the path the user would open. */
  readonly shown: string;
  readonly text: string;
}

/** Text without the byte order mark that some editors put before it. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
