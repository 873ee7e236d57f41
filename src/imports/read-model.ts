import type { NamedText } from '../catalog/files/raw-file.ts';
import { fileStem, formatInName } from '../catalog/llama-bench/bench-labels.ts';
import type { NameIndex } from '../catalog/names/build-index.ts';
import { resolveModel } from '../catalog/names/model.ts';
import { resolveQuant } from '../catalog/names/quant.ts';
import { isUnknown } from '../catalog/names/resolution.ts';
import type { Catalog } from '../schema/catalog.ts';
import { DataError } from '../schema/errors.ts';
import { oneLine } from '../units/foreign-text.ts';
import { fileSize, significant } from '../units/format.ts';
import { fromBillions } from '../units/units.ts';
import type { ShapedModel } from './config/model-of-config.ts';
import { readConfig } from './config/read-config.ts';
import type { ByteSource } from './gguf/byte-source.ts';
import { readHeader } from './gguf/header.ts';
import { type GgufModel, modelOfGguf } from './gguf/model-of-gguf.ts';
import type { ReadModel } from './with-imported.ts';

/** Where names are looked up. */
interface Known {
  readonly catalog: Catalog;
  readonly index: NameIndex;
}

/** A model from its configuration. `called` is what folder or repository call it. */
export function readConfigModel(from: string, file: NamedText, called: string, { index }: Known): ReadModel {
  const shape = readConfig(file);
  return {
    from,
    id: `${slug(called)}.config`,
    name: oneLine(called),
    shape,
    named: idOf(index, called),
    weights: null,
    note: `Read from ${oneLine(file.name)}: ${described(shape)}.`,
  };
}

/** A model from the headers of its GGUF file, all parts of it. */
export async function readGgufModel(
  from: string,
  sources: readonly ByteSource[],
  { catalog, index }: Known,
): Promise<ReadModel> {
  const headers = [];
  for (const source of sources) headers.push(await readHeader(source));
  const model = modelOfGguf(headers, catalog.tensor_types);
  const stem = fileStem(sources[0]?.name ?? from);
  const quant = quantOf(model, stem, { catalog, index });
  const incomplete =
    model.missing_bytes > 0
      ? ` The download is not complete: ${fileSize(model.missing_bytes)} of it are missing; the header says all that is needed here.`
      : '';
  return {
    from,
    id: `${slug(stem)}.gguf`,
    name: model.name ?? oneLine(stem),
    shape: model.shape,
    named: idOf(index, stem) ?? (model.name ? idOf(index, model.name) : null),
    weights: { quant: quant.id, bytes: model.bytes, classes: model.classes },
    note: `Read from ${oneLine(from)}: ${described(model.shape)}, ${quant.name}, ${fileSize(model.bytes)} of weights${quant.guessed ? ` (no known format: counted as the nearest)` : ''}.${incomplete}`,
  };
}

/** The format by the file's name, else by its header, else the one of nearest width. */
function quantOf(
  model: GgufModel,
  stem: string,
  { catalog, index }: Known,
): { id: string; name: string; guessed: boolean } {
  for (const name of [formatInName(stem), model.file_type]) {
    const found = name === null ? null : resolveQuant(index, name, 'llama.cpp');
    const quant = found && !isUnknown(found) ? catalog.quants[found.id] : undefined;
    if (quant?.engines.includes('llama.cpp')) return { id: quant.id, name: quant.name, guessed: false };
  }
  const bits = (8 * model.bytes) / fromBillions(model.shape.params_total_b);
  const [nearest] = Object.values(catalog.quants)
    .filter((q) => q.engines.includes('llama.cpp') && q.class !== 'ternary')
    .sort((a, b) => Math.abs(a.bits_per_weight - bits) - Math.abs(b.bits_per_weight - bits));
  if (!nearest) throw new DataError([], 'The catalogue knows no format of llama.cpp.');
  return { id: nearest.id, name: nearest.name, guessed: true };
}

function idOf(index: NameIndex, name: string): string | null {
  const found = resolveModel(index, name);
  return isUnknown(found) ? null : found.id;
}

function described({ model_type, params_total_b, params_active_b, architecture }: ShapedModel): string {
  const active = architecture.moe ? `, ${significant(params_active_b, 3)} B active` : '';
  return `${model_type}, ${significant(params_total_b, 3)} B parameters${active}`;
}

/** Words that can be an id. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 80) || 'model';
