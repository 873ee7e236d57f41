import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem, Priority } from '../../schema/vocabulary.ts';
import { constant } from '../../scoring/model.ts';
import { remembered, rememberedBy } from '../../units/remembered.ts';
import type { Outcome } from '../evaluated.ts';
import { setupsReading } from '../setups/setups.ts';
import { alsoRuns, MOST_ALSO_RUNS } from './also-runs.ts';
import { contextThatFits } from './context-that-fits.ts';
import { expertsAside } from './experts-aside.ts';
import { makeFormatOptions } from './format-options.ts';
import { makePlans } from './memory.ts';
import { type ModelChoice, modelChoices } from './model-choices.ts';
import { namedTrials } from './named-trials.ts';
import { nothingFits } from './nothing-fits.ts';
import { openTrials } from './open-trials.ts';
import { failed, noEngine } from './outcome.ts';
import { streamsThatFit } from './streams-that-fit.ts';
import { lookups, type TrialContext } from './trial-context.ts';
import { trialOutcome } from './trial-outcome.ts';
import { type Usefulness, usefulnessFor } from './usefulness.ts';

export type TextPerformer = (system: System, os: readonly OperatingSystem[], need: WorkloadNeed) => Outcome;

/** Builds the text side of a recommendation; weights of a (model, format) pair are added up once. */
export function makeTextPerformer(
  catalog: Catalog,
  asOf: string,
  priorities: readonly Priority[],
): TextPerformer {
  const planOf = makePlans(catalog);
  const optionsOf = makeFormatOptions(catalog, planOf, asOf);
  const acceptable_loss = constant(catalog.scoring, 'acceptable_quality_loss');
  const yardstickFor = remembered(
    (need: WorkloadNeed): Usefulness => usefulnessFor(need, catalog, priorities),
  );
  const candidatesFor = rememberedBy(
    (need: WorkloadNeed) => `${need.id} ${need.context}`,
    (need): readonly ModelChoice[] => modelChoices(need.id, catalog, asOf, need.context),
  );
  return streamsThatFit(contextThatFits(textOutcome, catalog), catalog);

  function textOutcome(system: System, os: readonly OperatingSystem[], need: WorkloadNeed): Outcome {
    const asked = catalog.quants[need.quant ?? ''] ?? null;
    const setups = setupsReading(
      asked,
      { system, os, users: need.users, keep_free_gib: need.keep_free_gib },
      catalog,
    );
    const first = os[0] ?? 'linux';
    if (setups.length === 0) return failed(need, first, noEngine(need, need.quant));
    const context = contextFor(need);
    const model = catalog.models[need.models[0] ?? ''];
    if (model) {
      const [best] = namedTrials(context, model, setups);
      return best ? trialOutcome(best, system, need, null) : nothingFits(context, model, [], setups, first);
    }
    const candidates = candidatesFor(need);
    const open = openTrials(context, candidates, setups);
    const best = open.best(1)[0] ?? open.unrated();
    if (!best)
      return nothingFits(
        context,
        null,
        candidates.map((c) => c.model),
        setups,
        first,
      );
    // Asked of the few machines that are told of, so the trials are made again and not kept for all.
    const also_runs = () => {
      const again = contextFor(need);
      const others = openTrials(again, candidates, setups).best(1 + MOST_ALSO_RUNS);
      return alsoRuns(others, expertsAside(again, candidates, setups, best));
    };
    return trialOutcome(best, system, need, { also_runs, enoughWith: context.yardstick.enoughWith });
  }

  function contextFor(need: WorkloadNeed): TrialContext {
    const yardstick = yardstickFor(need);
    return { catalog, need, yardstick, planOf, optionsOf, acceptable_loss, ...lookups(catalog) };
  }
}
