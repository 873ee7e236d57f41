import { gridText } from '../../report/grid.ts';
import type { ExitCode } from '../../schema/errors.ts';
import { oneOf } from '../choice.ts';
import type { Context } from '../context.ts';
import { evaluateVerdicts } from '../evaluate/verdicts.ts';
import { main } from '../main.ts';

const KINDS = ['verdicts'] as const;

/** `advise evaluate KIND FILE`: replays a file of measurements or verdicts and prints how far off we are. */
export async function run(
  args: readonly string[],
  _flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  oneOf(args[0] ?? '', KINDS, 'evaluate');
  const file = args[1] ?? '';
  const text = context.io.readFile(file);
  const report = await evaluateVerdicts(text, file, context.io, main, await context.catalog());
  if (context.format === 'json') context.emit(JSON.stringify(report, null, 2));
  else {
    const percent = (n: number) => `${(100 * n).toFixed(1)} %`;
    const groups = gridText(
      {
        columns: [
          { title: 'WORKLOAD' },
          { title: 'CASES', right: true },
          { title: 'AGREEMENT', right: true },
          { title: 'REJECTED FIRST', right: true },
        ],
        rows: [
          ...Object.entries(report.groups).map(([id, g]) => [
            id,
            String(g.n),
            percent(g.agreement),
            String(g.rejected_picks),
          ]),
          ['all', String(report.rows_total), percent(report.agreement), String(report.rejected_picks)],
        ],
      },
      context.renderOptions(),
    );
    const failing = report.rows
      .filter((r) => r.prediction?.accepted === false)
      .map(
        (r) =>
          `${r.row.case_id}: ${r.prediction?.top ?? 'nothing'} (${r.prediction?.failed.join('; ')}); ${r.row.why}\n  advise ${r.row.args}`,
      );
    context.emit([groups, ...(failing.length > 0 ? ['', ...failing] : [])].join('\n'));
  }
  return 0;
}
