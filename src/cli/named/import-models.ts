import { textModelIndex } from '../../answers/name-index.ts';
import { quantId } from '../../answers/quant-id.ts';
import { MOST_CONFIG_BYTES } from '../../imports/config/read-config.ts';
import { allParts } from '../../imports/gguf/split-files.ts';
import { fromHub, hubName } from '../../imports/hub/from-hub.ts';
import { hubFrom } from '../../imports/hub/hub.ts';
import { readConfigModel, readGgufModel } from '../../imports/read-model.ts';
import { referenceKind } from '../../imports/reference.ts';
import { type ReadModel, withImported } from '../../imports/with-imported.ts';
import { wrap } from '../../report/wrap.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError, UsageError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { type Io, widthOf } from '../io/io.ts';

/**
 * Reads the models that the arguments name by file or on the Hub, and adds them to the catalogue. What was read is said
 * on stderr, so that nobody mistakes one model for another. `quant` is the format asked for, as typed.
 */
export async function importModels(
  references: readonly string[],
  quant: string | undefined,
  catalog: Catalog,
  io: Io,
): Promise<Catalog> {
  let all = catalog;
  for (const reference of [...new Set(references)]) {
    const read = withOwnId(await readModel(reference, all, io), all);
    if (quant !== undefined && read.weights && quantId(quant, catalog, '--quant') !== read.weights.quant)
      throw new UsageError(
        `--quant: ${shown(reference)} is ${catalog.quants[read.weights.quant]?.name ?? read.weights.quant}`,
        'Leave --quant out, or give a config.json or a name: those can be had in any format.',
      );
    all = withImported(all, read);
    const note = all.imported?.[read.id]?.note ?? read.note;
    const width = widthOf(io.stderr, io.env) ?? Number.POSITIVE_INFINITY;
    io.stderr.write(`${wrap(note, width).join('\n')}\n`);
  }
  return all;
}

/** Two files of one name are two models. */
function withOwnId(read: ReadModel, { models }: Catalog): ReadModel {
  let { id } = read;
  for (let n = 2; Object.hasOwn(models, id); n++) id = `${read.id}-${n}`;
  return { ...read, id };
}

async function readModel(reference: string, catalog: Catalog, io: Io): Promise<ReadModel> {
  const known = { catalog, index: textModelIndex(catalog) };
  if (referenceKind(reference) === 'hub') {
    const name = hubName(reference);
    const files = await fromHub(name, hubFrom(io.env, io.fetch));
    if (files.kind === 'gguf') return readGgufModel(reference, files.sources, known);
    return readConfigModel(reference, files, name.repository.split('/')[1] ?? name.repository, known);
  }
  const path = configInside(reference, io);
  const { size, read } = io.openFile(path);
  // Ollama keeps GGUF files under names without an ending.
  if (/\.gguf$/i.test(path) || (await beginsAsGguf(read))) {
    const sources = allParts(path).map((part) => openPart(part, path, io));
    return readGgufModel(reference, sources, known);
  }
  if (size > MOST_CONFIG_BYTES)
    throw new UsageError(
      `--model: ${shown(path)} is neither a GGUF file nor a configuration`,
      'Give a .gguf file, the config.json of a model, or hf:ORGANISATION/NAME.',
    );
  return readConfigModel(reference, { name: path, text: io.readFile(path) }, calledBy(path), known);
}

/** A folder as downloaded from the Hub: its configuration. */
function configInside(path: string, io: Io): string {
  if (!io.isFolder(path)) return path;
  return `${path.replace(/[/\\]+$/, '')}/config.json`;
}

async function beginsAsGguf(read: (start: number, length: number) => Promise<Uint8Array>): Promise<boolean> {
  return new TextDecoder('latin1').decode(await read(0, 4)) === 'GGUF';
}

function openPart(path: string, reference: string, io: Io) {
  try {
    return { name: path, ...io.openFile(path) };
  } catch (error) {
    if (path === reference || !(error instanceof AdviseError)) throw error;
    throw new AdviseError(
      'file',
      `${error.message}: ${shown(reference)} is one part of a split file`,
      'Put all parts into one folder.',
    );
  }
}

/** "./Qwen3-8B/config.json" is called by its folder, "qwen3-8b_config.json" by itself, a snapshot by its repository. */
function calledBy(path: string): string {
  const words = path.split(/[\\/]/).filter((word) => word !== '' && word !== '.' && word !== '..');
  const cached = words.find((word) => /^models--.+--.+/.test(word));
  const own = (words.at(-1) ?? '').replace(/\.json$/i, '').replace(/[-_.]?config$/i, '');
  return (cached ?? (own || words.at(-2) || 'model')).replace(/^.+--/, '');
}
