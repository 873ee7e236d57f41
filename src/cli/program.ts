import { Command, Option } from 'commander';
import type { ExitCode } from '../schema/errors.ts';
import { colourLevel } from './colour.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { EXAMPLES } from './examples.ts';
import { type Io, widthOf } from './io.ts';
import type { OptionSpec } from './option-spec.ts';
import { RECOMMEND_OPTIONS } from './options.ts';
import { TOPICS } from './topics.ts';
import { HOMEPAGE } from './version.ts';

type Act = (spec: CommandSpec, args: string[], flags: Record<string, unknown>) => Promise<ExitCode>;

/** Commander's program, built from the tables. `act` runs a command; nothing is imported for one that does not run. */
export function buildProgram(io: Io, version: string, act: Act, plainHelp: boolean): Command {
  const program = new Command('advise')
    .description('Which machine should I buy to run AI locally? Ranked, explained, dated.')
    .usage(
      '[options]            an interview, or an answer when flags say enough\n       advise <command> [options]',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    // Root options are there for the help page only: what follows a command belongs to the command.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => widthOf(io.stdout, io.env) ?? 100,
      getErrHelpWidth: () => widthOf(io.stderr, io.env) ?? 100,
      getOutHasColors: () => !plainHelp && colourLevel(io.stdout, io.env, false) > 0,
      getErrHasColors: () => !plainHelp && colourLevel(io.stderr, io.env, false) > 0,
      outputError: () => undefined,
    })
    .configureHelp({ showGlobalOptions: false, styleTitle: (title) => title })
    .addHelpText('before', `${EXAMPLES}\n`)
    .addHelpText('after', `\nTopics: advise help ${Object.keys(TOPICS).join('|')}\nMore: ${HOMEPAGE}`);
  for (const spec of COMMANDS) {
    const command = program
      .command(spec.name, { isDefault: spec.name === 'recommend' })
      .description(spec.summary);
    for (const argument of spec.args.split(' ').filter((a) => a !== '')) command.argument(argument);
    command.helpOption('-h, --help', 'show this help').exitOverride();
    command.copyInheritedSettings(program);
    for (const option of optionsOf(spec)) command.addOption(toCommander(option));
    for (const extra of spec.extra ?? []) {
      const option = new Option(extra.flags, extra.help).helpGroup('This command');
      if (extra.choices) option.helpGroup('This command');
      command.addOption(option);
    }
    command.addOption(new Option('--debug', 'print the stack of an error').hideHelp());
    command.action(async (...all: unknown[]) => {
      const self = all.at(-1) as Command;
      await act(spec, self.args, self.opts());
    });
  }
  // The bare call is the recommend command: its options belong on the first page of help.
  for (const option of RECOMMEND_OPTIONS) program.addOption(toCommander(option, true));
  return program;
}

export function optionsOf(spec: CommandSpec): OptionSpec[] {
  if (spec.options === 'all') return [...RECOMMEND_OPTIONS];
  const keys: readonly string[] = spec.options;
  return RECOMMEND_OPTIONS.filter((o) => keys.includes(o.key));
}

function toCommander(spec: OptionSpec, forHelpOnly = false): Option {
  const choices = spec.choices ? ` (${spec.choices.join(', ')})` : '';
  const otherwise = spec.otherwise ? ` [${spec.otherwise}]` : '';
  const option = new Option(spec.flags, `${spec.help}${choices}${otherwise}`).helpGroup(`${spec.group}:`);
  if (spec.repeatable && !forHelpOnly)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}
