import { comfortableGib, couldBeComfortable, type MemoryRoom } from '../../perf/memory/fit.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem, Priority } from '../../schema/vocabulary.ts';
import { constant } from '../../scoring/model.ts';
import { type Bytes, bytesFromGib, fromBillions, type Gib, gibAsSold } from '../../units/units.ts';
import type { Outcome } from '../evaluated.ts';
import { type Setup, setupsFor } from '../setups.ts';
import { alsoRuns, MOST_ALSO_RUNS } from './also-runs.ts';
import { type FormatOption, makeFormatOptions } from './format-options.ts';
import { handOver } from './hand-over.ts';
import { makePlans, memoryOf, roomOf, type TextMemory } from './memory.ts';
import { type ModelChoice, modelChoices } from './model-choices.ts';
import { failed } from './outcome.ts';
import { shapeOf } from './prompt-shape.ts';
import { ratesOf } from './speed.ts';
import { streamsThatFit } from './streams-that-fit.ts';
import { textJob } from './text-job.ts';
import { type TextMachine, textMachine } from './text-machine.ts';
import { BEST_GRADE, gradeOf, type Trial } from './trial.ts';
import { trialOutcome } from './trial-outcome.ts';
import { type Usefulness, usefulnessFor } from './usefulness.ts';

/** Trials of open models, the most useful first: of as many models as are asked for, and of all that could lead. */
type Tried = (least: number) => readonly Trial[];

export type TextPerformer = (system: System, os: readonly OperatingSystem[], need: WorkloadNeed) => Outcome;

/** Builds the text side of a recommendation; weights of a (model, format) pair are added up once. */
export function makeTextPerformer(
  catalog: Catalog,
  asOf: string,
  priorities: readonly Priority[],
): TextPerformer {
  const planOf = makePlans(catalog);
  const optionsOf = makeFormatOptions(catalog, planOf);
  const yardsticks = new Map<WorkloadNeed, Usefulness>();
  const choices = new Map<string, ModelChoice[]>();
  const acceptable = constant(catalog.scoring, 'acceptable_quality_loss');
  return streamsThatFit(textOutcome, catalog);

  function textOutcome(system: System, os: readonly OperatingSystem[], need: WorkloadNeed): Outcome {
    const { setups, named, open, unrated, nothingFits } = trialsOn(system, os, need);
    if (setups.length === 0)
      return failed(need, os[0] ?? 'linux', {
        code: 'no_engine',
        args: { workload: need.id, quant: need.quant },
      });
    const model = catalog.models[need.models[0] ?? ''];
    const best = model ? named(model)[0] : (open(1)[0] ?? unrated());
    if (!best) return nothingFits(model ?? null);
    return trialOutcome(
      best,
      system,
      need,
      model ? null : { also_runs: othersOn(system, os, need), enough: yardstickFor(need).enough },
    );
  }

  /** Asked of the few machines that are told of, so the trials are made again and not kept for all. */
  function othersOn(system: System, os: readonly OperatingSystem[], need: WorkloadNeed) {
    return () => alsoRuns(trialsOn(system, os, need).open(1 + MOST_ALSO_RUNS));
  }

  function yardstickFor(need: WorkloadNeed): Usefulness {
    const yardstick = yardsticks.get(need) ?? usefulnessFor(need, catalog, priorities);
    yardsticks.set(need, yardstick);
    return yardstick;
  }

  /** The ways to try models on a machine. */
  function trialsOn(system: System, os: readonly OperatingSystem[], need: WorkloadNeed) {
    const yardstick = yardstickFor(need);
    const setups = setupsFor(system, os, 'text', need.users, catalog);
    const first = os[0] ?? 'linux';
    const machines = new Map<Setup, TextMachine | null>();
    const machineFor = (setup: Setup): TextMachine | null => {
      const known = machines.get(setup);
      if (known !== undefined) return known;
      const machine = textMachine(setup, catalog);
      machines.set(setup, machine);
      return machine;
    };
    const rooms = new Map<Setup, MemoryRoom>();
    const roomFor = (setup: Setup): MemoryRoom => {
      const room = rooms.get(setup) ?? roomOf(setup, catalog);
      rooms.set(setup, room);
      return room;
    };
    /** The best that fits and whose speed is unknown. */
    let unrated: Trial | null = null;
    return {
      setups,
      named: (model: TextModel) => trialsOf(model, setups),
      open: openTrials(setups),
      unrated: () => unrated,
      nothingFits: (model: TextModel | null) => nothingFits(model, setups),
    };

    /** A named model: each setup with its best format, the setup that serves the buyer best first. */
    function trialsOf(model: TextModel, on: readonly Setup[]): Trial[] {
      const perSetup = on.flatMap((setup) => bestFormat(model, setup) ?? []);
      return perSetup.sort((a, b) => grade(b) - grade(a) || b.usefulness - a.usefulness);
    }

    /**
     * No model named: the one whose quality, speed and wait together serve best here, then other makers' next best, in a
     * format that loses no more than people accept; only where nothing fits like that, squeezed further.
     */
    function openTrials(on: readonly Setup[]): Tried {
      const sound = trialsIn(on, true);
      const squeezed = trialsIn(on, false);
      return (least) => (sound(1).length > 0 ? sound(least) : squeezed(least));
    }

    /**
     * The list falls in quality, so it ends where even an infinitely fast model could not lead any more. Whoever wants more
     * than the best has the list gone on with from there.
     */
    function trialsIn(on: readonly Setup[], sound: boolean): Tried {
      const room = bytesFromGib(Math.max(...on.map((s) => s.memory.total_gib)));
      const candidates = candidatesFor();
      const found: Trial[] = [];
      let best = 0;
      let next = 0;
      return (least) => {
        for (; next < candidates.length; next++) {
          const { model, quality } = candidates[next] as ModelChoice;
          if (found.length >= least && yardstick.bound(quality) <= best) break;
          if ((fromBillions(model.params_total_b) * SMALLEST_BITS) / 8 > room) continue;
          const perSetup = on.flatMap((setup) => firstComfortable(model, setup, quality, sound) ?? []);
          const [trial] = perSetup.sort((a, b) => b.usefulness - a.usefulness);
          if (!trial) continue;
          if ((trial.rates?.decode_tok_s ?? null) === null) {
            unrated ??= trial;
            continue;
          }
          found.push(trial);
          best = Math.max(best, trial.usefulness);
        }
        return found.sort((a, b) => b.usefulness - a.usefulness);
      };
    }

    function candidatesFor(): readonly ModelChoice[] {
      const key = `${need.id} ${need.context}`;
      const known = choices.get(key) ?? modelChoices(need.id, catalog, asOf, need.context);
      choices.set(key, known);
      return known;
    }

    /** The first of the best grade, in the order people prefer them. */
    function bestFormat(model: TextModel, setup: Setup): Trial | null {
      let best: Trial | null = null;
      for (const option of optionsOf(model, need, setup)) {
        const memory = memoryFor(option, model, setup);
        const trial = memory && trialOf(model, option, setup, memory, null);
        if (trial && (best === null || grade(trial) > grade(best))) best = trial;
        if (best && grade(best) === BEST_GRADE) break;
      }
      return best;
    }

    function grade(trial: Trial): number {
      const sound = need.quant !== null || trial.quant.quality_loss <= acceptable;
      return gradeOf(trial, sound, catalog.workloads[need.id].model_choice?.min_decode_tok_s.value ?? 0);
    }

    function firstComfortable(
      model: TextModel,
      setup: Setup,
      cautious: number,
      sound: boolean,
    ): Trial | null {
      const room = roomFor(setup);
      for (const option of optionsOf(model, need, setup)) {
        if (sound && need.quant === null && option.quant.quality_loss > acceptable) continue;
        const plan = option.plan();
        if (!couldBeComfortable(plan, room)) continue;
        const memory = memoryOf(plan, need, setup, catalog);
        const trial =
          memory.fit.status === 'comfortable' ? trialOf(model, option, setup, memory, cautious) : null;
        if (trial?.fit.status === 'comfortable') return trial;
      }
      return null;
    }

    /** Null when it does not fit, not even with the cache in eight bits, which makes every fit a tight one. */
    function memoryFor(option: FormatOption, model: TextModel, setup: Setup): TextMemory | null {
      const plan = option.plan();
      // Weights alone over everything there is: no need to look closer.
      if (plan.weights.total - plan.weights.lookup > allOf(setup)) return null;
      const memory = memoryOf(plan, need, setup, catalog);
      if (memory.fit.status === 'comfortable' || memory.fit.status === 'tight') return memory;
      const kv = catalog.engines[setup.engine].eight_bit_cache;
      const small = kv && memoryOf(planOf(model, option.quant, setup.engine, kv), need, setup, catalog);
      if (small?.fit.status === 'comfortable' || small?.fit.status === 'tight')
        return { ...small, fit: { ...small.fit, status: 'tight' } };
      return memory.fit.status === 'no' ? null : memory;
    }

    function trialOf(
      model: TextModel,
      option: FormatOption,
      setup: Setup,
      memory: TextMemory,
      cautious: number | null,
    ): Trial | null {
      const { quant } = option;
      const machine = machineFor(setup);
      const plan = option.plan();
      const job = textJob({ model, quant, setup, plan, memory }, shapeOf(need), catalog);
      const own = machine && ratesOf(job, machine, catalog);
      const handed =
        own && setup.prefill
          ? handOver({ job, quant, decode: own, prefill: setup.prefill, need, planOf, catalog })
          : null;
      if (setup.prefill && !handed) return null;
      const rates = handed?.rates ?? own;
      const fit: Fit = handed?.status === 'tight' ? { ...memory.fit, status: 'tight' } : memory.fit;
      const usefulness = yardstick.of({
        decode_tok_s: rates?.decode_tok_s ?? null,
        ttft_s: rates?.ttft_s ?? null,
        params_total_b: model.params_total_b,
        quality: cautious === null ? null : cautious - quant.quality_loss,
        capacity: memory.fit.usable_gib / memory.fit.footprint_gib,
      });
      const quality = model.quality ? model.quality.value - quant.quality_loss : null;
      const prefill_by = handed?.by ?? null;
      return { setup, model, quant, fit, memory, rates, prefill_by, quality, usefulness };
    }

    function allOf(setup: Setup): Bytes {
      return bytesFromGib(setup.memory.total_gib + gibAsSold(setup.on.host?.ram_gb ?? 0));
    }

    /** Why nothing runs: of a named model its smallest format, else the smallest model that would be comfortable. */
    function nothingFits(model: TextModel | null, on: readonly Setup[]): Outcome {
      const models = model ? [model] : candidatesFor().map((c) => c.model);
      const smallest = on.flatMap((setup) => models.flatMap((m) => smallestOn(m, setup)));
      if (smallest.length === 0)
        return failed(need, first, {
          code: 'no_engine',
          args: { workload: need.id, quant: need.quant ?? model?.name ?? null },
        });
      const usable_gib = Math.max(...on.map((s) => s.memory.total_gib));
      const lacks = (what: string, needs: readonly Gib[]) =>
        failed(need, first, {
          code: 'does_not_fit',
          args: { model: what, needs_gib: Math.min(...needs), usable_gib },
        });
      return model
        ? lacks(
            model.name,
            smallest.map(({ fit }) => fit.footprint_gib),
          )
        : lacks('the smallest model fit for this work, with room to spare,', smallest.map(comfortable));
    }

    /** The smallest format with its cache and buffers; none where the engine reads none. */
    function smallestOn(model: TextModel, setup: Setup): { readonly fit: Fit; readonly setup: Setup }[] {
      const [smallest] = optionsOf(model, need, setup)
        .map((option) => option.plan())
        .sort((a, b) => a.weights.total - b.weights.total);
      return smallest ? [{ setup, fit: memoryOf(smallest, need, setup, catalog).fit }] : [];
    }

    function comfortable({ fit, setup }: { readonly fit: Fit; readonly setup: Setup }): Gib {
      const { utilisation } = roomFor(setup);
      return comfortableGib(fit.weights_gib, fit.footprint_gib, setup.memory.devices, utilisation);
    }
  }
}

/** Assumption: formats below this are not recommended for anything: a quick look at the size that costs no arithmetic. */
const SMALLEST_BITS = 2;
