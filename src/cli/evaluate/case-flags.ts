import type { RawAnswers } from '../../answers/parse-answers.ts';
import { UsageError } from '../../schema/errors.ts';
import { type Io, SILENT } from '../io/io.ts';
import { buildProgram, isCommanderFailure } from '../program.ts';

/** Arguments of `advise recommend` → its flags, by the very parser the program uses; wrong ones throw a usage error. */
export async function caseFlags(args: readonly string[], io: Io): Promise<RawAnswers> {
  let flags: RawAnswers = {};
  const program = buildProgram({ ...io, stdout: SILENT, stderr: SILENT }, '', async (_spec, _args, given) => {
    flags = given;
    return 0;
  });
  try {
    await program.parseAsync(['recommend', ...args], { from: 'user' });
  } catch (error) {
    if (isCommanderFailure(error))
      throw new UsageError(error.message.replace(/^error: /, ''), '`advise --help` prints the options.');
    throw error;
  }
  return flags;
}
