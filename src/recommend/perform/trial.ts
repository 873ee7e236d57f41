import type { TextRates } from '../../perf/speed/estimate-text.ts';
import type { Fit, Performance } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import { headroomOf } from '../setups/copies.ts';
import type { Setup } from '../setups/setups.ts';
import type { FormatOption } from './format-options.ts';
import { handOver } from './hand-over.ts';
import type { TextMemory } from './memory.ts';
import { cautiousQuality } from './model-choices.ts';
import { shapeOf } from './prompt-shape.ts';
import { ratesOf } from './speed.ts';
import { textJob } from './text-job.ts';
import type { TrialContext } from './trial-context.ts';
import type { Usable } from './usefulness.ts';

/** One model at one format on one setup, with what it needs and how fast it is. */
export interface Trial {
  readonly setup: Setup;
  readonly model: TextModel;
  readonly quant: Quant;
  readonly fit: Fit;
  readonly memory: TextMemory;
  /** Null where a device is unknown. */
  readonly rates: TextRates | null;
  readonly prefill_by: Performance['prefill_by'] | null;
  readonly quality: number | null;
  /** What its usefulness is judged by: between models, and between ways to run this one. */
  readonly usable: Usable;
  readonly usefulness: number;
}

/** A trial in memory that is worked out already; null when the machine that reads the prompt cannot. */
export function tryFormat(
  { catalog, need, planOf, yardstick, machineFor }: TrialContext,
  model: TextModel,
  option: FormatOption,
  setup: Setup,
  memory: TextMemory,
): Trial | null {
  const { quant } = option;
  const cautious = cautiousQuality(model);
  const machine = machineFor(setup);
  const plan = option.plan();
  const job = textJob({ model, quant, setup, plan, memory }, shapeOf(need, setup.copies), catalog);
  const own = machine && ratesOf(job, machine, catalog);
  const handed =
    own && setup.prefill
      ? handOver({ job, decode: own, prefill: setup.prefill, need, planOf, catalog, measured: true })
      : null;
  if (setup.prefill && !handed) return null;
  const rates = handed?.rates ?? own;
  const fit: Fit = handed?.status === 'tight' ? { ...memory.fit, status: 'tight' } : memory.fit;
  const usable: Usable = {
    decode_tok_s: rates?.decode_tok_s ?? null,
    ttft_s: rates?.ttft_s ?? null,
    params_total_b: model.params_total_b,
    quality: cautious === null ? null : cautious - quant.quality_loss,
    format_loss: quant.quality_loss,
    capacity: headroomOf(memory.fit, setup.copies),
  };
  const quality = model.quality ? model.quality.value - quant.quality_loss : null;
  const prefill_by = handed?.by ?? null;
  const usefulness = yardstick.ofModel(usable);
  return { setup, model, quant, fit, memory, rates, prefill_by, quality, usable, usefulness };
}
