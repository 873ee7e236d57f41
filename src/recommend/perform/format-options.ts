import type { MemoryPlan } from '../../perf/memory/footprint.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Setup } from '../setups/setups.ts';
import { handOverFormats } from './hand-over.ts';
import type { Plans } from './memory.ts';
import { quantChoices } from './quant-choices.ts';

/** A format with its memory plan, worked out when it is first asked for. */
export interface FormatOption {
  readonly quant: Quant;
  readonly plan: () => MemoryPlan;
}

/** The formats of a model that a setup could run for a need, in the order people prefer them. */
export type FormatOptions = (model: TextModel, need: WorkloadNeed, setup: Setup) => readonly FormatOption[];

/** Each list is worked out once. No engine runs a model before the day it learned to. */
export function makeFormatOptions(catalog: Catalog, planOf: Plans, asOf: string): FormatOptions {
  const known = new Map<TextModel, Map<string, readonly FormatOption[]>>();
  return (model, need, setup) => {
    const { engine, prefill } = setup;
    const ofModel = known.get(model) ?? new Map<string, readonly FormatOption[]>();
    known.set(model, ofModel);
    // Asked for every model on every machine: a name that is known already costs nothing.
    const key = need.quant || prefill ? `${engine}|${need.quant}|${prefill?.setup.engine ?? ''}` : engine;
    const before = ofModel.get(key);
    if (before) return before;
    const made = formatsOf(model, need, setup).map((quant): FormatOption => {
      let plan: MemoryPlan | null = null;
      return { quant, plan: () => (plan ??= planOf(model, quant, engine)) };
    });
    ofModel.set(key, made);
    return made;
  };

  function formatsOf(model: TextModel, need: WorkloadNeed, setup: Setup): readonly Quant[] {
    if ((model.engines_since?.[setup.engine]?.day ?? '') > asOf) return [];
    return setup.prefill
      ? handOverFormats(model, need, setup, catalog)
      : quantChoices(model, need, setup.engine, catalog);
  }
}
