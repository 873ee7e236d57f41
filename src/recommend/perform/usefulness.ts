import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { type ScoringModel, scoringModel } from '../../scoring/model.ts';
import { scoreCandidate } from '../../scoring/score.ts';
import type { Trial } from './text.ts';

const models = new WeakMap<Catalog, Map<string, ScoringModel>>();

/**
 * How well a model at a format serves the buyer on one machine, 0..100: the same curves and weights as the ranking, over
 * what a choice of model changes (quality, speed, wait, headroom). Below the slowest usable speed it counts half.
 */
export function usefulness(t: Trial, need: WorkloadNeed, catalog: Catalog): number {
  const perWorkload = models.get(catalog) ?? new Map<string, ScoringModel>();
  models.set(catalog, perWorkload);
  const model = perWorkload.get(need.id) ?? scoringModel(catalog.scoring, [need.id], []);
  perWorkload.set(need.id, model);
  const { decode_tok_s, ttft_s } = t.speed;
  if (!decode_tok_s) return 0;
  const { score } = scoreCandidate(
    model,
    [
      {
        workload: need.id,
        share: 1,
        values: {
          speed: need.id === 'batch' ? decode_tok_s.value * need.users : decode_tok_s.value,
          ttft: ttft_s?.value ?? null,
          quality: t.quality,
          capacity: t.fit.usable_gib / t.fit.footprint_gib,
        },
      },
    ],
    0,
  );
  const choice = catalog.workloads[need.id].model_choice;
  const tooSlow =
    choice !== undefined &&
    (decode_tok_s.value < choice.min_decode_tok_s.value ||
      (ttft_s !== null && ttft_s.value > choice.max_ttft_s.value));
  return (score ?? 0) * (tooSlow ? 0.5 : 1);
}
