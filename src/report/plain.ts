import type { Ranked, Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { priceShort, speedCells, speedTitles } from './values.ts';

/** Linear text for pipes and screen readers: no columns, no colour, one fact after the other, the answer first. */
export function plain(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  return [
    answer.headline,
    ...(answer.confidence ? [answer.confidence] : []),
    ...answer.lines.map(
      ({ row, twins }) => `${rankLine(row)}${twins.length > 0 ? `; ${twins.length} alike` : ''}`,
    ),
    ...answer.sections.flatMap((s) => s.lines.map((l) => `${s.title}: ${l}`)),
    ...answer.footer,
  ].join('\n');
}

function rankLine(row: Ranked): string {
  const [speed, wait] = speedCells(row);
  const [speedTitle, waitTitle] = speedTitles(row);
  const model = row.model ? `, ${row.model.name} ${row.model.quant} ${row.fit?.status ?? ''}`.trimEnd() : '';
  return `Rank ${row.rank}: ${row.system.name}, ${priceShort(row.price_usd)}${model}, ${speedTitle.toLowerCase()} ${speed}, ${waitTitle.toLowerCase()} ${wait}, score ${Math.round(row.score)}`;
}
