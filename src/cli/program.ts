import { Command, Option } from 'commander';
import type { ExitCode } from '../schema/errors.ts';
import { colourLevel } from './colour.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { commandHelp, type HelpStyle, mainHelp } from './help.ts';
import { type Io, widthOf } from './io.ts';
import type { OptionSpec } from './option-spec.ts';
import { optionsOf } from './options-of.ts';

type Act = (spec: CommandSpec, args: string[], flags: Record<string, unknown>) => Promise<ExitCode>;

/** Help is read, so its lines stay short however wide the terminal. */
const WIDEST_HELP = 100;
const USUAL_HELP = 80;

/** Commander's program, built from the tables. `act` runs a command; nothing is imported for one that does not run. */
export function buildProgram(io: Io, version: string, act: Act, plainHelp: boolean): Command {
  const bold = !plainHelp && colourLevel(io.stdout, io.env, false) > 0;
  const style: HelpStyle = {
    width: Math.min(widthOf(io.stdout, io.env) ?? USUAL_HELP, WIDEST_HELP),
    heading: (text) => (bold ? `\u001b[1m${text}\u001b[22m` : text),
  };
  const program = new Command('advise')
    .version(version, '-V, --version')
    .helpOption('-h, --help')
    .helpCommand(false)
    // What follows a command belongs to the command.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      // Commander strips colour where it sees none; the style above has decided.
      getOutHasColors: () => bold,
      getErrHasColors: () => bold,
    })
    .configureHelp({ formatHelp: () => mainHelp(style) });
  for (const spec of COMMANDS) {
    const command = program.command(spec.name, { isDefault: spec.name === 'recommend' });
    for (const argument of spec.args.split(' ').filter((a) => a !== '')) command.argument(argument);
    command.copyInheritedSettings(program);
    command.helpOption('-h, --help').configureHelp({ formatHelp: () => commandHelp(spec, style) });
    for (const option of optionsOf(spec)) command.addOption(toCommander(option));
    for (const extra of spec.extra ?? []) command.addOption(new Option(extra.flags));
    command.addOption(new Option('--debug').hideHelp());
    command.action(async (...all: unknown[]) => {
      const self = all.at(-1) as Command;
      await act(spec, self.args, self.opts());
    });
  }
  return program;
}

function toCommander(spec: OptionSpec): Option {
  const option = new Option(spec.flags);
  if (spec.repeatable)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}
