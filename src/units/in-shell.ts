/** A word as a POSIX shell takes it, for commands that we print: quoted where it has to be. */
export const inShell = (word: string): string =>
  /^[A-Za-z0-9_.,:=/@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
