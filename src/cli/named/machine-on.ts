import { machineId } from '../../answers/machine-id.ts';
import type { Catalog } from '../../schema/catalog.ts';

/** The machine that `--on` names for a file that names none, as an id; null without `--on`. Its memory does not matter. */
export const machineOn = (flags: Readonly<Record<string, unknown>>, catalog: Catalog): string | null =>
  typeof flags['on'] === 'string' ? machineId(flags['on'], catalog, '--on', { chip: true }).id : null;
