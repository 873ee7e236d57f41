import { problemReport } from '../../report/problems.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { oneOf } from '../choice.ts';
import type { Context } from '../context.ts';
import { builtInCatalog } from '../load-catalog.ts';

const ACTIONS = ['check'] as const;

/** `advise data check [DIR]`: every fault of a folder laid over the built-in catalogue; without a folder, what ships. */
export async function run(
  args: readonly string[],
  _flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  oneOf(args[0] ?? '', ACTIONS, 'data');
  if (args.length > 2) throw new UsageError('data check takes one folder', 'Check them one by one.');
  const [, folder] = args;
  const { checkFolder, checkBuiltIn } = await import('../../catalog/check-folder.ts');
  const { PHYSICS_CHECKS } = await import('../../checks/physics.ts');
  const problems =
    folder === undefined
      ? checkBuiltIn(context.io.today(), PHYSICS_CHECKS)
      : checkFolder(builtInCatalog(), folder, context.io.today(), PHYSICS_CHECKS);
  if (context.format === 'json')
    context.emit(
      JSON.stringify({ schema_version: 1, kind: 'data_check', ok: problems.length === 0, problems }, null, 2),
    );
  else if (problems.length === 0) context.emit(`${folder ?? 'The built-in data'}: no problems`);
  else context.io.stderr.write(`${problemReport(problems)}\n`);
  return problems.length === 0 ? 0 : 1;
}
