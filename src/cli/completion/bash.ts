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
  const withFiles = others.filter((c) => c.files).map((c) => c.name);
  const perCommand = others.map((c) => `    ${c.name}) words="${words(c)}";;`);
  return `# advise completion for ${shell}. Load it with: source <(advise completion ${shell})
${shell === 'zsh' ? 'autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n' : ''}_advise() {
  local cur prev words
  cur="\${COMP_WORDS[COMP_CWORD]}"; prev="\${COMP_WORDS[COMP_CWORD-1]}"
  # bash splits --flag=value at the sign.
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  COMPREPLY=()
  case "$prev" in
${values.join('\n')}
    ${free.flatMap(names).join('|')}) return;;
  esac
  case "\${COMP_WORDS[1]}" in
${perCommand.join('\n')}
    *) words="${words(usual)}"; [ "$COMP_CWORD" = 1 ] && words="${commands.map((c) => c.name).join(' ')} $words";;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  case "\${COMP_WORDS[1]}" in ${withFiles.join('|') || '-'}) COMPREPLY+=($(compgen -f -- "$cur"));; esac
}
complete -F _advise advise
`;
}

const names = (f: Flag): string[] => [...(f.short ? [`-${f.short}`] : []), `--${f.long}`];
const FILES = 'COMPREPLY=($(compgen -f -- "$cur"))';
const offer = (f: Flag): string => {
  const named = `COMPREPLY=($(compgen -W "${f.values.join(' ')}" -- "$cur"))`;
  if (!f.files) return named;
  // A word that begins like a path is one.
  return f.values.length === 0 ? FILES : `case "$cur" in [./~]*) ${FILES};; *) ${named};; esac`;
};
const words = (c: Subcommand): string =>
  [...c.words, ...c.flags.map((f) => `--${f.long}`), '--help'].join(' ');
