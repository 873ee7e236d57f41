import { resolveDevice } from '../catalog/names/device.ts';
import { isTooLongForName, isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Device } from '../schema/device.ts';
import { BARE_PC } from '../schema/vocabulary.ts';
import { remembered } from '../units/remembered.ts';
import { listed } from './choice.ts';
import { deviceEndingIn, deviceNumbered, exactMachine } from './machine-names.ts';
import { memoryIn } from './memory-said.ts';
import { nameIndex } from './name-index.ts';
import { isAroundIt, ownedIds } from './owned-ids.ts';
import { phraseParts, tellsOfLaptop, withoutDisks, withoutFilling } from './owned-phrase.ts';
import { sisterProcessor } from './sister-processor.ts';
import { unlessRefused } from './unless-refused.ts';

/** Typed where nothing at all would say the same. */
const NOTHING = /^(?:no|none|nothing|nope|n\/a|-)$/i;

/**
 * The names in what somebody wrote of what they own, each for `ownedIds`: of a computer told in one breath its parts, as
 * "gaming PC with an RTX 3060 and 16 GB of RAM" or "Ryzen 7 5800X, RTX 3070, 32GB"; else what stands between commas.
 */
export const ownedSaid = (own: readonly string[], catalog: Catalog): string[] =>
  own.flatMap((said) => {
    const raw = withoutDisks(said);
    // Nothing computes in a drive: the complaint has to name it.
    if (raw === '' && said !== '') return [said];
    const names = listed([raw]);
    if (names.some(isTooLongForName)) return names;
    if (names.length > 0 && names.every((name) => NOTHING.test(name))) return [];
    if (exactMachine(raw, catalog)) return [raw];
    const parts = phraseParts(raw, (said) => isOfPc(said, catalog)) ?? [];
    // Read as one name, "Ryzen 7 5800X with RTX 3070" is the processor, and what follows a remark.
    if (parts.filter((part) => !isSize(part)).length > 1) return [parts.join(JOINT)];
    const isKnown = remembered((name: string) => isRead(name, catalog));
    const plain = names.map(bare);
    if (plain.every(isKnown)) return plain;
    const read = [aPcOf(parts, raw), withoutFilling(raw)].find(isKnown);
    if (read !== undefined) return [read];
    // Where a part of it is known, it is the other part that the complaint has to name.
    const apart = raw
      .split(BETWEEN)
      .map(bare)
      .filter((thing) => thing !== '');
    return apart.length > 1 && apart.some(isKnown) ? [apart.join(JOINT)] : names;
  });

/** What somebody wrote of what they own → answers, one per thing, as `ownedIds` reads a name. */
export const ownedAnswers = (own: readonly string[], catalog: Catalog, flag: string): string[] =>
  ownedSaid(own, catalog).flatMap((name) => ownedIds(name, catalog, flag));

const JOINT = ' + ';

/** Parts in one name; memory alone is that of a PC, but of a laptop what computes has to be known. */
function aPcOf(parts: readonly string[], raw: string): string {
  if (!parts.every(isSize)) return parts.join(JOINT);
  return parts.length === 0 || tellsOfLaptop(raw) ? '' : [BARE_PC, ...parts].join(' ');
}

/** A plus sign without blanks is part of a name: "Max+ 395". */
const BETWEEN = /\s+\+\s+|\s*[,;&()]\s*|\s+(?:and|with|plus)\s+/i;
const FILLER = /^(?:(?:i|we)\s+(?:have|own|got|use)|i['’]ve(?:\s+got)?|an?|my|our|the|one|old|older)\s+/i;

function bare(thing: string): string {
  const less = thing.trim().replace(FILLER, '');
  return less === thing.trim() ? less : bare(less);
}

const isSize = (part: string): boolean => memoryIn(part)?.name === '';

const isRead = (name: string, catalog: Catalog): boolean =>
  name !== '' && unlessRefused(() => ownedIds(name, catalog, '--own'), []).length > 0;

/** Whether this names cards or a processor for a PC, alone or with the memory that is said of it. */
function isOfPc(said: string, catalog: Catalog): boolean {
  if (partOfPc(said, catalog) !== null) return true;
  const memory = memoryIn(said);
  const part = memory && partOfPc(memory.name, catalog);
  return part != null && (memory?.is_main === true || part.kind === 'cpu');
}

function partOfPc(name: string, catalog: Catalog): Device | null {
  const found = resolveDevice(nameIndex(catalog), name);
  const alone = !isUnknown(found) && found.nodes === 1 && !found.offload && found.others.length === 0;
  const likely = () => deviceEndingIn(name, catalog) ?? deviceNumbered(name, catalog);
  const id = alone ? found.id : (sisterProcessor(name, catalog) ?? likely()?.id ?? null);
  return id !== null && isAroundIt(id, catalog) ? (catalog.devices[id] ?? null) : null;
}
