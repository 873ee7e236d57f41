import { describe, expect, it } from 'vitest';
import {
  answer,
  deviceOf,
  mini,
  offer,
  systemOf,
  withOffers,
  withSystem,
  work,
} from '../../../fixtures/mini-catalog.ts';

/** A card and a chip that hold the picture only part by part, and a card that streams it. */
const shrunk = (id: string, capacity_gb: number) => {
  const device = deviceOf(id);
  return { ...device, memory: { ...device.memory, capacity_gb } };
};
const devices = {
  ...mini.devices,
  'card-16': shrunk('card-16', 16),
  'card-small': shrunk('card-16', 8),
  'soc-small': shrunk('soc-apple', 24),
};
const small = (from: string, id: string, device: string, memory_gb: number) => ({
  ...systemOf(from),
  id,
  devices: [{ device, count: 1 }],
  memory_gb,
  parts: [],
});
const withSmall = withSystem(
  withSystem({ ...mini, devices }, small('tower-1x16', 'tower-small', 'card-small', 8)),
  small('mac-64', 'mac-24', 'soc-small', 24),
);
const catalog = withOffers(
  withSmall,
  offer('tower-small', 900, '2026-11-10'),
  offer('mac-24', 900, '2026-11-10'),
);
const d = answer({ ...work('image'), quant: 'q8_0' }, catalog);
const offDevice = (id: string) => {
  const row = d.ranked.find((r) => r.system.id === id);
  if (!row) throw new Error(`${id} is not ranked`);
  return row.image?.off_device;
};

describe('weights of a picture that are not on the device', () => {
  it('wait in the main memory beside a card, part by part or streamed', () => {
    expect(offDevice('tower-1x16')).toMatchObject({
      kept_in: 'main_memory',
      streamed: false,
      host_ram_gb: 64,
    });
    expect(offDevice('tower-small')).toMatchObject({
      kept_in: 'main_memory',
      streamed: true,
      host_ram_gb: 64,
    });
    expect(offDevice('tower-small')?.gib).toBeGreaterThan(offDevice('tower-1x16')?.gib ?? 0);
  });
  it('wait on disk where the device has all the memory there is', () => {
    expect(offDevice('mac-24')).toMatchObject({ kept_in: 'disk', streamed: false });
  });
  it('are none where everything has room', () => {
    expect(offDevice('mac-64')).toBeUndefined();
  });
});

describe('a precision that the tools lack on a backend', () => {
  const mac = (quant: string | null) => {
    const found = answer({ ...work('image'), quant }, catalog);
    return found.ranked.find((r) => r.system.id === 'mac-64')?.model?.quant;
  };
  it("is not offered there: Apple's GPUs have no 8-bit floats", () => {
    expect(mac(null)).toBeDefined();
    expect(mac(null)).not.toBe('fp8');
    expect(mac('q8_0')).toBe('q8');
    expect(mac('fp8')).toBeUndefined();
  });
});

describe('headroom for pictures', () => {
  const room = (id: string, from = d) =>
    from.ranked.find((r) => r.system.id === id)?.criteria.find((c) => c.id === 'capacity')?.value ?? 0;
  it('grows with memory: a device that holds all parts at once has no less of it than one where they take turns', () => {
    const sizes = [12, 14, 16, 20, 24, 32, 48];
    const names = sizes.map((gb) => `tower-${gb}`);
    const cards = Object.fromEntries(sizes.map((gb) => [`card-${gb}gb`, shrunk('card-16', gb)]));
    const grown = sizes.reduce(
      (c, gb) =>
        withOffers(
          withSystem(c, small('tower-1x16', `tower-${gb}`, `card-${gb}gb`, gb)),
          offer(`tower-${gb}`, 900, '2026-11-10'),
        ),
      { ...mini, devices: { ...mini.devices, ...cards } },
    );
    // Decoding a picture this wide takes more than its denoiser.
    const id = grown.workloads.image.defaults.model?.value ?? '';
    const model = grown.diffusion[id];
    if (!model) throw new Error(`no ${id}`);
    const wide = { ...model, reference: { ...model.reference, width: 2048, height: 2048 } };
    const ranked = answer({ ...work('image'), quant: 'fp8' }, { ...grown, diffusion: { [id]: wide } });
    const rooms = names.map((id) => room(id, ranked));
    expect(rooms).toEqual([...rooms].sort((a, b) => a - b));
    expect(new Set(rooms).size).toBe(sizes.length);
    const residencies = names.map((id) => ranked.ranked.find((r) => r.system.id === id)?.image?.off_device);
    expect(residencies.at(-1)).toBeUndefined();
    expect(residencies.at(2)).toMatchObject({ streamed: false });
  });
});
