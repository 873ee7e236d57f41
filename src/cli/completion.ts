import { kindsAndMakers } from '../answers/machine-words.ts';
import type { Catalog } from '../schema/catalog.ts';
import { SCHEMA_KINDS } from '../schema/json-schema.ts';
import { EVALUATION_SUBJECTS } from '../schema/vocabulary.ts';
import { ACTIONS as DATA_ACTIONS, KINDS as NEW_KINDS } from './commands/data.ts';
import { KINDS as LIST_KINDS } from './commands/list.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { bash } from './completion/bash.ts';
import { fish } from './completion/fish.ts';
import type { Flag, Subcommand } from './completion/script.ts';
import { type OptionSpec, spellingOf } from './options/option-spec.ts';
import { optionsOf } from './options/options-of.ts';
import { TOPICS } from './topics.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** The script for one shell: commands, flags, choices and the catalogue's ids, static once written. */
export function completionScript(shell: Shell, catalog: Catalog): string {
  const commands: Subcommand[] = [
    ...COMMANDS.map((spec) => ({
      name: spec.name,
      does: spec.summary,
      flags: flagsOf(spec, catalog),
      words: WORDS[spec.name]?.(catalog) ?? [],
      then: THEN[spec.name] ?? {},
      files: spec.args.includes('<file>'),
    })),
    {
      name: 'help',
      does: 'a topic, or the page of a command',
      flags: [],
      words: topics(),
      then: {},
      files: false,
    },
  ];
  return shell === 'fish' ? fish(commands) : bash(commands, shell);
}

const topics = (): string[] => [...Object.keys(TOPICS), ...COMMANDS.map((c) => c.name)];

/** What can stand after a command. */
const WORDS: Readonly<Record<string, (c: Catalog) => readonly string[]>> = {
  explain: ranked,
  compare: ranked,
  fit: models,
  show: (c) => [...machines(c), ...models(c)],
  list: () => LIST_KINDS,
  evaluate: () => EVALUATION_SUBJECTS,
  data: () => DATA_ACTIONS,
  schema: () => SCHEMA_KINDS,
  completion: () => SHELLS,
};

/** What can stand after a word of a command. */
const THEN: Readonly<Record<string, Subcommand['then']>> = { data: { new: NEW_KINDS } };

/** A chip or card stands for the machine that we would take with it, where there is one. */
function ranked(c: Catalog): string[] {
  const built = new Set(Object.values(c.systems).flatMap((s) => s.devices.map((d) => d.device)));
  return [...systems(c), ...Object.keys(c.devices).filter((id) => built.has(id))];
}
function machines(c: Catalog): string[] {
  return [...systems(c), ...Object.keys(c.devices)];
}
function systems(c: Catalog): string[] {
  return Object.values(c.systems)
    .filter((s) => !s.generic)
    .map((s) => s.id);
}
function models(c: Catalog): string[] {
  return [...Object.keys(c.models), ...Object.keys(c.diffusion)];
}

function flagsOf(spec: CommandSpec, catalog: Catalog): Flag[] {
  const shared = optionsOf(spec).map((o) => ({
    ...spellingOf(o.flags),
    does: o.help,
    values: [...(o.alsoCompletes ?? []), ...valuesOf(o, catalog)],
    files: takesFile(o),
    list: o.repeatable === true,
  }));
  const own = (spec.extra ?? []).map((e) => {
    const on = e.flags.startsWith('--on ') ? machines(catalog) : [];
    return { ...spellingOf(e.flags), does: e.help, values: e.choices ?? on, files: false, list: false };
  });
  return [...shared, ...own];
}

/** Models may be files as well as names. */
const takesFile = (o: OptionSpec): boolean =>
  o.completes === 'file' || o.completes === 'folder' || o.completes === 'model';

function valuesOf(o: OptionSpec, c: Catalog): readonly string[] {
  if (o.choices) return o.choices;
  if (o.completes === 'model') return models(c);
  if (o.completes === 'system') return systems(c);
  if (o.completes === 'device') return [...Object.keys(c.devices), ...systems(c)];
  if (o.completes === 'filter') return [...kindsAndMakers(c), ...machines(c)];
  return o.completes === 'quant' ? Object.keys(c.quants) : [];
}
