import { COMMANDS, type CommandSpec } from '../commands.ts';
import { optionsOf } from './options-of.ts';

/**
 * A hint for an option that this command does not take: which command does, or what to use instead. Null where none
 * does.
 */
export function foreignOption(flag: string, spec: CommandSpec | undefined): string | null {
  const owners = COMMANDS.flatMap((command) => {
    const own = optionsOf(command).find((o) => wordsOf(o.flags).includes(flag));
    const extra = command.extra?.some((o) => wordsOf(o.flags).includes(flag));
    return own || extra ? [{ name: command.name, key: own?.key }] : [];
  });
  if (owners.length === 0) return null;
  const shown = owners.slice(0, MOST_OWNERS).map(({ name }) => `\`advise ${name}\``);
  const others = owners.length > shown.length ? ', among others' : '';
  const home = `belongs to ${shown.join(' and ')}${others}.`;
  if (!spec) return `It ${home}`;
  const instead = owners.flatMap(({ key }) => (key ? (spec.instead?.[key] ?? []) : []))[0];
  if (instead) return instead;
  return `\`advise ${spec.name}\` has no use for it; it ${home}`;
}

/** More are no help. */
const MOST_OWNERS = 2;

/** "-c, --context <tokens>": both spellings. */
const wordsOf = (flags: string): string[] => flags.match(/--?[a-z][\w-]*/gi) ?? [];
