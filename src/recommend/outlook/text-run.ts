import type { TextRates } from '../../perf/speed/estimate-text.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import { makePlans, memoryOf } from '../perform/memory.ts';
import { ratesOf } from '../perform/speed.ts';
import { textMachine } from '../perform/text-machine.ts';
import type { Setup } from '../setups.ts';

/** How many, and what of the prompt is new. Tokens. */
export interface Shape {
  readonly users: number;
  readonly prompt_tokens: number;
  readonly cached_tokens: number;
}

/** A chosen model, format and setup, to be asked again under other loads. */
export interface TextRun {
  readonly setup: Setup;
  readonly quant: Quant;
  /** Null where the model no longer fits for that many users. */
  readonly at: (shape: Shape) => TextRates | null;
}

export function textRun(
  setup: Setup,
  model: TextModel,
  quant: Quant,
  need: WorkloadNeed,
  catalog: Catalog,
  kv: Fit['kv_type'] = 'f16',
): TextRun | null {
  const machine = textMachine(setup, catalog);
  if (!machine) return null;
  const plan = makePlans(catalog)(model, quant, setup.engine, kv);
  const at = ({ users, prompt_tokens, cached_tokens }: Shape): TextRates | null => {
    const memory = memoryOf(plan, { ...need, users }, setup, catalog);
    if (memory.fit.status === 'no' || memory.fit.status === 'offload') return null;
    const depth = prompt_tokens + cached_tokens + Math.round((need.output_tokens ?? 0) / 2);
    const job: TextJob = {
      model,
      quant,
      weights: plan.weights,
      engine: setup.engine,
      backend: setup.backend,
      depth: Math.min(need.context ?? depth, depth),
      prompt_tokens,
      cached_tokens,
      users,
      kv_bytes_per_value: memory.kv_bytes_per_value,
      micro_batch: catalog.engines[setup.engine].micro_batch,
      offload: memory.offload,
    };
    return ratesOf(job, machine, catalog);
  };
  return { setup, quant, at };
}
