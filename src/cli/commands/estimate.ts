import { takenForOne } from '../../answers/alike-machines.ts';
import { oneOf } from '../../answers/choice.ts';
import { modelId } from '../../answers/model-id.ts';
import { type AmountOptions, parseAmount } from '../../answers/numbers.ts';
import { ownedIds } from '../../answers/owned-ids.ts';
import { quantId } from '../../answers/quant-id.ts';
import { notOneMachine, unknownMemory } from '../../answers/unknown-name.ts';
import { isOfUnknownMemory } from '../../recommend/bare-cards.ts';
import { estimateOne } from '../../recommend/estimate/estimate-one.ts';
import type { EstimateQuestion } from '../../recommend/estimate/question.ts';
import { targetSaid } from '../../recommend/estimate/target-said.ts';
import { USUAL_PROMPT } from '../../recommend/estimate/usual-prompt.ts';
import { estimateText } from '../../report/estimate.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { UsageError } from '../../schema/errors.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import { BACKENDS, ENGINES } from '../../schema/vocabulary.ts';
import { shown } from '../../units/foreign-text.ts';
import type { RunCommand } from '../commands.ts';
import { estimateNotes } from '../estimate/notes.ts';
import { nothingRuns } from '../estimate/nothing-runs.ts';
import { takenForAnother } from '../named/taken-for.ts';

/** `advise estimate --on ID --model M`: one cell with its memory, speeds and breakdown. */
export const run: RunCommand = async (_args, flags, context) => {
  const catalog = await context.lazyCatalog();
  const question = questionOf(flags, catalog);
  const on = [String(flags['on'])];
  for (const said of [...takenForOne(on, catalog), ...takenForAnother(on, catalog, { chips: false })])
    context.io.stderr.write(`${said}\n`);
  const document = estimateOne(question, catalog);
  if (!document) throw nothingRuns(question, catalog);
  context.emitDocument(document, () => {
    const notes = estimateNotes(question, document, catalog);
    return estimateText(document, context.format, context.renderOptions(), notes);
  });
  return 0;
};

/** Formats that some engine reads on the accelerators of this machine. */
const readableOn =
  ({ devices }: System, catalog: Catalog) =>
  ({ engines }: Quant): boolean =>
    engines.some((engine) =>
      devices.every(({ device }) =>
        catalog.devices[device]?.backends.some(
          ({ backend }) => backend !== 'cpu' && catalog.engines[engine].backends.includes(backend),
        ),
      ),
    );

function questionOf(flags: Record<string, unknown>, catalog: Catalog): EstimateQuestion {
  const on = needed(flags, 'on', '--on', 'a system or device');
  const count = amount(flags, 'count', '--count', 1, { binary: true });
  const target = targetSaid(ownedIds(on, catalog, '--on'), count, catalog);
  if (typeof target === 'string') throw notOneMachine(on, '--on', target);
  if (!target)
    throw new UsageError(`--on: nothing is known of "${shown(on)}"`, '`advise list systems` prints all.');
  if (isOfUnknownMemory(target.system)) throw unknownMemory(target.id, '--on');
  const engine = text(flags, 'engine');
  const backend = text(flags, 'backend');
  const split = text(flags, 'split');
  const quant = text(flags, 'quant');
  return {
    target,
    model: textModel(needed(flags, 'model', '--model', 'a model'), catalog),
    quant:
      quant === null
        ? null
        : (catalog.quants[quantId(quant, catalog, '--quant', readableOn(target.system, catalog))] ?? null),
    engine: engine === null ? null : oneOf(engine, ENGINES, '--engine'),
    backend: backend === null ? null : oneOf(backend, BACKENDS, '--backend'),
    split: split === null ? null : oneOf(split, ['layer', 'tensor'] as const, '--split'),
    depth: amount(flags, 'depth', '--depth', 0, { binary: true, zero: true }),
    prompt_tokens: amount(flags, 'promptTokens', '--prompt-tokens', USUAL_PROMPT, { binary: true }),
    users: amount(flags, 'users', '--users', 1),
    modelOnly: flags['modelOnly'] === true,
  };
}

/** Commander gives a list for flags that may be repeated; one cell has one of each. */
function text(flags: Record<string, unknown>, key: string): string | null {
  const value = flags[key];
  if (Array.isArray(value)) {
    if (value.length > 1)
      throw new UsageError(`--${key}: estimate takes one`, 'Ask for the others one by one.');
    return String(value[0]);
  }
  return typeof value === 'string' ? value : null;
}

function needed(flags: Record<string, unknown>, key: string, flag: string, what: string): string {
  const value = text(flags, key);
  if (value !== null) return value;
  throw new UsageError(
    `estimate needs ${what}: ${flag}`,
    'For instance: advise estimate --on dgx-spark --model gpt-oss-120b --depth 8k.',
    `missing_${key}`,
  );
}

/** A flag as a whole number; `usual` where it is not given. */
function amount(
  flags: Record<string, unknown>,
  key: string,
  flag: string,
  usual: number,
  options: AmountOptions = {},
): number {
  const value = text(flags, key);
  return value === null ? usual : parseAmount(value, flag, { ...options, whole: true });
}

function textModel(raw: string, catalog: Catalog): TextModel {
  const id = modelId(raw, catalog, '--model');
  const model = catalog.models[id];
  if (model?.kind === 'text') return model;
  const image = catalog.diffusion[id];
  throw new UsageError(
    `--model: ${id} is ${image ? `${image.kind === 'image' ? 'an' : 'a'} ${image.kind} model` : 'an embedding model'}; estimate knows text models`,
    image
      ? `advise fit ${id} lists how long every machine takes for it.`
      : 'Choose a model that generates text.',
    'unsupported_model',
  );
}
