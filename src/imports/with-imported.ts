import { createHash } from 'node:crypto';
import type { Catalog, Cell } from '../schema/catalog.ts';
import { cellPlace, cellsKey } from '../schema/cell-key.ts';
import { modelSchema, type TextModel } from '../schema/model.ts';
import { OWN_NOTES } from '../schema/vocabulary.ts';
import type { Bytes } from '../units/units.ts';
import type { ShapedModel } from './config/model-of-config.ts';
import { modelAlike } from './likeness.ts';

/** A model read from outside, before it has its place in a catalogue. */
export interface ReadModel {
  /** As the buyer named it. */
  readonly from: string;
  /** Lower-case words: file or repository name. */
  readonly id: string;
  readonly name: string;
  readonly shape: ShapedModel;
  /** Our id of the model that the name means, when it is a known one. */
  readonly named: string | null;
  /** The file's weights; null for a configuration. */
  readonly weights: {
    readonly quant: string;
    readonly bytes: Bytes;
    readonly classes: Readonly<Record<string, number>>;
  } | null;
  /** What was read, in one sentence. */
  readonly note: string;
}

/**
 * The catalogue with one more model. A model of ours that has the very same shape lends its measured speeds; if the name
 * says that it is that model, its quality and published sizes too.
 */
export function withImported(catalog: Catalog, read: ReadModel): Catalog {
  const twin = modelAlike(read.shape, read.named, catalog);
  const same = twin !== null && twin.id === read.named;
  const { model_type: _, ...shape } = read.shape;
  const profile = modelSchema.parse({
    kind: 'text',
    name: read.name,
    family: twin?.family ?? read.shape.model_type,
    ...shape,
    ...(same ? knownOf(twin) : {}),
    sources: { default: [OWN_NOTES] },
  });
  const model: TextModel = { id: read.id, ...profile };
  const sizes = same && !read.weights ? catalog.file_bytes[twin.id] : undefined;
  const imported = {
    from: read.from,
    quant: read.weights?.quant ?? null,
    classes: read.weights?.classes ?? null,
    note: read.note + (twin ? ` ${likeTwin(twin, same)}` : ''),
  };
  return {
    ...catalog,
    digest: digestOf(catalog.digest, model, imported),
    models: { ...catalog.models, [model.id]: model },
    file_bytes: {
      ...catalog.file_bytes,
      [model.id]: read.weights ? { [read.weights.quant]: read.weights.bytes } : { ...sizes },
    },
    cells: twin ? { ...catalog.cells, ...cellsOf(twin.id, model.id, catalog) } : catalog.cells,
    imported: { ...catalog.imported, [model.id]: imported },
  };
}

/** What we know of a model beyond its shape. */
const knownOf = (twin: TextModel) => ({
  tags: twin.tags,
  modalities: twin.modalities,
  ...(twin.quality ? { quality: twin.quality } : {}),
  ...(twin.released ? { released: twin.released } : {}),
  ...(twin.licence ? { licence: twin.licence } : {}),
  ...(twin.native_precision ? { native_precision: twin.native_precision } : {}),
});

const likeTwin = (twin: TextModel, same: boolean): string =>
  same
    ? `It is ${twin.name}: what we know of that one counts.`
    : `It has the shape of ${twin.name}, whose measured speeds count.`;

/** The twin's measured cells under the id of the model that computes like it. */
function cellsOf(twin: string, id: string, { cells }: Catalog): Record<string, readonly Cell[]> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([key, list]) => {
      const { device, count, model } = cellPlace(key);
      return model === twin ? [[cellsKey(device, count, id), list]] : [];
    }),
  );
}

const digestOf = (digest: string, ...parts: readonly unknown[]): string =>
  createHash('sha256').update(digest).update(JSON.stringify(parts)).digest('hex').slice(0, 12);
