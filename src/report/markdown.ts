import type { Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { gridMarkdown } from './grid.ts';
import { summaryGrid } from './summary-grid.ts';

/** Pastes into an issue or a mail: headings, one table, lists. */
export function markdown(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const [again = '', dated = ''] = answer.footer;
  return [
    `## ${answer.headline}`,
    ...(answer.confidence ? ['', answer.confidence] : []),
    ...(answer.lines.length > 0 ? ['', gridMarkdown(summaryGrid(answer.lines))] : []),
    ...answer.sections.flatMap((s) => ['', `**${s.title}**`, '', ...s.lines.map((l) => `- ${l}`)]),
    '',
    `\`${again.replace(/^Again: /, '')}\``,
    '',
    dated,
  ].join('\n');
}
