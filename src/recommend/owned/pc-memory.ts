import type { Catalog } from '../../schema/catalog.ts';
import { type Owned, ownedThing } from '../../schema/owned.ts';
import type { Host, System } from '../../schema/system.ts';
import { BARE_PC } from '../../schema/vocabulary.ts';
import type { GbAsSold, GbPerSecond } from '../../units/units.ts';

/** The main memory of an owned PC or laptop, as its owner says it. */
export interface PcMemory {
  readonly ram_gb: GbAsSold;
  /** Device id of the processor that reads it, which says how fast; null where only the size was stated. */
  readonly processor: string | null;
  readonly ram_bandwidth_gb_s: GbPerSecond | null;
}

/** What is owned; a processor named alone has the memory of the PC that is owned with it. */
export function ownedThings(own: readonly string[], { devices }: Catalog): Owned[] {
  const things = own.map(ownedThing);
  const pc = things.find((t) => t.id === BARE_PC && t.memory_gb !== null);
  return pc
    ? things.map((t) => (devices[t.id]?.kind === 'cpu' && t.memory_gb === null ? { ...pc, id: t.id } : t))
    : things;
}

/** The memory beside owned cards: of several, the largest. Null where nobody said. */
export function pcMemory(things: readonly Owned[], { devices }: Catalog): PcMemory | null {
  const said = things.flatMap(({ id, memory_gb }): PcMemory[] => {
    const chip = devices[id]?.memory.kind === 'vram' ? undefined : devices[id];
    const processor = chip ? id : null;
    const ram_bandwidth_gb_s = chip?.memory.bandwidth_gb_s ?? null;
    return memory_gb === null ? [] : [{ ram_gb: memory_gb, processor, ram_bandwidth_gb_s }];
  });
  // Of equal ones the processor's, since more is known of it.
  const [most] = said.sort(
    (a, b) => b.ram_gb - a.ram_gb || Number(b.processor !== null) - Number(a.processor !== null),
  );
  return most ?? null;
}

/** The machine around cards with that memory in place of what we assume. */
export const withPcMemory = (
  system: System,
  memory: PcMemory,
  usual: Pick<Host, 'ram_bandwidth_gb_s'> | null,
): System => {
  const ram_bandwidth_gb_s =
    memory.ram_bandwidth_gb_s ?? system.host?.ram_bandwidth_gb_s ?? usual?.ram_bandwidth_gb_s;
  const device = memory.processor ?? system.host?.device;
  return {
    ...system,
    // The tower a build is named after has another processor.
    ...(memory.processor !== null && { name: system.name.replace(/, .*/, '') }),
    host: {
      ...(memory.processor === null && system.host),
      ram_gb: memory.ram_gb,
      ...(device !== undefined && { device }),
      ...(ram_bandwidth_gb_s !== undefined && { ram_bandwidth_gb_s }),
    },
  };
};
