import { describe, expect, it } from 'vitest';
import { pcieBytesPerSecond, usualLink } from '../../../../src/perf/speed/usual-link.ts';
import type { Device } from '../../../../src/schema/device.ts';
import type { System } from '../../../../src/schema/system.ts';
import { device } from '../../../fixtures/speed-parts.ts';

describe('the link between devices', () => {
  const linked = (links: object): Device => ({ ...device('rtx-3090'), id: 'card', links }) as Device;
  it('is PCIe of their generation, 0.985 GB/s per lane of the third', () => {
    expect(pcieBytesPerSecond(linked({ pcie_generation: 3, pcie_lanes: 16 }))).toBeCloseTo(15.76e9, 0);
    expect(pcieBytesPerSecond(linked({ pcie_generation: 5, pcie_lanes: 8 }))).toBeCloseTo(31.52e9, 0);
    expect(pcieBytesPerSecond(linked({ pcie_generation: 4 }))).toBeCloseTo(31.52e9, 0);
    expect(pcieBytesPerSecond(linked({}))).toBeNull();
    expect(usualLink(linked({ pcie_generation: 3 }), 2, 1, {})).toEqual({ kind: 'pcie', bytes_s: 15.76e9 });
  });
  it('is NVLink where that is built in', () => {
    expect(usualLink(linked({ nvlink_gb_s: 200 }), 2, 1, {})).toEqual({ kind: 'nvlink', bytes_s: 200e9 });
    expect(usualLink(linked({ nvlink_gb_s: 112 }), 2, 1, {}).kind).toBe('pcie');
    expect(usualLink(linked({ nvlink_gb_s: 900 }), 1, 1, {})).toEqual({ kind: 'none', bytes_s: null });
  });
  it('is what such machines are sold with between nodes, else ethernet', () => {
    const sold = (over: object) =>
      ({
        x: { nodes: 2, devices: [{ device: 'card' }], link: { kind: 'infiniband', gb_s: 25 }, ...over },
      }) as unknown as Record<string, System>;
    expect(usualLink(linked({}), 2, 2, sold({}))).toEqual({ kind: 'infiniband', bytes_s: 25e9 });
    expect(usualLink(linked({}), 2, 2, sold({ link: { kind: 'infiniband' } }))).toEqual({
      kind: 'infiniband',
      bytes_s: null,
    });
    expect(
      usualLink(linked({}), 2, 2, sold({ devices: [{ device: 'other' }, { device: 'card' }] })).kind,
    ).toBe('infiniband');
    const none = { kind: 'ethernet', bytes_s: null };
    expect(usualLink(linked({}), 2, 2, sold({ nodes: 1 }))).toEqual(none);
    expect(usualLink(linked({}), 2, 2, sold({ devices: [{ device: 'other' }] }))).toEqual(none);
    expect(usualLink(linked({}), 2, 2, sold({ link: undefined }))).toEqual(none);
  });
});
