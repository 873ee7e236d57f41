import { resolveDevice } from '../catalog/names/device.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { tight } from './machine-names.ts';
import { nameIndex } from './name-index.ts';
import { sisterProcessor } from './sister-processor.ts';

/** Assumption: shorter, what a machine's name ends in is its own ("iPad Pro M4", "XPS 15 9500"). */
const SHORTEST_CHIP = 6;

/**
 * The processor at the end of a machine's name, which computes in it whatever the machine is called: "ThinkPad T480
 * i5-8250U". Not a card: of one name there may be one for laptops and one for desktops.
 */
export function chipInside(raw: string, catalog: Catalog): string | null {
  const said = raw.trim().split(/\s+/);
  for (let from = 1; from < said.length; from++) {
    const name = said.slice(from).join(' ');
    if (tight(name).length < SHORTEST_CHIP) return null;
    const found = resolveDevice(nameIndex(catalog), name);
    const one = !isUnknown(found) && found.count === 1 && found.nodes === 1 && found.others.length === 0;
    const id = one ? found.id : sisterProcessor(name, catalog);
    if (id !== null && catalog.devices[id]?.memory.kind !== 'vram') return id;
  }
  return null;
}
