import type { Fit } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { Split } from '../../schema/vocabulary.ts';
import type { Setup } from './setups.ts';

/**
 * Setups of several equal devices once more, as servers side by side that each hold the whole model: the devices exchange
 * nothing, and each server has its share of the users. A copy takes whole devices, and whole machines where several are
 * joined.
 */
export function copiesOf(
  setups: readonly Setup[],
  users: number,
  splitOn: (part: System, setup: Setup) => Split,
): Setup[] {
  return setups.flatMap((setup) => {
    const { on, memory } = setup;
    if (on.devices.length > 1 || setup.prefill) return [];
    return numbersOfCopies(memory.devices, on.nodes, users).map((copies) => {
      const part = shareOf(on, copies);
      return {
        ...setup,
        on: part,
        copies,
        split: splitOn(part, setup),
        memory: {
          ...memory,
          total_gib: memory.total_gib / copies,
          devices: memory.devices / copies,
        },
      };
    });
  });
}

/** Users of the fullest copy, where all are shared out as evenly as may be. */
export const usersEach = (users: number, copies: number): number => Math.ceil(users / copies);

/** The fit of all copies together, from that of one; the longest context stays that of one. */
export const fitTogether = (one: Fit, copies: number): Fit => ({
  ...one,
  footprint_gib: one.footprint_gib * copies,
  weights_gib: one.weights_gib * copies,
  kv_gib: one.kv_gib * copies,
  buffers_gib: one.buffers_gib * copies,
  usable_gib: one.usable_gib * copies,
});

/**
 * Usable memory of the whole machine over what the work takes of it at the least: whoever needs the room would hold the
 * weights once, split over all devices, beside everybody's caches.
 */
export const headroomOf = ({ usable_gib, footprint_gib, weights_gib }: Fit, copies: number): number =>
  (usable_gib * copies) / (footprint_gib * copies - weights_gib * (copies - 1));

/** How many copies there may be: numbers that divide devices and machines, up to the first that gives every user a copy. */
function numbersOfCopies(devices: number, nodes: number, users: number): number[] {
  const numbers = Array.from({ length: Math.max(0, devices - 1) }, (_, i) => i + 2).filter(
    (n) => devices % n === 0 && (nodes === 1 || nodes % n === 0),
  );
  const enough = numbers.find((n) => n >= users) ?? devices;
  return numbers.filter((n) => n <= enough);
}

/** What of a machine one of its copies has to itself. */
function shareOf(system: System, copies: number): System {
  const { host, link, ...rest } = system;
  const devices = system.devices.map((d) => ({ ...d, count: d.count / copies }));
  const joined = devices.some((d) => d.count > 1);
  return {
    ...rest,
    devices,
    memory_gb: system.memory_gb / copies,
    nodes: Math.max(1, system.nodes / copies),
    ...(host ? { host: system.nodes > 1 ? host : sharedHost(host, copies) } : {}),
    ...(link && joined ? { link } : {}),
  };
}

const sharedHost = (host: NonNullable<System['host']>, copies: number): NonNullable<System['host']> => ({
  ...host,
  ...(host.ram_gb === undefined ? {} : { ram_gb: host.ram_gb / copies }),
  ...(host.ram_bandwidth_gb_s === undefined ? {} : { ram_bandwidth_gb_s: host.ram_bandwidth_gb_s / copies }),
});
