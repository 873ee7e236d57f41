import type { Flag, Subcommand } from './script.ts';

/** bash, and zsh through its bashcompinit, so that there is one script to get right. */
export function bash(commands: readonly Subcommand[], shell: 'bash' | 'zsh'): string {
  const [usual, ...others] = commands;
  if (!usual) return '';
  const flags = new Map(commands.flatMap((c) => c.flags).map((f) => [f.long, f]));
  const values = [...flags.values()]
    .filter((f) => f.files || f.values.length > 0)
    .map((f) => `    ${names(f).join('|')}) ${offer(f)}; return;;`);
  const free = [...flags.values()].filter((f) => f.takesValue && !f.files && f.values.length === 0);
  const perCommand = others.map(
    (c) =>
      `    ${c.name}) ${c.files ? filesOf(c) : ''}words="${c.words.join(' ')}"; flags="${flagsOf(c)}"${thenOf(c)};;`,
  );
  return `# advise completion for ${shell}. Load it with: source <(advise completion ${shell})
${shell === 'zsh' ? 'autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n' : ''}_advise() {
  local cur prev words flags files= first=
  cur="\${COMP_WORDS[COMP_CWORD]}"; prev="\${COMP_WORDS[COMP_CWORD-1]}"
  # bash splits --flag=value at the sign.
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  case "$cur" in *,*) first="\${cur%,*},";; esac
  COMPREPLY=()
  case "$prev" in
${values.join('\n')}
    ${free.flatMap(names).join('|')}) return;;
  esac
  case "\${COMP_WORDS[1]}" in
${perCommand.join('\n')}
    *) words=; flags="${flagsOf(usual)}"; [ "$COMP_CWORD" = 1 ] && words="${commands.map((c) => c.name).join(' ')}";;
  esac
  # Flags once a - is typed, or where nothing else can stand.
  case "$cur" in -*) words="$flags"; files=;; esac
  [ -z "$words$files" ] && words="$flags"
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$cur"))
  return 0
}
complete -F _advise advise
`;
}

const names = (f: Flag): string[] => [...(f.short ? [`-${f.short}`] : []), `--${f.long}`];
const FILES = 'COMPREPLY=($(compgen -f -- "$cur"))';
const offer = (f: Flag): string => {
  // The names before the last comma stay in front of what is offered.
  const [before, last] = f.list ? ['-P "$first" ', `\${cur#"$first"}`] : ['', '$cur'];
  const named = `COMPREPLY=($(compgen ${before}-W "${f.values.join(' ')}" -- "${last}"))`;
  if (!f.files) return named;
  // A word that begins like a path is one.
  return f.values.length === 0 ? FILES : `case "$cur" in [./~]*) ${FILES};; *) ${named};; esac`;
};
const flagsOf = (c: Subcommand): string => [...c.flags.map((f) => `--${f.long}`), '--help'].join(' ');
/** The file of a command with words of its own comes after one of them. */
const filesOf = (c: Subcommand): string =>
  c.words.length === 0 ? 'files=1; ' : '[ "$COMP_CWORD" -gt 2 ] && files=1; ';
const thenOf = (c: Subcommand): string =>
  Object.entries(c.then)
    .map(([word, next]) => `; [ "$prev" = ${word} ] && words="${next.join(' ')}"`)
    .join('');
