import { jobTime } from '../recommend/main-figure.ts';
import type { Ranked, Recommendation } from '../schema/document.ts';

/** A line of the answer: the best-ranked machine of a group, and the ones that are alike for this purpose. */
export interface Line {
  readonly row: Ranked;
  readonly twins: readonly Ranked[];
}

/**
 * One line per real alternative: machines of a group fold into their best. Those that do the work another way than the
 * rest, as with more memory beside the same card, stand apart.
 */
export function foldTwins(document: Recommendation): Line[] {
  const lines: { row: Ranked; twins: Ranked[] }[] = [];
  const byGroup = new Map<string, { row: Ranked; twins: Ranked[] }>();
  for (const row of document.ranked) {
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

/** What it runs, and how fast. */
const doneBy = (row: Ranked): string =>
  JSON.stringify(
    row.workloads.map((work) => [
      work.model?.id,
      work.model?.quant,
      work.speed?.decode_tok_s?.value,
      jobTime(work)?.value,
    ]),
  );
