import type { Line } from '../../recommend/alike-rows.ts';
import { mainFigure } from '../../recommend/main-figure.ts';
import type { Ranked } from '../../schema/document.ts';
import type { CriterionId } from '../../schema/vocabulary.ts';
import { CLEARLY_CHEAPER, EXPERTS, expertLead, NOTABLE_SHARE, priceRatio } from '../standing.ts';
import { CLEARLY_FASTER, speedRatio, speedWords } from './faster.ts';
import { priceTag } from './headline.ts';
import { againstIt } from './lines.ts';

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
    const but =
      why === null ? (behind.length > 0 ? ` by ${behind.join(' and ')}` : null) : `. Against it: ${why}`;
    return but === null
      ? []
      : [`${rival.system.name}${priceTag(rival)} is ${better}, but ranked below${but}.`];
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

/** Criteria on which it was already called better or equal. */
const COMPARED: ReadonlySet<CriterionId> = new Set(['speed', 'price', 'value']);

/** What else puts the first ahead, most first: what counts for next to nothing is not told beside what decides. */
function behindIn(first: Ranked, rival: Ranked): string[] {
  const criteria = first.criteria
    .filter(({ id }) => !COMPARED.has(id))
    .map(({ id, name, score, weight }) => {
      const theirs = rival.criteria.find((r) => r.id === id)?.score ?? null;
      return { name, loss: score === null || theirs === null ? 0 : weight * (score - theirs) };
    });
  return [...criteria, { name: EXPERTS, loss: expertLead(first, rival) }]
    .filter(({ loss }) => loss > 0)
    .sort((a, b) => b.loss - a.loss)
    .filter(({ loss }, i) => i === 0 || loss > NOTABLE_SHARE)
    .slice(0, MOST_CRITERIA)
    .map(({ name }) => name.toLowerCase());
}
