import { Chalk } from 'chalk';
import type { Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { gridTable } from './grid-table.ts';
import type { RenderOptions } from './render-options.ts';
import { summaryGrid } from './summary-grid.ts';
import { wrap } from './wrap.ts';

/** The terminal answer: headline, how sure, the table, then sections with hanging indents. */
export function table(d: Recommendation, top: number, options: RenderOptions): string {
  const chalk = new Chalk({ level: options.colour });
  const answer = answerOf(d, top);
  const width = Math.min(options.width ?? 100, 110);
  const label = Math.min(19, Math.max(6, ...answer.sections.map((s) => s.title.length)) + 2);
  const hanging = width < 60;
  const section = (title: string, lines: readonly string[]) =>
    lines.flatMap((line, i) => {
      const indent = hanging ? 2 : label;
      const body = wrap(line, width - indent, options.unicode);
      const head = i === 0 ? chalk.bold(title) : '';
      const first = hanging
        ? i === 0
          ? [head, `  ${body[0] ?? ''}`]
          : [`  ${body[0] ?? ''}`]
        : [`${head}${' '.repeat(label - (i === 0 ? title.length : 0))}${body[0] ?? ''}`];
      return [...first, ...body.slice(1).map((b) => ' '.repeat(indent) + b)];
    });
  const [header = '', ...rows] = answer.lines.length > 0 ? gridTable(summaryGrid(answer.lines), options) : [];
  return [
    ...wrap(answer.headline, width, options.unicode).map((l) => chalk.bold.green(l)),
    ...(answer.confidence ? wrap(answer.confidence, width, options.unicode) : []),
    ...(rows.length > 0 ? ['', chalk.dim(header), ...rows] : []),
    ...answer.sections.flatMap((s) => ['', ...section(s.title, s.lines)]),
    '',
    ...answer.footer.flatMap((l, i) =>
      i === 0 ? [l] : wrap(l, width, options.unicode).map((x) => chalk.dim(x)),
    ),
  ].join('\n');
}
