import type { Catalog } from '../schema/catalog.ts';
import { COMMANDS } from './commands.ts';
import type { OptionSpec } from './option-spec.ts';
import { optionsOf } from './options-of.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const longFlag = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

function valuesOf(option: OptionSpec, c: Catalog): readonly string[] {
  if (option.choices) return option.choices;
  if (option.completes === 'model') return [...Object.keys(c.models), ...Object.keys(c.diffusion)];
  if (option.completes === 'system') return Object.keys(c.systems);
  if (option.completes === 'device') return [...Object.keys(c.devices), ...Object.keys(c.systems)];
  if (option.completes === 'quant') return Object.keys(c.quants);
  return [];
}

/** The script for one shell. zsh loads bash's through bashcompinit, so there is one table to get right. */
export function completionScript(shell: Shell, c: Catalog): string {
  return shell === 'fish' ? fish(c) : bash(c, shell);
}

function bash(c: Catalog, shell: Shell): string {
  const recommend = COMMANDS[0];
  if (!recommend) return '';
  const options = optionsOf(recommend);
  const cases = options
    .map((o) => ({
      names: o.flags.split(/[ ,]+/).filter((f) => f.startsWith('-')),
      values: valuesOf(o, c),
      files: o.completes === 'file' || o.completes === 'folder',
    }))
    .filter((o) => o.values.length > 0 || o.files)
    .map(
      (o) =>
        `    ${o.names.join('|')}) ${o.files ? 'COMPREPLY=($(compgen -f -- "$cur"))' : `COMPREPLY=($(compgen -W "${o.values.join(' ')}" -- "$cur"))`}; return;;`,
    );
  const perCommand = COMMANDS.map(
    (s) =>
      `    ${s.name}) words="${optionsOf(s)
        .map((o) => longFlag(o.flags))
        .concat((s.extra ?? []).map((e) => longFlag(e.flags)))
        .join(' ')}${positionals(s.name, c)}";;`,
  );
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}# advise completion for ${shell}: source it, or put it where your shell looks.
_advise() {
  local cur prev words
  cur="\${COMP_WORDS[COMP_CWORD]}"; prev="\${COMP_WORDS[COMP_CWORD-1]}"
  case "$prev" in
${cases.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${perCommand.join('\n')}
    *) words="${COMMANDS.map((s) => s.name).join(' ')} help ${options.map((o) => longFlag(o.flags)).join(' ')}";;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _advise advise
`;
}

function positionals(command: string, c: Catalog): string {
  if (command === 'explain' || command === 'compare') return ` ${Object.keys(c.systems).join(' ')}`;
  if (command === 'fit') return ` ${Object.keys(c.models).join(' ')}`;
  if (command === 'show')
    return ` ${[...Object.keys(c.systems), ...Object.keys(c.devices), ...Object.keys(c.models)].join(' ')}`;
  if (command === 'list') return ' systems devices models quants engines rules sources workloads';
  if (command === 'completion') return ' bash zsh fish';
  return '';
}

function fish(c: Catalog): string {
  const names = COMMANDS.map((s) => s.name).join(' ');
  const lines = COMMANDS.map(
    (s) =>
      `complete -c advise -f -n "not __fish_seen_subcommand_from ${names}" -a ${s.name} -d '${s.summary.replaceAll("'", "\\'")}'`,
  );
  const recommend = COMMANDS[0];
  for (const o of recommend ? optionsOf(recommend) : []) {
    const short = /(?:^|, |\s)-(\w)\b/.exec(o.flags)?.[1];
    const values = valuesOf(o, c);
    lines.push(
      `complete -c advise -l ${longFlag(o.flags).slice(2)}${short ? ` -s ${short}` : ''}${values.length > 0 ? ` -x -a '${values.join(' ')}'` : o.flags.includes('<') ? ' -r' : ''} -d '${o.help.replaceAll("'", "\\'")}'`,
    );
  }
  for (const s of COMMANDS) {
    const words = positionals(s.name, c).trim();
    if (words) lines.push(`complete -c advise -f -n "__fish_seen_subcommand_from ${s.name}" -a '${words}'`);
  }
  return `# advise completion for fish\n${lines.join('\n')}\n`;
}
