import { storedCurves } from '../perf/memory/footprint.ts';
import { storedWeights, weightBytes } from '../perf/memory/weights.ts';
import { usualFormats } from '../recommend/perform/quant-choices.ts';
import type { Catalog, WorkedOut } from '../schema/catalog.ts';
import type { TextModel } from '../schema/model.ts';

/** Weights and buffer curves of every model in the formats that a recommendation may try, worked out beforehand. */
export function workedOut(catalog: Catalog): Record<string, WorkedOut> {
  const engines = Object.entries(catalog.engines).filter(([, e]) => e.usual_quants !== undefined);
  const of = (model: TextModel): WorkedOut => {
    const formats = new Set(
      engines.flatMap(([id]) => usualFormats(model, id as keyof Catalog['engines'], catalog)),
    );
    return {
      weights: Object.fromEntries(
        [...formats].map((quant) => [quant.id, storedWeights(weightBytes(model, quant, catalog))]),
      ),
      curves: Object.fromEntries(
        engines.flatMap(([, engine]) => Object.entries(storedCurves(model, engine))),
      ),
    };
  };
  return Object.fromEntries(Object.values(catalog.models).map((model) => [model.id, of(model)]));
}
