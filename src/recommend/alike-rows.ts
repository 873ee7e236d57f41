import type { Ranked } from '../schema/document.ts';
import { thousandths } from '../units/statistics.ts';
import { jobTime } from './main-figure.ts';

/** The best-ranked machine of a group, and those that are alike for this purpose. */
export interface Line {
  readonly row: Ranked;
  readonly twins: readonly Ranked[];
}

/**
 * One line per real alternative: machines of a group are folded into their best. Those that do the work differently,
 * such as with more memory beside the same card, stay apart.
 */
export function foldAlike(ranked: readonly Ranked[]): Line[] {
  const lines: { row: Ranked; twins: Ranked[] }[] = [];
  const byGroup = new Map<string, { row: Ranked; twins: Ranked[] }>();
  for (const row of ranked) {
    const key = row.system.group === null ? null : `${row.system.group} ${doneBy(row)}`;
    const line = key === null ? undefined : byGroup.get(key);
    if (line) line.twins.push(row);
    else {
      const fresh = { row, twins: [] };
      lines.push(fresh);
      if (key !== null) byGroup.set(key, fresh);
    }
  }
  return lines;
}

/** What it runs and how fast, as a key: equal for machines that do the work alike. */
const doneBy = (row: Ranked): string =>
  JSON.stringify(
    row.workloads.map((work) => [
      work.model?.id,
      work.model?.quant,
      work.speed?.decode_tok_s?.value,
      jobTime(work)?.value,
    ]),
  );

/**
 * Share of the draws in which any machine of the line comes first. Equally good ones split the draws between them, so
 * the share of one alone says little.
 */
export const winsOf = ({ row, twins }: Line): number =>
  Math.min(
    1,
    [row, ...twins].reduce((sum, r) => sum + r.win_probability, 0),
  );

/** The rows; each that stands for several machines is given the share of draws they win together. */
export function withGroupWins(ranked: readonly Ranked[]): Ranked[] {
  const together = new Map<Ranked, number>(
    foldAlike(ranked)
      .filter(({ twins }) => twins.length > 0)
      .flatMap((line) => [line.row, ...line.twins].map((row) => [row, winsOf(line)])),
  );
  return ranked.map((row) => {
    const share = together.get(row);
    return share === undefined ? row : { ...row, group_win_probability: thousandths(share) };
  });
}
