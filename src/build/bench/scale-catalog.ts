import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Offer } from '../../schema/offer.ts';
import type { System } from '../../schema/system.ts';
import { mulberry32 } from '../../scoring/random.ts';
import { groupBy } from '../../units/statistics.ts';

/**
 * A market of any size, made from ours: machines with chips of their own (so that none can be answered by a twin), at
 * prices of their own, and models of their own size and quality. The same arguments give the same market.
 */
export function scaleCatalog(base: Catalog, systems: number, models: number): Catalog {
  const next = mulberry32(1);
  const around = (spread: number): number => 1 - spread + (2 * spread * next()) / 2 ** 32;
  const devices: Record<string, Device> = {};
  const offers: Offer[] = [...base.offers];
  const offersOf = groupBy(base.offers, (o) => o.item);
  const sold = Object.values(base.systems).filter((s) => !s.generic && s.kind !== 'cluster');
  const makeSystem = (i: number): System => {
    const { group: _, ...pattern } = sold[i % sold.length] as System;
    const id = `${pattern.id}-v${i}`;
    const own = pattern.devices.map(({ device, count }, d) => {
      const chip = base.devices[device] as Device;
      const made = `${device}-v${i}-${d}`;
      const bandwidth = chip.memory.bandwidth_gb_s;
      devices[made] = {
        ...chip,
        id: made,
        memory: { ...chip.memory, ...(bandwidth ? { bandwidth_gb_s: bandwidth * around(0.2) } : {}) },
      };
      return { device: made, count };
    });
    const factor = around(0.3);
    for (const o of offersOf.get(pattern.id) ?? [])
      offers.push({ ...o, item: id, amount: Math.round(o.amount * factor) });
    return { ...pattern, id, name: `${pattern.name} ${i}`, devices: own };
  };
  const texts = Object.values(base.models).filter((m) => m.architecture && m.quality);
  const makeModel = (i: number): TextModel => {
    const pattern = texts[i % texts.length] as TextModel;
    const quality = pattern.quality as NonNullable<TextModel['quality']>;
    return {
      ...pattern,
      id: `${pattern.id}-v${i}`,
      name: `${pattern.name} ${i}`,
      quality: { ...quality, value: quality.value * around(0.05) },
    };
  };
  const keyed = <T extends { id: string }>(list: readonly T[]) =>
    Object.fromEntries(list.map((x) => [x.id, x]));
  return {
    ...base,
    systems: keyed(Array.from({ length: systems }, (_, i) => makeSystem(i))),
    devices: { ...base.devices, ...devices },
    models: keyed(Array.from({ length: models }, (_, i) => makeModel(i))),
    offers,
    cells: {},
  };
}
