import type { TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem, Priority } from '../../schema/vocabulary.ts';
import type { Outcome } from '../evaluated.ts';
import { type Setup, setupsFor } from '../setups.ts';
import { GIB, makePlans, memoryOf, type TextMemory } from './memory.ts';
import { type ModelChoice, modelChoices } from './model-choices.ts';
import { blankPerformance, failed, outcome } from './outcome.ts';
import { quantChoices } from './quant-choices.ts';
import { speedOf } from './speed.ts';
import { textMachine } from './text-machine.ts';
import { type Usefulness, usefulnessFor } from './usefulness.ts';

/** One model at one format on one setup, with what it needs and how fast it is. */
export interface Trial {
  readonly setup: Setup;
  readonly model: TextModel;
  readonly quant: Quant;
  readonly fit: Fit;
  readonly memory: TextMemory;
  readonly speed: {
    readonly decode_tok_s: Estimate | null;
    readonly prefill_tok_s: Estimate | null;
    readonly ttft_s: Estimate | null;
  };
  readonly quality: number | null;
  readonly missing: readonly string[];
  readonly usefulness: number;
}

export type TextPerformer = (system: System, os: readonly OperatingSystem[], need: WorkloadNeed) => Outcome;

/** Builds the text side of a recommendation; weights of a (model, format) pair are added up once. */
export function makeTextPerformer(
  catalog: Catalog,
  asOf: string,
  priorities: readonly Priority[],
): TextPerformer {
  const planOf = makePlans(catalog);
  const formats = new Map<string, Quant[]>();
  const formatsOf = (model: TextModel, need: WorkloadNeed, engine: Setup['engine']): Quant[] => {
    const key = `${model.id}|${engine}|${need.quant}`;
    const known = formats.get(key) ?? quantChoices(model, need, engine, catalog);
    formats.set(key, known);
    return known;
  };
  const yardsticks = new Map<WorkloadNeed, Usefulness>();
  const choices = new Map<string, ModelChoice[]>();
  return (system, os, need) => {
    const yardstick = yardsticks.get(need) ?? usefulnessFor(need, catalog, priorities);
    yardsticks.set(need, yardstick);
    const setups = setupsFor(system, os, 'text', need.users, catalog);
    const first = os[0] ?? 'linux';
    if (setups.length === 0)
      return failed(need, first, { code: 'no_engine', args: { workload: need.id, quant: need.quant } });
    const named = catalog.models[need.models[0] ?? ''];
    const all = named ? trialsOf(named, setups) : openTrials(setups);
    const [best] = all;
    if (!best) return nothingFits(named ?? null, setups);
    return asOutcome(best, named === undefined, all.slice(1));

    /** A named model: the first format that fits each setup, the setup that serves the buyer best first. */
    function trialsOf(model: TextModel, on: readonly Setup[], quality: number | null = null): Trial[] {
      const perSetup = on.flatMap((setup) => firstThatFits(model, setup, quality) ?? []);
      return perSetup.sort((a, b) => statusRank(b) - statusRank(a) || b.usefulness - a.usefulness);
    }

    /**
     * No model named: the one whose quality, speed and wait together serve best here, then other makers' next best. The
     * list falls in quality, so it ends where even an infinitely fast model could not lead any more.
     */
    function openTrials(on: readonly Setup[]): Trial[] {
      const room = Math.max(...on.map((s) => s.memory.total_gib)) * GIB;
      const candidates = choices.get(need.id) ?? modelChoices(need.id, catalog, asOf);
      choices.set(need.id, candidates);
      const found: Trial[] = [];
      let best = 0;
      for (const { model, quality } of candidates) {
        if (found.length > MOST_ALSO_RUNS && yardstick.bound(quality) <= best) break;
        if ((model.params_total_b * 1e9 * SMALLEST_BITS) / 8 > room) continue;
        const [trial] = trialsOf(model, on, quality);
        if (trial?.fit.status !== 'comfortable' || !trial.speed.decode_tok_s) continue;
        found.push(trial);
        best = Math.max(best, trial.usefulness);
      }
      return found.sort((a, b) => b.usefulness - a.usefulness);
    }

    function firstThatFits(model: TextModel, setup: Setup, cautious: number | null): Trial | null {
      let tight: Trial | null = null;
      for (const quant of formatsOf(model, need, setup.engine)) {
        const trial = tryOne(model, quant, setup, cautious);
        if (trial?.fit.status === 'comfortable') return trial;
        if (trial && (tight === null || statusRank(trial) > statusRank(tight))) tight = trial;
      }
      return tight;
    }

    function tryOne(model: TextModel, quant: Quant, setup: Setup, cautious: number | null): Trial | null {
      const plan = planOf(model, quant, setup.engine);
      // Weights alone over everything there is: no need to look closer.
      if (plan.weights.total - plan.weights.lookup > roomOf(setup)) return null;
      const memory = memoryOf(plan, need, setup, system, catalog);
      if (memory.fit.status === 'no') return null;
      const machine = textMachine(system, setup, catalog);
      const job: TextJob = {
        model,
        quant,
        weights: plan.weights,
        engine: setup.engine,
        backend: setup.backend,
        depth: depthOf(need),
        prompt_tokens: coldPrompt(need),
        cached_tokens: (need.prompt_tokens ?? 0) - coldPrompt(need),
        users: need.users,
        kv_bytes_per_value: 2,
        micro_batch: catalog.engines[setup.engine].micro_batch,
        offload: memory.offload,
      };
      const speed = machine
        ? speedOf(job, machine, catalog)
        : {
            decode_tok_s: null,
            prefill_tok_s: null,
            ttft_s: null,
            missing: ['machines of unequal devices are not modelled'],
          };
      const quality = model.quality ? model.quality.value - quant.quality_loss : null;
      const usefulness = yardstick.of({
        decode_tok_s: speed.decode_tok_s?.value ?? null,
        ttft_s: speed.ttft_s?.value ?? null,
        quality: cautious === null ? null : cautious - quant.quality_loss,
        capacity: memory.fit.usable_gib / memory.fit.footprint_gib,
      });
      return {
        setup,
        model,
        quant,
        fit: memory.fit,
        memory,
        speed,
        quality,
        missing: speed.missing,
        usefulness,
      };
    }

    function roomOf(setup: Setup): number {
      return (setup.memory.total_gib + (system.host?.ram_gb ?? 0)) * GIB;
    }

    function nothingFits(model: TextModel | null, on: readonly Setup[]): Outcome {
      const roomiest = [...on].sort((a, b) => b.memory.total_gib - a.memory.total_gib)[0];
      const usable = roomiest?.memory.total_gib ?? 0;
      if (!model)
        return failed(need, first, {
          code: 'does_not_fit',
          args: { model: 'any model fit for this work', needs_gib: 2, usable_gib: usable },
        });
      const options = on.flatMap((setup) => formatsOf(model, need, setup.engine));
      if (options.length === 0)
        return failed(need, first, {
          code: 'no_engine',
          args: { workload: need.id, quant: need.quant ?? model.name },
        });
      const least = Math.min(...on.flatMap((setup) => leastGib(model, setup)));
      return failed(need, first, {
        code: 'does_not_fit',
        args: { model: model.name, needs_gib: least, usable_gib: usable },
      });
    }

    /** The smallest format with its cache and buffers, GiB; none where the engine reads none. */
    function leastGib(model: TextModel, setup: Setup): number[] {
      const [smallest] = formatsOf(model, need, setup.engine)
        .map((quant) => planOf(model, quant, setup.engine))
        .sort((a, b) => a.weights.total - b.weights.total);
      return smallest ? [memoryOf(smallest, need, setup, system, catalog).fit.footprint_gib] : [];
    }

    function asOutcome(best: Trial, open: boolean, others: readonly Trial[]): Outcome {
      const users = need.users;
      const performance = {
        ...blankPerformance(need),
        model: { id: best.model.id, name: best.model.name, quant: best.quant.name },
        engine: best.setup.engine,
        backend: best.setup.backend,
        fit: { ...best.fit, max_context: best.memory.deepest() },
        speed: {
          decode_tok_s: best.speed.decode_tok_s,
          prefill_tok_s: best.speed.prefill_tok_s,
          ttft_s: best.speed.ttft_s,
          at: { depth: depthOf(need), prompt_tokens: need.prompt_tokens ?? 0, users },
        },
        also_runs: open ? alsoRuns(best, others) : [],
        unknown: [...best.missing],
      };
      if (!best.speed.decode_tok_s)
        return outcome(performance, best.setup.os, {
          failure: {
            code: 'no_estimate',
            args: {
              workload: need.id,
              missing: best.missing.join('; ') || 'no measurement of this chip, its family or its engine',
            },
          },
        });
      return outcome(performance, best.setup.os, {
        split: best.setup.split,
        quality: best.quality,
        fits_one_device: best.memory.fits_one_device,
        fits_one_node: best.memory.fits_one_node,
        spills_to_disk: false,
        bits_per_weight: best.quant.bits_per_weight,
        model_open: open,
        enough: open ? yardstick.enough : null,
        output_tokens: need.output_tokens ?? 1,
        usable_gib: best.fit.usable_gib,
      });
    }
  };
}

/** Formats below this are not recommended for anything: a quick look at the size that costs no arithmetic. */
const SMALLEST_BITS = 2;
const MOST_ALSO_RUNS = 3;

const STATUS_RANK = { comfortable: 3, tight: 2, offload: 1, no: 0 } as const;
const statusRank = (t: Trial): number => STATUS_RANK[t.fit.status];

/** Decode is quoted half way through the reply, on top of the prompt, within the context asked for. */
export const depthOf = (need: WorkloadNeed): number =>
  Math.min(
    need.context ?? Number.POSITIVE_INFINITY,
    (need.prompt_tokens ?? 0) + Math.round((need.output_tokens ?? 0) / 2),
  );

/** The part of the prompt that no cache holds. */
const coldPrompt = (need: WorkloadNeed): number =>
  Math.max(1, Math.round((need.prompt_tokens ?? 0) * (1 - need.cached_share)));

/** Other families' best, so that the list shows choices and not sizes of one model. */
function alsoRuns(best: Trial, others: readonly Trial[]) {
  const families = new Set([best.model.family]);
  const kept: Trial[] = [];
  for (const t of others) {
    if (families.has(t.model.family) || kept.length >= MOST_ALSO_RUNS) continue;
    families.add(t.model.family);
    kept.push(t);
  }
  return kept.map((t) => ({
    id: t.model.id,
    name: t.model.name,
    quant: t.quant.name,
    decode_tok_s: t.speed.decode_tok_s?.value ?? null,
  }));
}
