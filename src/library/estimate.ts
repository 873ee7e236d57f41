import { modelId } from '../answers/model-id.ts';
import { ownedIds } from '../answers/owned-ids.ts';
import { quantId } from '../answers/quant-id.ts';
import { notOneMachine, unknownMemory } from '../answers/unknown-name.ts';
import { isOfUnknownMemory } from '../recommend/bare-cards.ts';
import { estimateOne } from '../recommend/estimate/estimate-one.ts';
import { targetSaid } from '../recommend/estimate/target-said.ts';
import { USUAL_PROMPT } from '../recommend/estimate/usual-prompt.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import type { EstimateDocument } from '../schema/estimate-document.ts';
import { BACKENDS, type Backend, ENGINES, type Engine } from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import {
  type Check,
  checked,
  flag,
  nonNegative,
  oneOfWords,
  positive,
  refuseNoCatalog,
  text,
  wholeFromOne,
} from './checked.ts';

/** One cell: a model on a machine. What is left out is what llama-bench measures, on the best engine there. */
export interface EstimateRequest {
  /** A system or device, by any name it has; what has no memory of its own with that: "Ryzen 9 7950X 64GB", "RTX 3090 + 64GB". */
  readonly on: string;
  readonly model: string;
  readonly quant?: string;
  /** So many of the machine, joined. */
  readonly count?: number;
  /** Tokens in the cache before the prompt. */
  readonly depth?: number;
  readonly prompt_tokens?: number;
  readonly users?: number;
  readonly engine?: Engine;
  readonly backend?: Backend;
  /** Leave stored measurements of the same cell out. */
  readonly model_only?: boolean;
}

const FIELDS: { readonly [K in keyof EstimateRequest]-?: Check } = {
  on: text,
  model: text,
  quant: text,
  count: wholeFromOne,
  depth: nonNegative,
  prompt_tokens: positive,
  users: wholeFromOne,
  engine: oneOfWords(ENGINES),
  backend: oneOfWords(BACKENDS),
  model_only: flag,
};

/** Fit and speed of one model on one machine, as `advise estimate --json` prints it; null where nothing runs it. */
export function estimate(given: EstimateRequest, catalog: Catalog): EstimateDocument | null {
  refuseNoCatalog(catalog);
  const request = checked('request', given, FIELDS);
  for (const name of ['on', 'model'] as const)
    if (request[name] === undefined) throw new UsageError(`${name}: is missing`, 'It must be a name.');
  const target = targetSaid(ownedIds(request.on, catalog, 'on'), request.count ?? 1, catalog);
  if (typeof target === 'string') throw notOneMachine(request.on, 'on', target);
  const model = catalog.models[modelId(request.model, catalog, 'model')];
  if (!target || model?.kind !== 'text')
    throw new UsageError(
      target
        ? `model: "${shown(request.model)}" generates no text`
        : `on: nothing is known of "${shown(request.on)}"`,
      'estimate knows language models on the systems and devices of the catalogue.',
      'unsupported_model',
    );
  if (isOfUnknownMemory(target.system)) throw unknownMemory(target.id, 'on');
  return estimateOne(
    {
      target,
      model,
      quant:
        request.quant === undefined
          ? null
          : (catalog.quants[quantId(request.quant, catalog, 'quant')] ?? null),
      engine: request.engine ?? null,
      backend: request.backend ?? null,
      split: null,
      depth: request.depth ?? 0,
      prompt_tokens: request.prompt_tokens ?? USUAL_PROMPT,
      users: request.users ?? 1,
      modelOnly: request.model_only ?? false,
    },
    catalog,
  );
}
