import type { MemoryPlan } from '../../perf/memory/footprint.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import { sparseSince } from '../../perf/speed/sparse-attention.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Setup } from '../setups/setups.ts';
import type { TextMemory } from './memory.ts';

/** A model in a format on a setup, with what lies where. */
interface LoadedModel {
  readonly model: TextModel;
  readonly quant: Quant;
  readonly setup: Setup;
  readonly plan: MemoryPlan;
  readonly memory: TextMemory;
}

/** What the speed model is asked: a loaded model under a load. */
export function textJob(
  { model, quant, setup, plan, memory }: LoadedModel,
  load: Pick<TextJob, 'users' | 'depth' | 'prompt_tokens' | 'cached_tokens'>,
  catalog: Catalog,
): TextJob {
  return {
    model,
    quant,
    weights: plan.weights,
    engine: setup.engine,
    backend: setup.backend,
    depth: load.depth,
    prompt_tokens: load.prompt_tokens,
    cached_tokens: load.cached_tokens,
    users: load.users,
    kv_bytes_per_value: memory.kv_bytes_per_value,
    micro_batch: catalog.engines[setup.engine].micro_batch,
    sparse_since: sparseSince(catalog.engines[setup.engine], setup.backend, model),
    offload: memory.offload,
  };
}
