import type { Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { escapeMarkdown, gridMarkdown } from './grid/grid.ts';
import { summaryOf } from './summary-grid.ts';

/** Pastes into an issue or a mail: a heading, one table, lists, and the command lines in a block to copy. */
export function markdown(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const { grid, shared, caption } = summaryOf(answer.lines);
  const under = [shared, caption].filter((t) => t !== '').join(' ');
  const blocks = [
    `## ${escapeMarkdown(answer.headline)}`,
    ...(answer.confidence ? [escapeMarkdown(answer.confidence)] : []),
    ...(answer.lines.length > 0 ? [gridMarkdown(grid)] : []),
    ...(under ? [escapeMarkdown(under)] : []),
    ...answer.sections.map((s) =>
      [`**${s.title}**`, '', ...s.lines.map((l) => `- ${escapeMarkdown(l)}`)].join('\n'),
    ),
    ['```sh', ...answer.commands.map((c) => c.command), '```'].join('\n'),
    answer.dated,
  ];
  return blocks.join('\n\n');
}
