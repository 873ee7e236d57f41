import { liesWhole } from '../../perf/memory/fit.ts';
import type { TextRates } from '../../perf/speed/estimate-text.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { ChosenRun } from '../evaluated.ts';
import { makePlans, memoryOf } from '../perform/memory.ts';
import { shapeOf } from '../perform/prompt-shape.ts';
import { ratesOf } from '../perform/speed.ts';
import { textJob } from '../perform/text-job.ts';
import { textMachine } from '../perform/text-machine.ts';

/** A chosen model, format and setup, to be asked again under other loads. */
export interface TextRun {
  /** Servers side by side that share the users. */
  readonly copies: number;
  /** Null where the model no longer fits for that many users. */
  readonly at: (
    load: Partial<Pick<WorkloadNeed, 'users' | 'cached_share' | 'prompt_tokens'>>,
  ) => TextRates | null;
}

export function textRun(
  { setup, model, quant, need }: ChosenRun,
  catalog: Catalog,
  kv: Fit['kv_type'] = 'f16',
): TextRun | null {
  const machine = textMachine(setup, catalog);
  if (!machine) return null;
  const plan = makePlans(catalog)(model, quant, setup.engine, kv);
  const at: TextRun['at'] = (load) => {
    const asked = { ...need, ...load };
    const memory = memoryOf(plan, asked, setup, catalog);
    if (!liesWhole(memory.fit.status)) return null;
    return ratesOf(
      textJob({ model, quant, setup, plan, memory }, shapeOf(asked, setup.copies), catalog),
      machine,
      catalog,
    );
  };
  return { copies: setup.copies, at };
}
