import { jobSeconds, mainFigure, timesAsFast } from '../../recommend/main-figure.ts';
import type { Performance, Ranked } from '../../schema/document.ts';
import { duration, enumerated } from '../../units/format.ts';
import { figureOf } from '../values.ts';

/** Smaller ratios are not called faster: careful testers of one cell differ by about as much. */
export const CLEARLY_FASTER = 1.1;

/**
 * How many times as fast the rival is, in the part of the work where its lead is smallest; null where they do different
 * work.
 */
export function speedRatio(first: Ranked, rival: Ranked): number | null {
  const ratios = first.workloads.map((own, i) => {
    const theirs = rival.workloads[i];
    if (!theirs || own.model?.id !== theirs.model?.id) return null;
    return timesAsFast(theirs, own);
  });
  return ratios.reduce(
    (least, r) => (least === null || r === null ? null : Math.min(least, r)),
    Number.POSITIVE_INFINITY,
  );
}

/** "80 tok/s and 6.1 min", "57, 66 and 63 tok/s": a unit that follows again is said once. */
export function speedWords(row: Ranked): string {
  const words = row.workloads.map(oneSpeed);
  const said = words.map((w, i) =>
    w.endsWith(TOK_S) && words[i + 1]?.endsWith(TOK_S) ? w.slice(0, -TOK_S.length) : w,
  );
  return enumerated(said);
}

const TOK_S = ' tok/s';

function oneSpeed(w: Performance): string {
  const main = mainFigure(w);
  if (main && w.speed) return `${figureOf(main)}${TOK_S}`;
  const seconds = jobSeconds(w);
  return seconds === null ? 'unknown' : duration(seconds);
}
