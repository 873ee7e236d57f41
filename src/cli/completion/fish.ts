import type { Flag, Subcommand } from './script.ts';

/** fish, which takes one line for everything that can be completed. */
export function fish(commands: readonly Subcommand[]): string {
  const names = commands.map((c) => c.name).join(' ');
  const none = `not __fish_seen_subcommand_from ${names}`;
  const lines = commands.flatMap((c, i) => {
    const here = `__fish_seen_subcommand_from ${c.name}`;
    // The first one is what runs without a name.
    const condition = i === 0 ? `${none}; or ${here}` : here;
    return [
      `complete -c advise -f -n '${none}' -a ${c.name} -d ${quoted(c.does)}`,
      ...(c.words.length > 0
        ? [`complete -c advise -f -n '${here}${notAfter(c)}' -a ${quoted(c.words.join(' '))}`]
        : []),
      ...Object.entries(c.then).map(
        ([word, next]) =>
          `complete -c advise -f -n '${here}; and __fish_seen_subcommand_from ${word}' -a ${quoted(next.join(' '))}`,
      ),
      ...(c.files ? [`complete -c advise -F -n '${here}'`] : []),
      ...c.flags.map((f) => `complete -c advise -n '${condition}' ${flagOf(f)}`),
    ];
  });
  return `# advise completion for fish. Load it with: advise completion fish | source
complete -c advise -f
${lines.join('\n')}
`;
}

/** A word with words of its own ends the choice among its neighbours. */
const notAfter = ({ then }: Subcommand): string =>
  Object.keys(then)
    .map((word) => `; and not __fish_seen_subcommand_from ${word}`)
    .join('');

function flagOf(f: Flag): string {
  const value = f.files
    ? ` -r -F${f.values.length > 0 ? ` -a ${quoted(f.values.join(' '))}` : ''}`
    : f.values.length > 0
      ? ` -x -a ${quoted(f.values.join(' '))}`
      : f.takesValue
        ? ' -x'
        : '';
  return `-l ${f.long}${f.short ? ` -s ${f.short}` : ''}${value} -d ${quoted(f.does)}`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
