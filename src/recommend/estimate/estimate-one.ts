import { textCalibration } from '../../perf/calibrations.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Backend, Engine, Split } from '../../schema/vocabulary.ts';
import { constant } from '../../scoring/model.ts';
import { type HandedOver, handOver, handOverFormats } from '../perform/hand-over.ts';
import { makePlans, memoryOf, type TextMemory } from '../perform/memory.ts';
import { cautiousQuality } from '../perform/model-choices.ts';
import { quantChoices } from '../perform/quant-choices.ts';
import { NOTHING_KNOWN, ratesOf, type TextSpeed, told, unknownSpeed } from '../perform/speed.ts';
import { textJob } from '../perform/text-job.ts';
import { textMachine } from '../perform/text-machine.ts';
import { usefulnessFor } from '../perform/usefulness.ts';
import { gradeOfWay } from '../perform/way-grade.ts';
import { type Setup, setupsReading } from '../setups.ts';
import { breakdownOf, withTransfer } from './breakdown.ts';
import type { EstimateTarget } from './target.ts';

/** One cell, as it was asked about; what is null is left to us. */
export interface EstimateQuestion {
  readonly target: EstimateTarget;
  readonly model: TextModel;
  readonly quant: Quant | null;
  readonly engine: Engine | null;
  readonly backend: Backend | null;
  readonly split: 'layer' | 'tensor' | null;
  readonly depth: number;
  readonly prompt_tokens: number;
  readonly users: number;
  readonly modelOnly: boolean;
}

/** Tokens of the answer that the cache must hold, too: what benchmarks generate. */
const ANSWER_TOKENS = 128;

interface Tried {
  readonly setup: Setup;
  readonly quant: Quant;
  readonly memory: TextMemory;
  readonly job: TextJob;
  readonly speed: TextSpeed;
  readonly handed: HandedOver | null;
}

/** Ways to run it that satisfy the question, none when there is no engine, backend or format for it. */
export function setupsAsked(q: EstimateQuestion, catalog: Catalog): Setup[] {
  const { system } = q.target;
  return (
    setupsReading(q.quant, { system, os: system.os, users: q.users, named: q }, catalog)
      // One cell is asked about: the same model twice is two of them.
      .filter((s) => s.copies === 1 && (q.backend === null || s.backend === q.backend))
      .map((s) => ({ ...s, split: splitAsked(q.split, s) }))
  );
}

const splitAsked = (asked: EstimateQuestion['split'], { split, memory }: Setup): Split =>
  memory.devices === 1 ? 'none' : (asked ?? split);

/**
 * The document of one cell: the setup that a recommendation would take for a chat with the depth in its cache and the
 * prompt to read, by the very same rule; null where nothing can run it.
 */
export function estimateOne(q: EstimateQuestion, catalog: Catalog): EstimateDocument | null {
  const planOf = makePlans(catalog);
  const need = needOf(q);
  const asked = { ...need, quant: q.quant?.id ?? null };
  const acceptable_loss = constant(catalog.scoring, 'acceptable_quality_loss');
  const whole = { ...need, prompt_tokens: q.depth + q.prompt_tokens };
  const yardstick = usefulnessFor(whole, catalog, []);
  const quality = cautiousQuality(q.model);
  const tried = setupsAsked(q, catalog).flatMap((setup) => {
    const formats = setup.prefill
      ? handOverFormats(q.model, asked, setup, catalog)
      : quantChoices(q.model, asked, setup.engine, catalog);
    const [first, ...others] = formats.map((quant) => tryOne(setup, quant));
    return first ? [others.reduce((best, t) => (grade(t) > grade(best) ? t : best), first)] : [];
  });
  const [best] = tried.sort((a, b) => grade(b) - grade(a) || worth(b) - worth(a) || decode(b) - decode(a));
  return best ? documentOf(q, best, catalog) : null;

  /** The grade that a recommendation gives to a way to run a named model; 0 where it does not fit. */
  function grade({ quant, memory: { fit }, speed }: Tried): number {
    if (fit.status === 'no') return 0;
    const way = { quant, status: fit.status, decode_tok_s: speed.decode_tok_s?.value ?? null };
    return gradeOfWay({ catalog, need: asked, acceptable_loss }, way);
  }

  /** What a recommendation makes of its decode and its wait together. */
  function worth({ quant, speed }: Tried): number {
    return yardstick.ofWay({
      decode_tok_s: speed.decode_tok_s?.value ?? null,
      ttft_s: speed.ttft_s?.value ?? null,
      quality: quality === null ? null : quality - quant.quality_loss,
      format_loss: quant.quality_loss,
      params_total_b: q.model.params_total_b,
      capacity: 1,
    });
  }

  function tryOne(setup: Setup, quant: Quant): Tried {
    const plan = planOf(q.model, quant, setup.engine);
    const memory = memoryOf(plan, need, setup, catalog, { layersToo: true });
    const load = {
      users: q.users,
      // Half way through the answer, as benchmarks average it.
      depth: q.depth + ANSWER_TOKENS / 2,
      prompt_tokens: q.prompt_tokens,
      cached_tokens: q.depth,
    };
    const job = textJob({ model: q.model, quant, setup, plan, memory }, load, catalog);
    return { setup, quant, memory, job, ...speedAt(job, setup, memory) };
  }

  function speedAt(job: TextJob, setup: Setup, memory: TextMemory): Pick<Tried, 'speed' | 'handed'> {
    if (memory.fit.status === 'no')
      return { speed: unknownSpeed('it does not fit the memory'), handed: null };
    const machine = textMachine(setup, catalog);
    if (!machine) return { speed: NOTHING_KNOWN, handed: null };
    const measured = !q.modelOnly;
    const decode = ratesOf(job, machine, catalog, { measured });
    const handed = setup.prefill
      ? handOver({ job, decode, prefill: setup.prefill, need, planOf, catalog, measured })
      : null;
    return { speed: told(handed?.rates ?? decode), handed };
  }
}

const decode = (t: Tried): number => t.speed.decode_tok_s?.value ?? 0;

/**
 * The question as the memory model wants it: everything that must lie in the cache. Depth and prompt are asked of every
 * user, as decode counts them: without a usual prompt nobody's cache is taken to hold less.
 */
const needOf = (q: EstimateQuestion): WorkloadNeed => ({
  id: 'chat',
  share: 1,
  models: [q.model.id],
  quant: null,
  context: q.depth + q.prompt_tokens + ANSWER_TOKENS,
  prompt_tokens: null,
  cached_share: 0,
  output_tokens: ANSWER_TOKENS,
  users: q.users,
  method: null,
  train_tokens: null,
  sequence_length: null,
});

function documentOf(q: EstimateQuestion, t: Tried, catalog: Catalog): EstimateDocument {
  const { system, kind, id } = q.target;
  const { setup, memory, speed, handed } = t;
  return {
    schema_version: 1,
    kind: 'estimate',
    catalog: { date: catalog.date, digest: catalog.digest },
    on: {
      id,
      name: system.name,
      kind,
      devices: system.devices.map((d) => ({
        id: d.device,
        name: catalog.devices[d.device]?.name ?? d.device,
        count: d.count,
      })),
      nodes: system.nodes,
    },
    model: { id: q.model.id, name: q.model.name, quant: t.quant.name },
    engine: setup.engine,
    backend: setup.backend,
    os: setup.os,
    split: setup.split,
    at: { depth: q.depth, prompt_tokens: q.prompt_tokens, users: q.users },
    footprint: { ...memory.fit, max_context: memory.deepest(), context: needOf(q).context ?? 0 },
    decode_tok_s: speed.decode_tok_s,
    prefill_tok_s: speed.prefill_tok_s,
    ttft_s: speed.ttft_s,
    breakdown: breakdownsOf(t, catalog),
    ...(handed ? { prefill_by: handed.by } : {}),
    model_only: q.modelOnly,
    assumptions: assumptionsOf(q, t, catalog.imported?.[q.model.id]),
    unknown: [...speed.missing],
  };
}

/** Step and prompt, each on the machine that does it. */
function breakdownsOf(t: Tried, catalog: Catalog): EstimateDocument['breakdown'] {
  const text = textCalibration(catalog);
  const nothing = { decode: null, prefill: null };
  const on = (job: TextJob, setup: Setup) => {
    const machine = textMachine(setup, catalog);
    return machine ? breakdownOf(job, machine, text) : nothing;
  };
  if (t.memory.fit.status === 'no' || t.speed.missing.length > 0) return nothing;
  const here = on(t.job, t.setup);
  if (!t.handed || !t.setup.prefill) return here;
  const prompt = on(t.handed.job, t.setup.prefill.setup).prefill;
  return { decode: here.decode, prefill: prompt && withTransfer(prompt, t.handed.by.exposed_s) };
}

const weighedAmong = (of: string): string =>
  `The best decode and wait together, as weighed for a chat that has the depth cached and reads the prompt, of the ${of}.`;
const ADVISED_FORMAT = 'The format that we would advise for that much memory.';
const FIRST_FORMAT = 'None of the usual formats fits the memory: this is the first of them.';

function assumptionsOf(
  q: EstimateQuestion,
  tried: Tried,
  imported: NonNullable<Catalog['imported']>[string] | undefined,
): EstimateDocument['assumptions'] {
  const { setup, quant } = tried;
  const fits = tried.memory.fit.status !== 'no';
  // Where nothing fits, or its speed is unknown, nothing was weighed.
  const weighed = fits && tried.speed.decode_tok_s !== null;
  const chosen = (field: string, value: string, reason: string) => ({ field, value, reason, source: null });
  return [
    ...(imported ? [chosen('model', q.model.name, imported.note)] : []),
    ...q.target.assumed.map((a) => ({ ...a, source: null })),
    ...(q.quant || imported?.quant
      ? []
      : [chosen('quant', quant.name, fits ? ADVISED_FORMAT : FIRST_FORMAT)]),
    ...(q.engine || !weighed
      ? []
      : [chosen('engine', setup.engine, weighedAmong('engines we would advise here'))]),
    ...(q.backend || !weighed
      ? []
      : [chosen('backend', setup.backend, weighedAmong('backends we would use it on here'))]),
  ];
}
