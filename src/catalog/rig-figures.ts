import type { Device } from '../schema/device.ts';
import type { Host, RigRecipe, System } from '../schema/system.ts';
import { type LinkKind, SYSTEM_TRAITS, type SystemTrait } from '../schema/vocabulary.ts';
import { pcieGbPerSecond } from '../units/pcie.ts';
import { tenths } from '../units/statistics.ts';
import type { Watts } from '../units/units.ts';

/** Share of the supply's rating a build may plan for: the rest absorbs load spikes of the cards. Assumption. */
const SUPPLY_SHARE = 0.9;
/** 80 % of 120 V x 15 A: what such a circuit may carry continuously (US National Electrical Code 210.20). */
const CONTINUOUS_15A_120V_W = 1440;
/** Three or more cards that together draw this much are heard in the next room (three 300 W blowers). Assumption. */
const LOUD_CARDS = 3;
const LOUD_CARD_W = 300;

/** Whether the host's supply carries cards of `cards_w` watts in all beside its own load. */
export function hasRoom(host: Host, cards_w: Watts): boolean {
  return cards_w + host.load_w <= SUPPLY_SHARE * host.psu_w;
}

/** GPUs of one kind in a build. */
export interface Gpus {
  readonly gpu: Device;
  readonly count: number;
}

const sum = (list: readonly Gpus[], of: (gpu: Device) => number): number =>
  list.reduce((total, { gpu, count }) => total + count * of(gpu), 0);

/** What the cards may draw at most. */
export const limitWatts = (list: readonly Gpus[]): Watts => sum(list, (g) => g.power.limit_w ?? 0);

/** Whole system at the wall. Idle is unknown as soon as a card's idle draw is, but for what the rest takes. */
export function rigPower(host: Host, gpus: readonly Gpus[]): System['power'] & { load_w: Watts } {
  const load_w = host.load_w + sum(gpus, (g) => g.power.load_w ?? g.power.limit_w ?? 0);
  const idle = host.idle_w + sum(gpus, (g) => g.power.idle_w ?? 0);
  const known = gpus.every(({ gpu }) => gpu.power.idle_w !== undefined);
  return {
    ...(known ? { idle_w: idle } : { idle_least_w: idle }),
    load_w,
    max_w: Math.max(load_w, host.load_w + limitWatts(gpus)),
  };
}

/** NVLink figures count both directions as vendors print them, so one direction is half. */
export function rigLink(
  wanted: LinkKind | undefined,
  host: Host,
  gpu: Device,
  cards: number,
  count: number,
): System['link'] | undefined {
  if (count < 2) return undefined;
  if (wanted === 'nvlink') {
    const both = gpu.links.nvlink_gb_s;
    return { kind: 'nvlink', ...(both === undefined ? {} : { gb_s: both / 2 }), rdma: false };
  }
  const generation = Math.min(host.pcie_generation, gpu.links.pcie_generation ?? host.pcie_generation);
  const narrowest = Math.min(...host.slots.slice(0, cards), gpu.links.pcie_lanes ?? 16);
  const gb_s = pcieGbPerSecond(generation, narrowest);
  return {
    kind: wanted ?? 'pcie',
    ...(gb_s === null ? {} : { gb_s: tenths(gb_s) }),
    rdma: false,
  };
}

/** In the order of the vocabulary; a loud build loses whatever quiet its host promised. */
export function rigTraits(recipe: RigRecipe, host: Host, cards: number, card_w: Watts): SystemTrait[] {
  const all = new Set<SystemTrait>([...host.traits, ...recipe.traits]);
  if (cards >= LOUD_CARDS && card_w >= LOUD_CARD_W) all.add('loud');
  if (all.has('loud')) {
    all.delete('quiet');
    all.delete('silent');
  }
  return SYSTEM_TRAITS.filter((t) => all.has(t));
}

/** What a build that draws more than a common circuit carries needs. */
export function circuitNote(load_w: Watts): string[] {
  if (load_w <= CONTINUOUS_15A_120V_W) return [];
  return [
    `About ${Math.round(load_w)} W sustained: a 120 V / 15 A circuit may carry ${CONTINUOUS_15A_120V_W} W continuously, so limit the cards' power or use a 20 A or 240 V circuit.`,
  ];
}
