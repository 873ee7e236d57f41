import { describe, expect, it } from 'vitest';
import { CATALOG } from '../fixtures/built-in-data.ts';

const systems = Object.values(CATALOG.systems);
const built = systems.flatMap((cluster) =>
  cluster.parts.flatMap(({ item, or_alike }) => {
    const named = CATALOG.systems[item];
    return or_alike && named ? [{ cluster, named, alike: or_alike.map((id) => CATALOG.systems[id]) }] : [];
  }),
);
/** Fastest wired port as it is written, Gbit/s. */
const ports = (network: readonly string[]): number =>
  Math.max(0, ...network.map((n) => Number(/^(?:\d+x )?([\d.]+)GbE$/.exec(n)?.[1] ?? 0)));

describe('boxes that a cluster may be made of in place of the one it names', () => {
  it('are some', () => expect(built.length).toBeGreaterThan(5));

  it.each(built)('$cluster.id: have its chip, memory and ports', ({ cluster, named, alike }) => {
    for (const box of alike) {
      expect(box).toMatchObject({ group: named.group, memory_gb: named.memory_gb, generic: false });
      expect(box?.devices).toEqual(named.devices);
      const fabric = named.network.filter((n) => n.startsWith('ConnectX'));
      expect(box?.network).toEqual(expect.arrayContaining(fabric));
      if (cluster.link?.kind === 'ethernet')
        expect(ports(box?.network ?? [])).toBeGreaterThanOrEqual((cluster.link.gb_s ?? 0) * 8);
    }
  });

  it.each(built)('$cluster.id: are all of them', ({ cluster, named, alike }) => {
    const enough = (network: readonly string[]) =>
      cluster.link?.kind !== 'ethernet' || ports(network) >= (cluster.link.gb_s ?? 0) * 8;
    const others = systems.filter(
      (s) => s.group === named.group && s !== named && !s.generic && enough(s.network),
    );
    expect(alike.map((s) => s?.id).sort()).toEqual(others.map((s) => s.id).sort());
  });
});
