import type { Catalog } from '../schema/catalog.ts';
import type { EstimateDocument } from '../schema/estimate-document.ts';
import type { TextModel } from '../schema/model.ts';
import type { OperatingSystem } from '../schema/vocabulary.ts';
import { estimateOne } from './estimate/estimate-one.ts';
import type { EstimateTarget } from './estimate/machine.ts';
import { modelChoices } from './perform/model-choices.ts';

/** A question of a few pages, as the chat workload takes it. */
const PROMPT_TOKENS = 2048;
const MOST_MODELS = 8;

/**
 * What a machine runs today: the best models that fit it, at the format people would take there, best first. `models`
 * are those somebody asked for; then also what does not fit is told.
 */
export function whatRuns(
  target: EstimateTarget,
  os: OperatingSystem | null,
  models: readonly TextModel[],
  context: number,
  catalog: Catalog,
  asOf: string,
): EstimateDocument[] {
  const system = os && target.system.os.includes(os) ? { ...target.system, os: [os] } : target.system;
  const chosen = models.length > 0 ? models : modelChoices('chat', catalog, asOf).map((c) => c.model);
  const rows: EstimateDocument[] = [];
  for (const model of chosen) {
    const row = estimateOne(
      {
        target: { ...target, system },
        model,
        quant: null,
        engine: null,
        backend: null,
        split: null,
        depth: Math.max(0, context - PROMPT_TOKENS),
        prompt_tokens: PROMPT_TOKENS,
        users: 1,
        modelOnly: false,
      },
      catalog,
    );
    if (!row || (models.length === 0 && row.footprint.status === 'no')) continue;
    rows.push(row);
    if (models.length === 0 && rows.length === MOST_MODELS) break;
  }
  return rows;
}
