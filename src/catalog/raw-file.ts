/** A data file as read: the path relative to its data folder (POSIX separators) and its text. */
export interface RawFile {
  readonly path: string;
  /** What complaints call it: the path the user would open. */
  readonly shown: string;
  readonly text: string;
}
