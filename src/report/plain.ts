import { modelName } from '../recommend/prose/names.ts';
import type { Ranked, Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { speedFacts } from './speed-columns.ts';
import { summaryOf } from './summary-grid.ts';
import { pointsColumn, priceShort } from './values.ts';

/** Linear text for pipes and screen readers: no columns, no colour, one fact after the other, the answer first. */
export function plain(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const { caption } = summaryOf(answer.lines);
  const points = pointsColumn(answer.lines.map(({ row }) => row));
  return [
    answer.headline,
    ...(answer.confidence ? [answer.confidence] : []),
    ...answer.lines.map(({ row, twins }, i) => rankLine(row, twins.length, points[i] ?? '')),
    ...(caption ? [caption] : []),
    ...answer.sections.flatMap((s) => s.lines.map((l) => `${s.title}: ${l}`)),
    ...answer.commands.map((c) => `${c.title}: ${c.command}`),
    answer.dated,
  ].join('\n');
}

function rankLine(row: Ranked, twins: number, points: string): string {
  return [
    `Rank ${row.rank}: ${row.system.name}${twins > 0 ? ` (+${twins} alike)` : ''}`,
    row.price_usd ? priceShort(row.price_usd) : 'price unknown',
    ...(row.model ? [modelName(row.model)] : []),
    ...(row.fit ? [row.fit.status] : []),
    ...speedFacts(row).map((f) => `${f.title} ${f.value}`),
    `score ${points}`,
  ].join(', ');
}
