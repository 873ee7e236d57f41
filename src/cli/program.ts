import { Command, Option } from 'commander';
import type { ExitCode } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import type { Io } from './io/io.ts';
import type { OptionSpec } from './options/option-spec.ts';
import { optionsOf } from './options/options-of.ts';

type Act = (spec: CommandSpec, args: string[], flags: Record<string, unknown>) => Promise<ExitCode>;

/** What commander throws. */
export interface CommanderFailure {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}

export const isCommanderFailure = (error: unknown): error is CommanderFailure =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

/** Commander's program, built from the tables. `act` runs a command; nothing is imported for one that does not run. */
export function buildProgram(io: Io, version: string, act: Act): Command {
  const program = new Command('advise')
    .version(version, '-V, --version')
    // Help is written from the tables, before anything is parsed.
    .helpOption(false)
    .helpCommand(false)
    // What follows a command belongs to the command.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
    });
  for (const spec of COMMANDS) {
    const command = program.command(spec.name, { isDefault: spec.name === 'recommend' });
    for (const argument of spec.args.split(' ').filter((a) => a !== '')) command.argument(argument);
    command.copyInheritedSettings(program);
    command.helpOption(false);
    const repeated = new Map<string, string>();
    const again = (flag: string, value: string) => repeated.set(flag, value);
    for (const option of optionsOf(spec)) command.addOption(toCommander(option, again));
    for (const extra of spec.extra ?? []) command.addOption(once(new Option(extra.flags), again));
    command.addOption(new Option('--debug').hideHelp());
    // Scripts say it everywhere; what never asks has nothing to refuse.
    if (!optionsOf(spec).some((o) => o.key === 'input'))
      command.addOption(new Option('--no-input').hideHelp());
    command.action(async (...all: unknown[]) => {
      for (const [flag, value] of repeated)
        io.stderr.write(`${flag} was given more than once: ${shown(value)} counts.\n`);
      const self = all.at(-1) as Command;
      await act(spec, self.args, self.opts());
    });
  }
  return program;
}

type Again = (flag: string, value: string) => unknown;

function toCommander(spec: OptionSpec, again: Again): Option {
  const option = new Option(spec.flags);
  return spec.repeatable
    ? option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value])
    : once(option, again);
}

/** A flag with one value: the last one counts, as everywhere, and that is said when all are read. */
const once = (option: Option, again: Again): Option =>
  option.required
    ? option.argParser((value: string, before: string | undefined) => {
        if (before !== undefined && before !== value) again(option.long ?? option.flags, value);
        return value;
      })
    : option;
