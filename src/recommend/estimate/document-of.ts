import { textCalibration } from '../../perf/calibrations.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import type { Quant } from '../../schema/quant.ts';
import type { HandedOver } from '../perform/hand-over.ts';
import type { TextMemory } from '../perform/memory.ts';
import type { TextSpeed } from '../perform/speed.ts';
import { textMachine } from '../perform/text-machine.ts';
import type { Setup } from '../setups/setups.ts';
import { deviceRefs } from '../system-ref.ts';
import { breakdownOf, withTransfer } from './breakdown.ts';
import { contextOf, type EstimateQuestion } from './question.ts';

/** One way to run it, and what that comes to. */
export interface Tried {
  readonly setup: Setup;
  readonly quant: Quant;
  readonly memory: TextMemory;
  readonly job: TextJob;
  readonly speed: TextSpeed;
  readonly handed: HandedOver | null;
}

/** The estimate as a document: the way that was taken, its memory and speed, and the choices the question left open. */
export function documentOf(q: EstimateQuestion, t: Tried, catalog: Catalog): EstimateDocument {
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
      devices: deviceRefs(system, catalog),
      nodes: system.nodes,
    },
    model: { id: q.model.id, name: q.model.name, quant: t.quant.name },
    engine: setup.engine,
    backend: setup.backend,
    os: setup.os,
    split: setup.split,
    at: { depth: q.depth, prompt_tokens: q.prompt_tokens, users: q.users },
    footprint: { ...memory.fit, max_context: memory.deepest(), context: contextOf(q) },
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

/** The step and the prompt, each on the machine that does it. */
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
