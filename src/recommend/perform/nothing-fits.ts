import { comfortableGib } from '../../perf/memory/fit.ts';
import type { Fit } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import type { Gib } from '../../units/units.ts';
import type { Outcome } from '../evaluated.ts';
import type { Setup } from '../setups/setups.ts';
import { memoryOf } from './memory.ts';
import { failed, noEngine, noModel } from './outcome.ts';
import type { TrialContext } from './trial-context.ts';

/** Why nothing runs: told of a named model's smallest format, else of the smallest model that would be comfortable. */
export function nothingFits(
  context: TrialContext,
  named: TextModel | null,
  open: readonly TextModel[],
  ways: readonly Setup[],
  os: OperatingSystem,
): Outcome {
  const { need } = context;
  if (!named && open.length === 0) return failed(need, os, noModel(need));
  // Of the whole machine: a copy has less memory, and what fits a copy fits the whole.
  const setups = ways.filter((s) => s.copies === 1);
  const models = named ? [named] : open;
  const smallest = setups.flatMap((setup) => models.flatMap((m) => smallestOn(context, m, setup)));
  if (smallest.length === 0) return failed(need, os, noEngine(need, need.quant ?? named?.name ?? null));
  const usable_gib = Math.max(...setups.map((s) => s.memory.total_gib));
  const model = named?.name ?? 'the smallest model fit for this work, with room to spare,';
  const needs_gib = Math.min(
    ...smallest.map(({ fit, setup }) => (named ? fit.footprint_gib : comfortable(context, fit, setup))),
  );
  return failed(need, os, { code: 'does_not_fit', args: { model, needs_gib, usable_gib } });
}

/** The smallest format with its cache and buffers; empty where the engine reads none. */
function smallestOn(
  { catalog, need, optionsOf }: TrialContext,
  model: TextModel,
  setup: Setup,
): { readonly fit: Fit; readonly setup: Setup }[] {
  const [smallest] = optionsOf(model, need, setup)
    .map((option) => option.plan())
    .sort((a, b) => a.weights.total - b.weights.total);
  return smallest ? [{ setup, fit: memoryOf(smallest, need, setup, catalog).fit }] : [];
}

function comfortable({ roomFor }: TrialContext, fit: Fit, setup: Setup): Gib {
  const { utilisation } = roomFor(setup);
  return comfortableGib(fit.weights_gib, fit.footprint_gib, setup.memory.devices, utilisation);
}
