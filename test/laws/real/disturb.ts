import type { Catalog } from '../../../src/schema/catalog.ts';

/** The catalogue with every offer of one item dearer or cheaper by a factor. */
export const withPrice = (catalog: Catalog, item: string, by: number): Catalog => ({
  ...catalog,
  offers: catalog.offers.map((o) => (o.item === item ? { ...o, amount: o.amount * by } : o)),
});

/** The catalogue with one accelerator faster or slower by a factor: its ratings, and whatever was measured on it. */
export function withSpeed(catalog: Catalog, id: string, by: number): Catalog {
  const device = catalog.devices[id];
  if (!device) return catalog;
  const { memory, compute } = device;
  const rated = Object.fromEntries(
    Object.entries(compute).map(([k, v = 0]) => [k, /_tflops$|_tops$/.test(k) ? v * by : v]),
  );
  const faster =
    memory.bandwidth_gb_s === undefined ? memory : { ...memory, bandwidth_gb_s: memory.bandwidth_gb_s * by };
  const cells = Object.entries(catalog.cells).map(([key, list]) => [
    key,
    key.startsWith(`${id}|`) ? list.map((c) => ({ ...c, tok_s: c.tok_s * by })) : list,
  ]);
  return {
    ...catalog,
    devices: { ...catalog.devices, [id]: { ...device, memory: faster, compute: rated } },
    cells: Object.fromEntries(cells),
  };
}
