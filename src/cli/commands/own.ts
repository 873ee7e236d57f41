import { listed } from '../../answers/choice.ts';
import { modelId } from '../../answers/model-id.ts';
import { nameIndex } from '../../answers/name-index.ts';
import { parseAmount } from '../../answers/numbers.ts';
import type { Readings } from '../../imports/own/readings.ts';
import { recognise } from '../../imports/own/recognise.ts';
import { commandLine } from '../../recommend/command.ts';
import { ownTarget } from '../../recommend/estimate/own-target.ts';
import { whatRuns } from '../../recommend/estimate/what-runs.ts';
import { UNSAID } from '../../recommend/unsaid.ts';
import { ownText } from '../../report/own.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { UsageError } from '../../schema/errors.ts';
import type { TextModel } from '../../schema/model.ts';
import type { OwnDocument } from '../../schema/own.ts';
import { oneLine } from '../../units/foreign-text.ts';
import type { RunCommand } from '../commands.ts';
import type { Context } from '../context.ts';

/** Default depth for speeds: a short conversation. */
const USUAL_CONTEXT = 4096;

/** `advise own`: recognises the machine it runs on and shows what that can run. 1 when it is nothing we know. */
export const run: RunCommand = async (_args, flags, context) => {
  const catalog = await context.catalog();
  const models = modelsAsked(flags, catalog);
  const depth =
    typeof flags['context'] === 'string'
      ? parseAmount(flags['context'], '--context', { binary: true, whole: true })
      : USUAL_CONTEXT;
  const seen = cleaned(await context.io.machine());
  const known = recognise(seen, catalog, nameIndex(catalog));
  const target = ownTarget({ ...known, memory_gib: seen.memory_gib }, catalog);
  const document: OwnDocument = {
    schema_version: 1,
    kind: 'own',
    as_of: context.asOf,
    seen: { ...seen, cards: [...seen.cards] },
    devices: known.devices,
    system: known.system,
    own: known.own,
    processor: known.processor,
    missing: known.missing,
    runs: target
      ? whatRuns({ target, os: seen.os, models, context: depth, asOf: context.asOf }, catalog)
      : [],
    command:
      known.own.length > 0
        ? commandLine(
            { ...UNSAID, workloads: [{ id: 'chat', weight: 1 }], own: known.own },
            overlaid(context),
          )
        : null,
  };
  context.emitDocument(document, () => ownText(document, context.format, context.renderOptions()));
  return known.devices.length > 0 ? 0 : 1;
};

const overlaid = ({ overlay }: Context) => (overlay === undefined ? {} : { data: overlay });

/** Names come from firmware and drivers: whatever moves a cursor goes. */
const cleaned = (seen: Readings): Readings => ({
  ...seen,
  cpu: oneLine(seen.cpu),
  product: oneLine(seen.product),
  cards: seen.cards.map((card) => ({ ...card, name: oneLine(card.name) })),
});

function modelsAsked(flags: Record<string, unknown>, catalog: Catalog): TextModel[] {
  const names = Array.isArray(flags['model']) ? listed(flags['model'] as string[]) : [];
  return names.map((name) => {
    const model = catalog.models[modelId(name, catalog, '--model')];
    if (model?.kind === 'text') return model;
    throw new UsageError(
      `--model: "${name}" is no text model`,
      'advise own shows what generates text.',
      'unsupported_model',
    );
  });
}
