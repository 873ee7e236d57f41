export interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly does: string;
  readonly values: readonly string[];
  readonly files: boolean;
  readonly takesValue: boolean;
  /** Several, separated by commas. */
  readonly list: boolean;
}

/** A command as a completion script sees it. */
export interface Subcommand {
  readonly name: string;
  readonly does: string;
  readonly flags: readonly Flag[];
  /** What can stand after it besides flags. */
  readonly words: readonly string[];
  /** What can stand after one of those words. */
  readonly then: Readonly<Record<string, readonly string[]>>;
  /** A file can, too; after the word, where it has some. */
  readonly files: boolean;
}
