import { machineId, systemId } from '../../answers/machine-id.ts';
import { familyNamed } from '../../answers/machine-names.ts';
import { machineOfOwned } from '../../report/explanation-owned.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { OwnedRun, Recommendation } from '../../schema/document.ts';
import { shown } from '../../units/foreign-text.ts';
import type { Io } from '../io/io.ts';

type Entry = { readonly system: Recommendation['ranked'][number]['system'] };

/**
 * The system a name stands for. One of a family means the member ranked highest in this answer. A card or chip that is
 * owned means what one has. Any other means the machine around it: again the one ranked highest, preferably with nothing
 * else that computes, else the smallest of those that are out. Stderr says which.
 */
export function machineFor(
  raw: string,
  d: Recommendation,
  catalog: Catalog,
  command: string,
  io: Pick<Io, 'stderr'>,
): string {
  const family = new Set(familyNamed(raw, catalog));
  const first = [...d.ranked, ...d.excluded].find(({ system }) => family.has(system.id));
  if (first) {
    io.stderr.write(
      `"${shown(raw)}" stands for ${family.size} machines: taking the best of them here, ${first.system.id}.\n`,
    );
    return first.system.id;
  }
  const { kind, id } = machineId(raw, catalog, command);
  if (kind === 'system') return id;
  const holds = ({ system }: Entry | OwnedRun) => system.devices.some((x) => x.id === id);
  const own = d.owned?.find(holds);
  if (own) return (machineOfOwned(own.system.id, d) ?? own).system.id;
  const ranked = d.ranked.filter(holds);
  const best =
    ranked.find(({ system }) => system.devices.length === 1) ??
    ranked[0] ??
    d.excluded.filter(holds).sort((a, b) => size(a) - size(b))[0];
  if (!best) return systemId(raw, catalog, command);
  const name = best.system.devices.find((x) => x.id === id)?.name ?? id;
  io.stderr.write(`${name} is sold in machines: taking ${best.system.id}.\n`);
  return best.system.id;
}

/** A name that nothing has is refused before anything is asked or ranked. */
export function refuseUnknown(raw: string, catalog: Catalog, command: string): void {
  if (familyNamed(raw, catalog).length === 0) machineId(raw, catalog, command);
}

const size = ({ system }: Entry): number => system.devices.reduce((n, x) => n + x.count, 0);
