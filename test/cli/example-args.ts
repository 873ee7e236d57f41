/** The arguments of an `advise` call in a line of shell: pipes and process substitution around it are taken off. */
export function exampleArgs(line: string): string[] {
  const inner = /advise( [^)|]*)?/.exec(line)?.[0] ?? '';
  return inner
    .trim()
    .split(/\s+/)
    .slice(1)
    .map((w) => w.replace(/^'(.*)'$/, '$1'));
}
