import { machineId, systemId } from '../../answers/machine-id.ts';
import { familyNamed } from '../../answers/machine-names.ts';
import { unlessRefused } from '../../answers/unless-refused.ts';
import { machineOfOwned } from '../../report/explanation-owned.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { OwnedRun, Recommendation } from '../../schema/document.ts';
import { shown } from '../../units/foreign-text.ts';
import type { Io } from '../io/io.ts';

type Entry = { readonly system: Recommendation['ranked'][number]['system'] };

/**
 * The system a name stands for. What is owned of a family, or by the name of a card or chip, comes first. Of any other
 * family it is the member ranked highest in this answer. Any other card or chip means the machine around it: again the one
 * ranked highest, preferably with nothing else that computes, else the smallest of those that are out. Stderr says which.
 */
export function machineFor(
  raw: string,
  d: Recommendation,
  catalog: Catalog,
  command: string,
  io: Pick<Io, 'stderr'>,
): string {
  const family = new Set(familyNamed(raw, catalog));
  const named = family.size > 0 ? null : machineId(raw, catalog, command);
  if (named?.kind === 'system') return named.id;
  const isMeant = ({ system }: Entry | OwnedRun) =>
    named ? system.devices.some((x) => x.id === named.id) : family.has(system.id);
  const own = d.owned?.find(isMeant);
  if (own) return (machineOfOwned(own.system.id, d) ?? own).system.id;
  const [ranked, excluded] = [d.ranked.filter(isMeant), d.excluded.filter(isMeant)];
  const best = named
    ? (ranked.find(({ system }) => system.devices.length === 1) ??
      ranked[0] ??
      excluded.sort((a, b) => size(a) - size(b))[0])
    : (ranked[0] ?? excluded[0]);
  if (!best) return systemId(raw, catalog, command);
  const { id, devices } = best.system;
  io.stderr.write(
    named
      ? `${devices.find((x) => x.id === named.id)?.name ?? named.id} is sold in machines: taking ${id}.\n`
      : `"${shown(raw)}" stands for ${family.size} machines: taking the best of them here, ${id}.\n`,
  );
  return id;
}

/** A name that nothing has is refused before anything is asked or ranked. */
export function refuseUnknown(raw: string, catalog: Catalog, command: string): void {
  if (familyNamed(raw, catalog).length === 0) machineId(raw, catalog, command);
}

/** Whether it is the name of a machine, a card or a chip, or of a family of machines. */
export const isMachine = (raw: string, catalog: Catalog): boolean =>
  unlessRefused(() => {
    refuseUnknown(raw, catalog, '');
    return true;
  }, false);

const size = ({ system }: Entry): number => system.devices.reduce((n, x) => n + x.count, 0);
