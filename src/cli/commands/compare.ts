import { comparison, comparisonText } from '../../report/comparison.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { answerFlags } from '../answering.ts';
import type { Context } from '../context.ts';
import type { RawAnswers } from '../parse-answers.ts';
import { machineId } from '../resolve.ts';

/** `advise compare A B ...`: the same question asked of each, deciding criteria first. */
export async function run(
  args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const catalog = await context.catalog();
  if (args.length < 2)
    throw new UsageError(
      'compare needs two systems or more',
      'For instance: advise compare dgx-spark framework-desktop-128 --workload chat.',
    );
  const ids = args.map((raw) => {
    const found = machineId(raw, catalog, 'compare');
    if (found.kind !== 'system')
      throw new UsageError(
        `"${raw}" is a device, not a system`,
        '`advise list systems` prints what can be compared.',
        'not_a_system',
      );
    return found.id;
  });
  const view = comparison([...new Set(ids)], answerFlags(flags as RawAnswers, catalog, context));
  context.emit(
    context.format === 'json' ? JSON.stringify(view, null, 2) : comparisonText(view, context.renderOptions()),
  );
  return 0;
}
