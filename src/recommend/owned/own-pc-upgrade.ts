import type { Catalog } from '../../schema/catalog.ts';
import type { Host, System } from '../../schema/system.ts';
import { OWN_PC } from '../prose/names.ts';
import type { PlainBuild } from './own-pc.ts';

/** A PC that becomes a rig. */
interface Upgrade {
  /** Parts of the rig's bill that must be bought for it, cards among them. */
  readonly add: System['parts'];
  /** Kinds of the parts that stay. */
  readonly stay: readonly string[];
  /** The PC keeps its own memory although the rig has more, or faster. */
  readonly less_memory: boolean;
}

/** Whether the rig gets the memory that its recipe gives it, or makes do with what the PC has. */
export type Memory = 'as built' | 'as there';

/**
 * What turns the PC into the rig. The board and the case stay where they have slots enough, and with them the processor
 * and its memory; where the board must go, those stay if they fit the next one. A disk always stays.
 */
export function upgradeOf(rig: PlainBuild, pc: PlainBuild, memory: Memory, parts: Catalog['parts']): Upgrade {
  const room = pc.host.slots.length >= rig.cards.reduce((n, c) => n + c.count, 0);
  const short = rig.host.ram_gb > pc.host.ram_gb || rig.host.ram_bandwidth_gb_s > pc.host.ram_bandwidth_gb_s;
  const wanted = short && memory === 'as built';
  // Memory goes with the board, and the board with the processor.
  const afresh = (!room || wanted) && !sameSocket(rig.host, pc.host, parts);
  const needed: Readonly<Record<string, boolean>> = {
    cpu: afresh,
    cooler: afresh,
    motherboard: afresh || !room,
    memory: afresh || wanted,
    case: !room && !shares(rig.host, pc.host, 'case', parts),
    psu: needsSupply(rig, pc),
    ssd: false,
  };
  const isBought = ({ item }: System['parts'][number]) => needed[parts[item]?.kind ?? ''] ?? true;
  return {
    add: [...rig.cards, ...rig.host.parts.filter(isBought)],
    stay: [...new Set(pc.host.parts.flatMap((p) => parts[p.item]?.kind ?? []))].filter(
      (kind) => needed[kind] === false,
    ),
    less_memory: short && !wanted && !afresh,
  };
}

/**
 * Whether the PC needs the rig's power supply. Its own is known to bear the cards it was bought for; for cards that
 * draw more it takes the rig's, where that is the bigger one.
 */
export const needsSupply = (
  rig: Pick<PlainBuild, 'cards_w'> & { host: Pick<Host, 'psu_w'> },
  pc: Pick<PlainBuild, 'cards_w'> & { host: Pick<Host, 'psu_w'> },
): boolean => rig.host.psu_w > pc.host.psu_w && rig.cards_w > pc.cards_w;

const itemsOf = (host: Host, kind: string, parts: Catalog['parts']): string[] =>
  host.parts.flatMap((p) => (parts[p.item]?.kind === kind ? [p.item] : []));

const shares = (a: Host, b: Host, kind: string, parts: Catalog['parts']): boolean =>
  itemsOf(a, kind, parts).every((item) => itemsOf(b, kind, parts).includes(item));

function sameSocket(a: Host, b: Host, parts: Catalog['parts']): boolean {
  const [one, other] = [a, b].map((h) => itemsOf(h, 'cpu', parts).map((item) => parts[item]?.socket)[0]);
  return one !== undefined && one === other;
}

/**
 * The rig as the PC's owner would have it: named for what it is, and with the PC's memory where that stays and is less
 * than the rig's, or was stated.
 */
export function asUpgraded({ system, host }: PlainBuild, pc: PlainBuild, upgrade: Upgrade): System {
  const tower = `, ${host.name}`;
  const cards = system.name.endsWith(tower) ? system.name.slice(0, -tower.length) : system.name;
  const said = pc.memory_said && upgrade.stay.includes('memory');
  return {
    ...system,
    name: `${cards}${OWN_PC}`,
    ...((upgrade.less_memory || said) && pc.system.host ? { host: pc.system.host } : {}),
  };
}

/** What becomes of the buyer's cards: how many of each the rig takes in, and how many leave the PC. */
export function cardsOwned(
  rig: Pick<PlainBuild, 'cards'>,
  pc: Pick<PlainBuild, 'cards'>,
  stock: ReadonlyMap<string, number>,
): { readonly stay: System['parts']; readonly out: System['parts'] } {
  const taken = (item: string) =>
    Math.min(rig.cards.find((c) => c.item === item)?.count ?? 0, stock.get(item) ?? 0);
  const some = (parts: System['parts']) => parts.filter(({ count }) => count > 0);
  return {
    stay: some(rig.cards.map((c) => ({ ...c, count: taken(c.item) }))),
    out: some(pc.cards.map((c) => ({ ...c, count: (stock.get(c.item) ?? 0) - taken(c.item) }))),
  };
}
