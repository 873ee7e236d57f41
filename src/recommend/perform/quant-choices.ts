import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Engine } from '../../schema/vocabulary.ts';
import { remembered } from '../../units/remembered.ts';
import { reads } from '../setups/setups.ts';

/**
 * Formats to try on an engine, in order of preference: only that of the file the buyer gave, or only the one named. Else the
 * one the model was trained in when it is four bits wide, then what people of that engine usually download, and for
 * machines that are short of memory smaller ones.
 */
export function quantChoices(
  model: TextModel,
  need: WorkloadNeed,
  engine: Engine,
  catalog: Catalog,
): Quant[] {
  const only = catalog.imported?.[model.id]?.quant ?? null;
  if (only !== null) {
    const quant = catalog.quants[only];
    const asked = need.quant === null || need.quant === only;
    return quant && asked && reads(engine, quant, catalog) ? [quant] : [];
  }
  if (need.quant !== null) {
    const asked = catalog.quants[need.quant];
    return asked && reads(engine, asked, catalog) ? [asked] : [];
  }
  return usualFormats(model, engine, catalog);
}

/** The formats to try when none was named. */
export function usualFormats(model: TextModel, engine: Engine, catalog: Catalog): Quant[] {
  const native = Object.values(catalog.quants).filter(
    (q) => isNative(q, model) && catalog.file_bytes[model.id]?.[q.id] !== undefined,
  );
  const usual = (catalog.engines[engine].usual_quants ?? [])
    .map((id) => catalog.quants[id])
    .filter((q) => q !== undefined);
  const all = [...native, ...usual].filter((q) => reads(engine, q, catalog));
  return [...new Set(all)].filter((q) => !isForeignNative(q, model));
}

/** Trained in this very format ("mxfp4 experts + bf16" in MXFP4): nothing larger exists and nothing is lost. */
function isNative(q: Quant, model: TextModel): boolean {
  const trained = wordsOf(model.native_precision ?? '');
  const format = wordsOf(q.id).filter((word) => word !== 'native');
  return q.bits_per_weight < 6 && format[0] === trained[0] && format.every((word) => trained.includes(word));
}
/** A hundred formats are compared with every model tried. */
const wordsOf = remembered((name: string): readonly string[] => name.toLowerCase().match(/[a-z0-9]+/g) ?? []);

/** MXFP4 and its like are made for models trained in it; converting others to it is not what people download. */
const isForeignNative = (q: Quant, model: TextModel): boolean => q.class === 'mx' && !isNative(q, model);
