import type { Catalog } from '../../schema/catalog.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import { modelChoices } from '../perform/model-choices.ts';
import { estimateOne } from './estimate-one.ts';
import type { EstimateTarget } from './target.ts';
import { USUAL_PROMPT } from './usual-prompt.ts';

/** Assumption: nobody reads more rows than this. */
const MOST_MODELS = 8;

interface RunsQuestion {
  readonly target: EstimateTarget;
  /** What it runs under; null: as it is sold. */
  readonly os: OperatingSystem | null;
  /** Models asked for by name, shown even where they do not fit; empty: whatever runs best. */
  readonly models: readonly TextModel[];
  /** Tokens. */
  readonly context: number;
  readonly asOf: string;
}

/** What a machine runs today: the best models that fit it, at the format people would take there, best first. */
export function whatRuns(
  { target, os, models, context, asOf }: RunsQuestion,
  catalog: Catalog,
): EstimateDocument[] {
  const system = os && target.system.os.includes(os) ? { ...target.system, os: [os] } : target.system;
  const chosen = models.length > 0 ? models : modelChoices('chat', catalog, asOf).map((c) => c.model);
  const prompt_tokens = Number(catalog.workloads.chat.defaults.prompt_tokens?.value ?? USUAL_PROMPT);
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
        depth: Math.max(0, context - prompt_tokens),
        prompt_tokens,
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
