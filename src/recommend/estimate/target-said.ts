import type { Catalog } from '../../schema/catalog.ts';
import { BARE_PC } from '../../schema/vocabulary.ts';
import { barePc } from '../owned/own-pc.ts';
import { isAroundCards, withOwnMemory } from '../owned/owned-systems.ts';
import { ownedThings, type PcMemory, pcMemory, withPcMemory } from '../owned/pc-memory.ts';
import { type EstimateTarget, estimateTarget } from './target.ts';

/** Why what was said is not one machine: it is several, or a PC of which nobody said what computes in it. */
type NotOne = 'several' | 'bare_pc';

/**
 * One machine as its owner says it, in the words of `--own`: so many cards of a kind with the memory of the PC around
 * them, or a processor with its own. What is sold with its memory needs no more words. Null where nothing is known of
 * it.
 */
export function targetSaid(
  own: readonly string[],
  count: number,
  catalog: Catalog,
): EstimateTarget | NotOne | null {
  const things = ownedThings(own, catalog);
  const cards = things.filter(({ id }) => isAroundCards(id, catalog));
  const besides = things.filter((t) => cards.length > 0 && !cards.includes(t));
  const [first, ...more] = (cards.length > 0 ? cards : things).filter(({ id }) => id !== BARE_PC);
  if (!first) return 'bare_pc';
  const isBeside = (id: string) => id === BARE_PC || catalog.devices[id]?.kind === 'cpu';
  if (more.some(({ id }) => id !== first.id) || !besides.every(({ id }) => isBeside(id))) return 'several';
  const kind = first.id in catalog.systems ? 'system' : 'device';
  const target = estimateTarget(kind, first.id, (1 + more.length) * count, catalog);
  const memory = pcMemory(things, catalog);
  if (!target || !memory) return target;
  if (cards.length > 0) return besideCards(target, memory, catalog);
  // A machine has what it is sold with, whatever PC stands next to it.
  return first.memory_gb === null
    ? 'several'
    : { ...target, system: withOwnMemory(target.system, memory.ram_gb) };
}

/**
 * The cards with that main memory around them, as fast as the processor reads it or, where none is said, as in the
 * plainest PC.
 */
function besideCards(target: EstimateTarget, memory: PcMemory, catalog: Catalog): EstimateTarget {
  const { system } = target;
  const around = withPcMemory(system, memory, barePc(catalog)?.host ?? null);
  const named = { ...around, name: `${around.name} + ${memory.ram_gb}GB` };
  const gb_s = around.host?.ram_bandwidth_gb_s;
  if (memory.ram_bandwidth_gb_s !== null || system.host || gb_s === undefined)
    return { ...target, system: named };
  const main = {
    field: 'main memory',
    value: `${gb_s} GB/s`,
    reason: 'As in the plainest PC that we build; a processor named beside the card has its own.',
  };
  return { ...target, system: named, assumed: [...target.assumed, main] };
}
