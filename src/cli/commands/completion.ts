import { oneOf } from '../../answers/choice.ts';
import type { RunCommand } from '../commands.ts';
import { completionScript, SHELLS } from '../completion.ts';

/** `advise completion SHELL`: a static script with commands, flags, choices and the catalogue's ids. */
export const run: RunCommand = async (args, _flags, context) => {
  context.emit(completionScript(oneOf(args[0] ?? '', SHELLS, 'completion'), await context.catalog()));
  return 0;
};
