import type { Answers } from '../../schema/answers.ts';
import type { DeadEnd, Flip, SystemRef } from '../../schema/document.ts';
import { enumerated, grouped, lowered, usd } from '../../units/format.ts';
import { rememberedBy } from '../../units/remembered.ts';
import type { Usd } from '../../units/units.ts';
import type { Limit } from './limits.ts';

/** A machine that qualifies when something is given up. */
export interface Able {
  readonly system: SystemRef;
  readonly price_usd: Usd | null;
  /** Whether it is worth its money at that work. */
  readonly worthwhile: boolean;
}

/** Who would qualify had the buyer said something else, best first. */
type FieldUnder = (change: Partial<Answers>) => readonly Able[];

/** How many ways out are shown where several give up equally many limits: the cheapest. */
const MOST_WAYS = 3;

export interface WayOut {
  readonly dead_end: DeadEnd;
  /** What giving up a limit, or the fewest that help together, would bring. */
  readonly flips: readonly Flip[];
}

/**
 * Nothing qualifies: the fewest limits that together leave nothing, and the fewest that must go, each set found by
 * asking again. Null when the work cannot be done on that day whatever is given up.
 */
export function wayOut(limits: readonly Limit[], fieldUnder: FieldUnder): WayOut | null {
  const without = rememberedBy(
    (dropped: readonly Limit[]) => dropped.map((l) => l.change).join(),
    (dropped): readonly Able[] => fieldUnder(Object.assign({}, ...dropped.map((l) => l.instead))),
  );
  const helps = (dropped: readonly Limit[]) => without(dropped).length > 0;
  if (!helps(limits)) return null;

  const ways = fewest(limits, helps);
  // A limit whose loss alone helps belongs to every set that leaves nothing.
  const always = ways.every((w) => w.length === 1) ? ways.flat() : [];
  const others = limits.filter((l) => !always.includes(l));
  const [added = []] = fewest(others, (more) => {
    const kept = new Set([...always, ...more]);
    return !helps(limits.filter((l) => !kept.has(l)));
  });
  const cause = limits.filter((l) => always.includes(l) || added.includes(l));
  return {
    dead_end: { limits: cause.map((l) => l.change), text: causeOf(cause) },
    flips: (always.length > 0 ? ways : cheapestFirst(ways, without).slice(0, MOST_WAYS)).map((dropped) =>
      flipOf(dropped, without(dropped)),
    ),
  };
}

/**
 * For questions that nothing satisfies on their day, whatever is given up: says that it is the day, where something
 * would do on the last day of the catalogue. Null where nothing would then, either.
 */
export function otherDay(
  limits: readonly Limit[],
  asOf: string,
  catalogued: string,
  fieldOnDay: FieldUnder,
): WayOut | null {
  if (asOf === catalogued) return null;
  const same = fieldOnDay({});
  if (same.length === 0 && fieldOnDay(Object.assign({}, ...limits.map((l) => l.instead))).length === 0)
    return null;
  const why =
    asOf > catalogued
      ? `what we know ends on ${catalogued}, and no price of then still holds on ${asOf}`
      : `by ${asOf} nothing that does it was on sale at a price known to us`;
  const flips: Flip[] = same.slice(0, 1).map(({ system }) => ({
    change: 'as_of',
    text: `On ${catalogued}, ${whoDoes(same)}.`,
    from: asOf,
    to: catalogued,
    system,
  }));
  return { dead_end: { limits: ['as_of'], text: `The day alone leaves nothing: ${why}.` }, flips };
}

/** All sets of the smallest size that will do, which may be the empty one; none when not even everything will. */
function fewest<T>(all: readonly T[], will: (some: readonly T[]) => boolean): (readonly T[])[] {
  for (let size = 0; size <= all.length; size++) {
    const found = [...ofSize(all, size)].filter(will);
    if (found.length > 0) return found;
  }
  return [];
}

function* ofSize<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (const [i, first] of all.entries())
      for (const rest of ofSize(all.slice(i + 1), size - 1)) yield [first, ...rest];
}

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function causeOf(cause: readonly Limit[]): string {
  const names = cause.map((l) => l.name);
  if (names.length === 1) return `One limit alone leaves nothing: ${enumerated(names)}.`;
  const count = COUNTS[names.length] ?? String(names.length);
  return `What leaves nothing is ${count} limits together: ${enumerated(names)}.`;
}

const cheapestFirst = (
  ways: readonly (readonly Limit[])[],
  without: (dropped: readonly Limit[]) => readonly Able[],
): (readonly Limit[])[] =>
  ways
    .map((dropped) => ({ dropped, usd: Math.min(...without(dropped).map(priceOf)) }))
    .sort((a, b) => a.usd - b.usd)
    .map(({ dropped }) => dropped);

function flipOf(dropped: readonly Limit[], field: readonly Able[]): Flip {
  const [first] = dropped;
  const head = dropped.map(({ without }, i) => (i === 0 ? without : lowered(without))).join(' and ');
  return {
    change: first && dropped.length === 1 ? first.change : 'several',
    text: `${head}, ${whoDoes(field)}.`,
    from: first && dropped.length === 1 ? first.from : dropped.map((l) => l.change).join(','),
    to: first && dropped.length === 1 ? first.to : null,
    system: field[0]?.system ?? null,
  };
}

/**
 * "43 machines do it, the cheapest X for about $699, the best Y for about $1,099". One that does it too poorly to be
 * bought is not named as the cheapest, where the best does it well.
 */
function whoDoes(field: readonly Able[]): string {
  const tag = ({ system, price_usd }: Able) =>
    `${system.name}${price_usd === null ? '' : ` for about ${usd(price_usd)}`}`;
  const [best] = field;
  if (!best) return 'no machine does it';
  if (field.length === 1) return `one machine does it: ${tag(best)}`;
  const cheapestOf = (some: readonly Able[]) =>
    some.reduce((a, b) => (priceOf(b) < priceOf(a) ? b : a), some[0] ?? best);
  const all = cheapestOf(field);
  const cheapest = best.worthwhile ? cheapestOf(field.filter((a) => a.worthwhile)) : all;
  const which = cheapest === all ? 'the cheapest' : 'the cheapest worth its money';
  const named =
    cheapest === best ? `${which} and best ${tag(best)}` : `${which} ${tag(cheapest)}, the best ${tag(best)}`;
  return `${grouped(field.length)} machines do it, ${named}`;
}

const priceOf = ({ price_usd }: Able): Usd => price_usd ?? Number.POSITIVE_INFINITY;
