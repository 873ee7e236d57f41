import { foldAlike, type Line, winsOf } from '../../recommend/alike-rows.ts';
import type { Recommendation } from '../../schema/document.ts';
import { percent } from '../../units/format.ts';
import { shortName } from '../short-names.ts';
import { levelWith } from '../standing.ts';
import { namesFirst } from './headline.ts';

/** A rival that wins a smaller share of the draws is not named. */
const NOTABLE = 0.05;

/** To be the clear pick of two is less than it sounds: how many there were, by how many rivals. */
const FEW: Readonly<Record<number, string>> = { 1: ' of two', 2: ' of three' };

/**
 * How sure, in words and as a number: the share of price and speed draws in which the pick (or a twin of it) comes
 * first.
 */
export function confidence(d: Recommendation): string | null {
  const [pick, ...rivals] = foldAlike(d.ranked);
  if (!pick) return null;
  const share = winsOf(pick);
  if (rivals.length === 0) return 'The only machine that qualifies.';
  const rival = Math.max(...rivals.map(winsOf));
  const named = ({ row }: Line): string => {
    const short = shortName(row, d.ranked);
    return short === shortName(pick.row, d.ranked) ? row.system.name : short;
  };
  const close = rivals
    .filter((r) => winsOf(r) >= NOTABLE)
    .sort((a, b) => winsOf(b) - winsOf(a))
    .slice(0, 2)
    .map((r) => `, ${named(r)} ${percent(winsOf(r))}`);
  const tied = rivals.find((r) => r.row.tied_with_first);
  const word = `${wordFor(share, rival)}${FEW[rivals.length] ?? ''}`;
  const who = d.alternatives.some((a) => a.is_the_answer) ? ofSale(word.toLowerCase(), named(pick), d) : word;
  const often = `${percent(share)} of the time${close.join('')}`;
  const level = rivals.find((r) => levelWith(pick.row, r.row) !== null);
  const leads = (): string => {
    if (level) return `${levelWith(pick.row, level.row, named(level))}; over the price and speed ranges`;
    if (rival > share) return 'it leads where every price and speed is as estimated, but over their ranges';
    return 'over the price and speed ranges';
  };
  // A later one may be ahead more often than the one that follows: by its rank it does not read as that one.
  const place = tied && tied !== rivals[0] ? `, rank ${tied.row.rank},` : '';
  const within = tied && tied !== level ? ` Its lead over ${named(tied)}${place} is within our error.` : '';
  return `${who}: ${leads()} it comes first ${rival > share ? 'only ' : ''}${often}.${within}`;
}

/** The answer is not to buy; where it leaves the pick unnamed, nobody would know what comes first. */
const ofSale = (word: string, pick: string, d: Recommendation): string =>
  namesFirst(d)
    ? `Of what is on sale, ${word}`
    : `Of what is on sale, ${pick} leads, ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;

/**
 * The words for how often a pick comes first (assumption: what people call clear, likely and narrow). One that another
 * beats more often than not is no better than close, whatever its own share.
 */
function wordFor(share: number, rival: number): string {
  if (share >= 0.85) return 'Clear pick';
  if (share >= 0.6) return 'Likely pick';
  if (share >= 0.35 && share > rival) return 'Narrow pick';
  return share >= 0.15 ? 'Close call' : 'Open race';
}
