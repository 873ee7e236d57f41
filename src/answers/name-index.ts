import { buildNameIndex, type NameIndex } from '../catalog/names/build-index.ts';
import type { Catalog } from '../schema/catalog.ts';
import { rememberedOf } from '../units/remembered.ts';

/** The name index of a catalogue, built when first needed: a run that uses ids alone never pays for it. */
export const nameIndex = rememberedOf(
  (catalog: Catalog): NameIndex =>
    buildNameIndex({ ...catalog, models: { ...catalog.models, ...catalog.diffusion } }),
);

/** The index whose models are LLMs only: a benchmark of text never means an image model. */
export const textModelIndex = rememberedOf((catalog: Catalog): NameIndex => buildNameIndex(catalog));
