import { bytesAt } from '../../perf/memory/weights.ts';
import type { Setup } from '../setups/setups.ts';
import type { ModelChoice } from './model-choices.ts';
import { allOf, namedTrials } from './named-trials.ts';
import type { Trial } from './trial.ts';
import type { TrialContext } from './trial-context.ts';
import { keepsModel } from './way-grade.ts';

/** Assumption: formats below this lose more than people accept: a first look at the size that costs no arithmetic. */
const SMALLEST_BITS = 3;

/**
 * The best model that is better than the one a machine is judged by, does not fit its devices whole, and with routed
 * experts in main memory is still fast enough for this work. It is shown but not judged by: such a model takes the
 * memory other programs need, so no machine is bought for it.
 */
export function expertsAside(
  context: TrialContext,
  candidates: readonly ModelChoice[],
  setups: readonly Setup[],
  best: Trial,
): Trial | null {
  const choice = context.catalog.workloads[context.need.id].model_choice;
  if (!choice || !setups.some((s) => s.on.host?.ram_gb)) return null;
  const room = Math.max(...setups.map(allOf));
  for (const { model } of candidates) {
    if (model === best.model) return null;
    if (model.params_active_b >= model.params_total_b) continue;
    if (bytesAt(model, SMALLEST_BITS) > room) continue;
    const [trial] = namedTrials(context, model, setups);
    if (trial?.memory.offload.kind !== 'experts' || !keepsModel(context, trial.quant)) continue;
    const { decode_tok_s, ttft_s } = trial.rates ?? {};
    const fast = (decode_tok_s ?? 0) >= choice.min_decode_tok_s.value;
    if (fast && (ttft_s ?? Number.POSITIVE_INFINITY) <= choice.max_ttft_s.value) return trial;
  }
  return null;
}
