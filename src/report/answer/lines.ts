import type { Line } from '../../recommend/alike-rows.ts';
import { isSeveral, wordsFor } from '../../recommend/prose/names.ts';
import type { Alternative, PriceQuote, Ranked } from '../../schema/document.ts';
import { enumerated, usd } from '../../units/format.ts';
import { CLEARLY_CHEAPER, costOf, givenUp, priceRatio, virtuesOver } from '../standing.ts';
import { isMixed, pointsColumn, priceInWords, scoreText } from '../values.ts';
import { CLEARLY_FASTER, speedRatio, speedWords } from './faster.ts';
import { priceTag } from './headline.ts';

/** The price with its kind and date, and what a build consists of on one line. */
export function priceLines({ price_usd: price }: Ranked): string[] {
  if (!price) return ['Unknown; --price ID=USD gives your own'];
  const mixed = isMixed(price);
  const parts = price.parts.map(({ count, name, unit_price_usd, kind }) => {
    const what = count > 1 ? `${count} x ${name} at` : name;
    return `${what} ${usd(unit_price_usd)}${mixed && kind === 'used' ? ' used' : ''}`;
  });
  const without = price.not_included ?? [];
  return [
    priceInWords(price),
    ...(isBill(price) ? [parts.join(', ')] : []),
    ...(without.length > 0 ? [`Not in it, for want of a price: ${without.join(', ')}`] : []),
    ...cardLines(price),
    ...(price.owned ? [`Not in it, since you have it: ${price.owned.join(', ')}`] : []),
  ];
}

/** Whether the parts say more than the sum. */
const isBill = ({ parts: [first, second] }: PriceQuote): boolean =>
  second !== undefined || (first?.count ?? 0) > 1;

/** Whether the buyer's cards stay in the PC: the upgrade is named for the cards it ends up with. */
function cardLines({ cards_stay: stay = [], cards_come_out: out = [] }: PriceQuote): string[] {
  const yours = (cards: readonly string[], verb: string) =>
    `Your ${enumerated(cards)} ${verb}${number(cards).s}`;
  const number = (cards: readonly string[]) => wordsFor(cards.length > 1 || cards.some(isSeveral));
  return [
    ...(stay.length > 0 ? [`${yours(stay, 'stay')} in the PC`] : []),
    ...(out.length > 0
      ? [`${yours(out, 'leave')} the PC; what selling ${number(out).them} brings is not counted`]
      : []),
  ];
}

const TWINS_NAMED = 4;

/** Machines that are alike for this purpose: the cheapest by name, and how dear they get. */
export function twinLines(line: Line | undefined): string[] {
  if (!line || line.twins.length === 0) return [];
  const sorted = [...line.twins].sort((a, b) => costOf(a) - costOf(b));
  // What its chip can do is worked out alike for all of them; of one that its maker holds back, that is too much.
  const isHeld = ({ system: { tags } }: Ranked) => tags.includes('less-power');
  const held = (t: Ranked) => (isHeld(t) && !isHeld(line.row) ? ' (at less power)' : '');
  const tag = (t: Ranked) => `${t.system.name}${t.price_usd ? ` ${usd(t.price_usd.value)}` : ''}${held(t)}`;
  const named = sorted.slice(0, TWINS_NAMED).map(tag);
  const rest = sorted.slice(TWINS_NAMED);
  const dearest = rest.at(-1);
  const more = rest.length > 1 ? `${rest.length} more up to ` : '';
  return [`Same chip, same speed: ${named.join(', ')}${dearest ? `, and ${more}${tag(dearest)}` : ''}`];
}

/** Assumption: fewer points between two machines are close. */
const CLOSE_POINTS = 5;

/** When the other one is the better buy: the criteria that speak for it, named as `compare` does. */
export function runnerUpLines(first: Ranked, rival: Ranked | undefined): string[] {
  if (!rival) return [];
  const better = virtuesOver(rival, first);
  const saves = (first.price_usd?.value ?? 0) - costOf(rival);
  const price = rival.criteria.find((c) => c.id === 'price')?.name.toLowerCase();
  // That it costs less and nothing else is told by how much.
  const when = better.some((name) => name !== price)
    ? `prefer it for ${better.join(', ')}`
    : (priceRatio(first, rival) ?? 0) > CLEARLY_CHEAPER
      ? `it saves ${usd(saves)}${atTheCost(first, rival)}`
      : unheard(first, rival);
  const [lead, behind] = pointsColumn([first, rival]);
  const level = lead === behind;
  const [own, theirs] = level ? [first, rival].map((r) => scoreText(r.score)) : [lead, behind];
  const scores = theirs === own ? `the same score of ${own}` : `score ${theirs} against ${own}`;
  const but = againstIt(first, rival);
  return [`${rival.system.name}${priceTag(rival)} (${scores}): ${when}${but ? `. Against it: ${but}` : ''}`];
}

/** What the saving costs: next to nothing, or the criteria that it falls behind on. */
function atTheCost(first: Ranked, rival: Ranked): string {
  const lost = givenUp(first, rival);
  if (lost.length > 0) return `, at the cost of ${enumerated(lost)}`;
  return first.score - rival.score < CLOSE_POINTS ? ' and is close behind on the rest' : '';
}

/** Assumption: below this share of a criterion a machine is far from doing it well. */
const HOPELESS = 0.1;

/** Speed that both figures show, past what counts for much, or far below: a reader of the list would ask. */
function unheard(first: Ranked, rival: Ranked): string {
  if ((speedRatio(first, rival) ?? 0) <= CLEARLY_FASTER) return 'no criterion speaks clearly for it';
  const reached = rival.criteria.find((c) => c.id === 'speed')?.score ?? 1;
  const but = reached < HOPELESS ? 'and too slow all the same' : 'which counts for little here';
  return `it is faster (${speedWords(rival)} against ${speedWords(first)}), ${but}`;
}

/** The rule that costs the runner-up most and the first nothing. */
export function againstIt(first: Ranked, rival: Ranked): string | null {
  const shared = new Set(first.reasons.map((r) => r.code));
  const [worst] = rival.reasons
    .filter((r) => (r.points ?? 0) < 0 && !shared.has(r.code))
    .sort((a, b) => (a.points ?? 0) - (b.points ?? 0));
  return worst ? worst.text.replace(/\.$/, '') : null;
}

/** One line per alternative, with the first, deciding reason. */
export const alternativeLines = (alternatives: readonly Alternative[]): string[] =>
  alternatives.map((a) => [`${a.title}.`, ...a.reasons.slice(0, 1).map((r) => r.text)].join(' '));
