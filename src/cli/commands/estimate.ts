import { type ExitCode, UsageError } from '../../schema/errors.ts';
import type { Context } from '../context.ts';

export async function run(
  _args: readonly string[],
  _flags: Record<string, unknown>,
  _context: Context,
): Promise<ExitCode> {
  throw new UsageError('estimate is not built yet', '');
}
