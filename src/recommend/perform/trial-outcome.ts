import type { WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { Outcome } from '../evaluated.ts';
import { fitTogether, headroomOf } from '../setups/copies.ts';
import { partOf } from '../setups/unlike.ts';
import { blankPerformance, noEstimate, outcome } from './outcome.ts';
import { depthOf } from './prompt-shape.ts';
import { NOTHING_KNOWN, told } from './speed.ts';
import type { Trial } from './trial.ts';
import type { Usefulness } from './usefulness.ts';

/** Where the buyer named no model: what else runs, and how much of it is enough. */
interface OpenChoice {
  readonly also_runs: NonNullable<Outcome['also_runs']>;
  readonly enoughWith: Usefulness['enoughWith'];
}

/** The chosen trial as the outcome that is judged and shown; without a decode speed it is a failure that says why. */
export function trialOutcome(
  best: Trial,
  system: System,
  need: WorkloadNeed,
  open: OpenChoice | null,
): Outcome {
  const { setup, model, quant } = best;
  const part = partOf(system, setup.on);
  const { missing, ...speed } = best.rates ? told(best.rates) : NOTHING_KNOWN;
  const performance = {
    ...blankPerformance(need),
    model: { id: model.id, name: model.name, quant: quant.name },
    engine: setup.engine,
    backend: setup.backend,
    fit: fitTogether({ ...best.fit, max_context: best.memory.deepest() }, setup.copies),
    speed: {
      ...speed,
      at: { depth: depthOf(need), prompt_tokens: need.prompt_tokens ?? 0, users: need.users },
    },
    ...(part === null ? {} : { runs_on: part }),
    ...(setup.in_wsl ? { in_wsl: true as const } : {}),
    ...(setup.copies > 1 ? { copies: setup.copies } : {}),
    ...(best.prefill_by ? { prefill_by: best.prefill_by } : {}),
    unknown: [...missing],
  };
  if (!speed.decode_tok_s)
    return outcome(performance, setup.os, {
      failure: noEstimate(need, missing.join('; ') || undefined),
    });
  return outcome(performance, setup.os, {
    split: setup.split,
    quality: best.quality,
    ...best.memory.alone(),
    bits_per_weight: quant.bits_per_weight,
    quality_loss: quant.quality_loss,
    model_open: open !== null,
    room_gib: open === null ? null : best.fit.usable_gib * setup.copies,
    also_runs: open?.also_runs ?? null,
    enough: open?.enoughWith(best.quality) ?? null,
    output_tokens: need.output_tokens ?? 1,
    headroom: headroomOf(best.fit, setup.copies),
    chosen: setup.prefill ? null : { setup, model, quant, need },
  });
}
