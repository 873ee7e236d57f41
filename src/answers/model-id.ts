import { modelSpelling } from '../catalog/names/keys.ts';
import { likelyMeant, type NamedThing } from '../catalog/names/likely-meant.ts';
import { resolveModel } from '../catalog/names/model.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { deviceEndingIn, exactMachine } from './machine-names.ts';
import { nameIndex } from './name-index.ts';
import { refuseHosted, refuseMisnomer, unknownName } from './unknown-name.ts';

/** A model as typed → its id; the error for an unknown name says what may have been meant. */
export function modelId(raw: string, catalog: Catalog, flag: string): string {
  for (const [id, { from }] of Object.entries(catalog.imported ?? {})) if (from === raw.trim()) return id;
  const word = raw.trim().toLowerCase();
  if (Object.hasOwn(catalog.models, word) || Object.hasOwn(catalog.diffusion, word)) return word;
  refuseMisnomer(raw, catalog, flag, 'model', { ...catalog.models, ...catalog.diffusion });
  const found = resolveModel(nameIndex(catalog), raw);
  if (!isUnknown(found)) return found.id;
  const machine = exactMachine(raw, catalog) ?? deviceEndingIn(raw, catalog);
  if (machine)
    throw new UsageError(
      `${flag}: "${shown(raw)}" is a machine, not a model`,
      `What it runs: \`advise explain ${machine.id} -w chat\`.`,
      'unknown_model',
    );
  refuseHosted(raw, catalog, flag);
  const models = [...Object.values(catalog.models), ...Object.values(catalog.diffusion)];
  throw unknownName('model', raw, flag, () => likelyModels(raw, models));
}

/** Models whose names are near; owner, file ending and weight format are ignored. */
const likelyModels = (raw: string, models: Iterable<NamedThing>): string[] =>
  likelyMeant(modelSpelling(raw).stem.join(' ') || raw, models);
