import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import { BARE_PC } from '../schema/vocabulary.ts';
import { listed } from './choice.ts';
import { exactMachine } from './machine-names.ts';
import { memoryIn } from './memory-said.ts';
import { ownedIds } from './owned-ids.ts';

/** Typed where nothing at all would say the same. */
const NOTHING = /^(?:no|none|nothing|nope|n\/a|-)$/i;

/**
 * The names in what somebody wrote of what they own, each for `ownedIds`: of a sentence its things, as "gaming PC with an
 * RTX 3060 and 16 GB of RAM" or "Ryzen 7 5800X, RTX 3070, 32GB"; else what stands between commas.
 */
export const ownedSaid = (own: readonly string[], catalog: Catalog): string[] =>
  own.flatMap((raw) => {
    const names = listed([raw]);
    if (names.length > 0 && names.every((name) => NOTHING.test(name))) return [];
    if (exactMachine(raw, catalog)) return [raw];
    const isKnown = (name: string) => isRead(name, catalog);
    const things = thingsIn(raw, isKnown);
    const several = things.filter((thing) => !isSize(thing)).length > 1;
    const joined = things.join(' + ');
    if (several && isKnown(joined)) return [joined];
    const plain = names.map(bare);
    if (plain.every(isKnown)) return plain;
    // Where a part of it is known, it is the other part that the complaint has to name.
    return isKnown(joined) || (several && things.some(isKnown)) ? [joined] : names;
  });

function isRead(name: string, catalog: Catalog): boolean {
  try {
    return name !== '' && ownedIds(name, catalog, '--own').length > 0;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

const isSize = (thing: string): boolean => memoryIn(thing)?.name === '';

/** A plus sign without blanks is part of a name: "Max+ 395". */
const BETWEEN = /\s+\+\s+|\s*[,;&()]\s*|\s+(?:and|with|plus)\s+/i;
const FILLER = /^(?:(?:i|we)\s+(?:have|own|got|use)|i['’]ve(?:\s+got)?|an?|my|our|the|one|old|older)\s+/i;
/** What the parts stand in. */
const A_BOX =
  /^(?:(?:gaming|home|desktop|tower|windows|linux)\s+)*(?:pc|tower|computer|desktop|workstation|rig|laptop|notebook)$/i;
const A_LAPTOP = /\b(?:laptop|notebook)$/i;

/** The things that a sentence names; a size of memory goes with the thing before it that has so much. */
function thingsIn(raw: string, isKnown: (name: string) => boolean): string[] {
  const said = raw
    .split(BETWEEN)
    .map(bare)
    .filter((thing) => thing !== '');
  const boxes = said.filter((thing) => A_BOX.test(thing));
  const isLaptop = boxes.some((box) => A_LAPTOP.test(box));
  const things: string[] = [];
  for (const thing of said) {
    if (boxes.includes(thing)) continue;
    const size = memoryIn(thing);
    const before = things.at(-1);
    const sized = `${before} ${thing}`;
    if (size?.name !== '') things.push(isLaptop ? ofLaptop(thing) : thing);
    else if (before !== undefined && !size.is_main && isKnown(sized)) things[things.length - 1] = sized;
    else things.push(isLaptop ? `${size.memory_gb}GB` : thing);
  }
  // What a laptop computes with is known of its parts alone.
  if (isLaptop || boxes.length === 0 || things.some((thing) => !isSize(thing))) return things;
  return [[BARE_PC, ...things].join(' ')];
}

/** Of one name there may be a card for laptops and one for desktops. */
const ofLaptop = (thing: string): string =>
  /\b(?:[rg]tx|rx)\b/i.test(thing) && !A_LAPTOP.test(thing) ? `${thing} Laptop` : thing;

function bare(thing: string): string {
  const less = thing.trim().replace(FILLER, '');
  return less === thing.trim() ? less : bare(less);
}
