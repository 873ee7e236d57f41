import type { System } from '../schema/system.ts';
import type { Split } from '../schema/vocabulary.ts';
import type { Setup } from './setups.ts';

/**
 * Setups of several equal devices once more, as servers side by side that each hold the whole model: without exchanges
 * between devices, and with a share of the users each. Every number of copies that the devices and the machines they are
 * in divide into.
 */
export function copiesOf(
  setups: readonly Setup[],
  users: number,
  splitOn: (part: System, setup: Setup) => Split,
): Setup[] {
  const parts = new Map<System, Map<number, System>>();
  const partFor = (system: System, copies: number): System => {
    const known = parts.get(system) ?? new Map<number, System>();
    const part = known.get(copies) ?? shareOf(system, copies);
    parts.set(system, known.set(copies, part));
    return part;
  };
  return setups.flatMap((setup) => {
    const { on, memory } = setup;
    if (on.devices.length > 1 || setup.prefill) return [];
    return numbersOfCopies(memory.devices, on.nodes, users).map((copies) => {
      const part = partFor(on, copies);
      return {
        ...setup,
        ...{ on: part, copies, split: splitOn(part, setup) },
        memory: {
          ...memory,
          total_gib: memory.total_gib / copies,
          devices: memory.devices / copies,
        },
      };
    });
  });
}

/** People at one of the copies, where they are shared out evenly: the fullest counts. */
export const usersEach = (users: number, copies: number): number => Math.ceil(users / copies);

function numbersOfCopies(devices: number, nodes: number, users: number): number[] {
  const most = Math.min(devices, users);
  const numbers = Array.from({ length: Math.max(0, most - 1) }, (_, i) => i + 2);
  return numbers.filter((n) => devices % n === 0 && (nodes === 1 || nodes % n === 0));
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
  ...(host.ram_bandwidth_gb_s === undefined
    ? {}
    : {
        ram_bandwidth_gb_s: (host.ram_bandwidth_gb_s / copies) as NonNullable<typeof host.ram_bandwidth_gb_s>,
      }),
});
