import { oneOf } from '../../answers/choice.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { completionScript, SHELLS } from '../completion.ts';
import type { Context } from '../context.ts';

/** `advise completion SHELL`: a static script with commands, flags, choices and the catalogue's ids. */
export async function run(
  args: readonly string[],
  _flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  context.emit(completionScript(oneOf(args[0] ?? '', SHELLS, 'completion'), await context.catalog()));
  return 0;
}
