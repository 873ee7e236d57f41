import type { Line } from '../../recommend/alike-rows.ts';
import { jobSeconds, mainFigure, timesAsFast } from '../../recommend/main-figure.ts';
import type { Performance, Ranked } from '../../schema/document.ts';
import type { CriterionId } from '../../schema/vocabulary.ts';
import { duration, enumerated } from '../../units/format.ts';
import { CLEARLY_CHEAPER, priceRatio } from '../standing.ts';
import { figureOf } from '../values.ts';
import { priceTag } from './headline.ts';
import { againstIt } from './lines.ts';

/** A smaller ratio is not called faster: careful testers of one cell differ by about as much. */
const CLEARLY_FASTER = 1.1;
const MOST_CRITERIA = 2;

/**
 * The best-ranked machine that does the same work at least as fast for no more money, and why it is behind all the same:
 * the list shows both figures, so a reader asks. Nothing where none is, or where it is the runner-up, of whom that is told.
 */
export function passedOverLines(first: Ranked, rivals: readonly Line[]): string[] {
  for (const [i, { row: rival }] of rivals.entries()) {
    const better = betterIn(first, rival);
    if (better === null) continue;
    const why = againstIt(first, rival);
    if (i === 0 && why !== null) return [];
    const behind = behindIn(first, rival);
    const but = why ?? (behind.length > 0 ? behind.join(' and ') : null);
    return but === null
      ? []
      : [`${rival.system.name}${priceTag(rival)} is ${better}, but ranked below. Against it: ${but}.`];
  }
  return [];
}

/** "cheaper and faster (12 min against 14 min)"; null where it is worse in either, or in neither better. */
function betterIn(first: Ranked, rival: Ranked): string | null {
  const saves = priceRatio(first, rival);
  const ahead = speedRatio(first, rival);
  if (saves === null || ahead === null) return null;
  if (saves < 1 / CLEARLY_CHEAPER || ahead < 1 / CLEARLY_FASTER) return null;
  const [cheaper, faster] = [saves > CLEARLY_CHEAPER, ahead > CLEARLY_FASTER];
  if (!cheaper && !faster) return null;
  const [a, b] = [first, rival].map((r) => r.workloads[0]).map((w) => w && mainFigure(w)?.basis);
  const [their, our] = [speedWords(rival), speedWords(first)];
  const speeds =
    their === our
      ? first.workloads.length > 1
        ? `(${our} on either)`
        : `(both ${our})`
      : `(${their}${a === b ? '' : `, ${b},`} against ${our}${a === b ? '' : `, ${a}`})`;
  return cheaper
    ? `cheaper and ${faster ? 'faster' : 'about as fast'} ${speeds}`
    : `faster for the same money ${speeds}`;
}

/**
 * How many times as fast the rival is, in the part of the work where its lead is smallest; null where they do different
 * work.
 */
function speedRatio(first: Ranked, rival: Ranked): number | null {
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
function speedWords(row: Ranked): string {
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

/** Criteria on which it was already called better or equal. */
const COMPARED: ReadonlySet<CriterionId> = new Set(['speed', 'price', 'value']);

/** The other criteria on which it loses most. */
const behindIn = (first: Ranked, rival: Ranked): string[] =>
  first.criteria
    .filter(({ id }) => !COMPARED.has(id))
    .map((c) => {
      const theirs = rival.criteria.find((r) => r.id === c.id)?.score ?? null;
      return {
        name: c.name.toLowerCase(),
        loss: c.score === null || theirs === null ? 0 : c.weight * (c.score - theirs),
      };
    })
    .filter(({ loss }) => loss > 0)
    .sort((a, b) => b.loss - a.loss)
    .slice(0, MOST_CRITERIA)
    .map(({ name }) => name);
