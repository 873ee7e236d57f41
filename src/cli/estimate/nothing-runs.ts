import { type EstimateQuestion, setupsAsked } from '../../recommend/estimate/question.ts';
import { usualFormats } from '../../recommend/perform/quant-choices.ts';
import { reads } from '../../recommend/setups/setups.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { UsageError } from '../../schema/errors.ts';
import type { Quant } from '../../schema/quant.ts';
import { type Backend, ENGINES, type Engine } from '../../schema/vocabulary.ts';
import { enumerated } from '../../units/format.ts';

/** Which of the wishes leaves nothing that runs, and what to ask for instead. */
export function nothingRuns(q: EstimateQuestion, catalog: Catalog): UsageError {
  const { system } = q.target;
  const refusal = (message: string, hint: string) => new UsageError(message, hint, 'no_engine');
  const free = { ...q, engine: null, backend: null };
  const possible = [...new Set(setupsAsked(free, catalog).map((s) => `${s.engine} on ${s.backend}`))];
  if (possible.length === 0)
    return refusal(
      `no engine we know runs text on ${system.name}`,
      '`advise list engines` prints the engines and their backends.',
    );
  if (setupsAsked(q, catalog).length === 0)
    return refusal(
      `${[q.engine, q.backend].filter((x) => x !== null).join(' on ')} does not run on ${system.name}`,
      `There it is ${possible.join(', ')}.`,
    );
  return refusal(...unread(q, catalog));
}

/** Message and hint where the machine runs the engine, but that does not read the format: another of either. */
function unread(q: EstimateQuestion, catalog: Catalog): readonly [string, string] {
  const { system } = q.target;
  const file = catalog.imported?.[q.model.id]?.quant ?? null;
  const quant = file === null ? q.quant : (catalog.quants[file] ?? null);
  if (quant && q.quant && q.quant.id !== quant.id)
    return [`${q.model.name} is a file in ${quant.name}, not in ${q.quant.name}`, 'Leave out --quant.'];
  const engine = q.engine && (catalog.engines[q.engine]?.name ?? q.engine);
  if (!quant)
    return [
      `which format people of ${engine ?? system.name} usually take of ${q.model.name} is not known`,
      'Name one with --quant; `advise list quants` says which engine reads which format.',
    ];
  const reader = readerOf(quant, q, catalog);
  const format = file === null ? formatRead(q, catalog) : null;
  const ways = [
    ...(format ? [`--quant ${format.id}`] : []),
    ...(reader ? [`${reader}, which reads ${quant.name}`] : []),
  ];
  const hint = `${ways.length > 0 ? `Try ${ways.join('; or ')}. ` : ''}\`advise list quants\` says which engine reads which format.`;
  if (engine) return [`${engine} does not read ${quant.name}`, hint];
  const asked = [...new Set(setupsAsked(q, catalog).map((s) => catalog.engines[s.engine].name))];
  return reader
    ? [`what we would advise there, ${enumerated(asked)}, does not read ${quant.name}`, hint]
    : [`no engine on ${system.name} reads ${quant.name}`, hint];
}

/** The flags that ask for the first engine that reads the format on this machine; null where none does. */
function readerOf(quant: Quant, q: EstimateQuestion, catalog: Catalog): string | null {
  const runs = (engine: Engine, backend: Backend | null) =>
    setupsAsked({ ...q, quant, engine, backend }, catalog)[0] ?? null;
  const readers = ENGINES.filter((engine) => catalog.engines[engine] && reads(engine, quant, catalog));
  for (const backend of q.backend === null ? [null] : [q.backend, null])
    for (const engine of readers) {
      const setup = runs(engine, backend);
      if (!setup) continue;
      const where = q.backend === null || backend !== null ? '' : ` --backend ${setup.backend}`;
      return `--engine ${engine}${where}`;
    }
  return null;
}

/** The format usually taken for the model with what was asked for; null where there is none. */
function formatRead(q: EstimateQuestion, catalog: Catalog): Quant | null {
  const engines = setupsAsked({ ...q, quant: null }, catalog).map((s) => s.engine);
  return engines.flatMap((engine) => usualFormats(q.model, engine, catalog))[0] ?? null;
}
