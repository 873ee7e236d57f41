import { oneOf } from '../../answers/choice.ts';
import { builtInCatalog } from '../../package/load-catalog.ts';
import { noteLine, problemReport } from '../../report/problems.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { type ExitCode, UsageError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { newestFirst } from '../../units/order.ts';
import type { RunCommand } from '../commands.ts';
import type { Context } from '../context.ts';

export const ACTIONS = ['check', 'new'] as const;

/** `advise data check [DIR]`: every fault of a folder. `advise data new KIND [ID]`: a commented profile to start from. */
export const run: RunCommand = async (args, _flags, context) => {
  const [action, ...rest] = args;
  if (oneOf(action ?? '', ACTIONS, 'data') === 'new') return start(rest, context);
  if (rest.length > 1) throw new UsageError('data check takes one folder', 'Check them one by one.');
  return check(rest[0], context);
};

/** A folder laid over the built-in catalogue; without a folder, what ships. Faults are bad data: exit 2. */
async function check(folder: string | undefined, context: Context): Promise<ExitCode> {
  const { checkFolder, checkBuiltIn, isBuiltIn } = await import('../../catalog/check-folder.ts');
  const { PHYSICS_CHECKS } = await import('../../checks/physics.ts');
  const { problems, notes } =
    folder === undefined || isBuiltIn(folder)
      ? { problems: checkBuiltIn(context.io.today(), PHYSICS_CHECKS), notes: [] }
      : checkFolder(builtInCatalog(), folder, context.io.today(), PHYSICS_CHECKS);
  const ok = problems.length === 0;
  if (ok || context.format === 'json')
    context.emitDocument({ schema_version: 1, kind: 'data_check', ok, problems, notes }, () =>
      [`${folder ?? 'The built-in data'}: no problems`, ...notes.map(noteLine)].join('\n'),
    );
  else
    context.io.stderr.write(`${problemReport(problems)}\n${notes.map((n) => `${noteLine(n)}\n`).join('')}`);
  return ok ? 0 : 2;
}

export const KINDS = ['device', 'system', 'model', 'rule'] as const;
type Kind = (typeof KINDS)[number];

async function start(args: readonly string[], context: Context): Promise<ExitCode> {
  if (args[0] === undefined)
    throw new UsageError('data new needs a kind of thing', `Choices: ${KINDS.join(', ')}.`);
  const kind = oneOf(args[0], KINDS, 'data new');
  const id = args[1] ?? `my-${kind}`;
  if (args.length > 2) throw new UsageError('data new takes one id', 'Make them one by one.');
  const { idSchema } = await import('../../schema/primitives.ts');
  if (!idSchema.safeParse(id).success)
    throw new UsageError(
      `data new: "${shown(id)}" cannot be an id`,
      'The id is the file name: lower-case letters, digits, ".", "_" and "-".',
    );
  const catalog = await context.catalog();
  if (existing(kind, catalog).includes(id))
    throw new UsageError(
      `data new: there is a ${kind} "${id}" already`,
      `A file ${kind}s/${id}.yaml in your folder changes only the fields it names; \`advise show ${id}\` prints them.`,
      'exists',
    );
  const text = await TEMPLATES[kind](id, catalog);
  const document = { schema_version: 1, kind: 'template', path: `${kind}s/${id}.yaml`, text };
  context.emitDocument(document, () => text);
  return 0;
}

const TEMPLATES: Readonly<Record<Kind, (id: string, catalog: Catalog) => Promise<string>>> = {
  device: async (id) => (await import('../templates/device.ts')).deviceTemplate(id),
  system: async (id, catalog) =>
    (await import('../templates/system.ts')).systemTemplate(id, newestCard(catalog)),
  model: async (id) => (await import('../templates/model.ts')).modelTemplate(id),
  rule: async (id) => (await import('../templates/rule.ts')).ruleTemplate(id),
};

const existing = (kind: Kind, c: Catalog): string[] =>
  kind === 'rule'
    ? c.rules.map((r) => r.id)
    : Object.keys({ device: c.devices, system: c.systems, model: { ...c.models, ...c.diffusion } }[kind]);

/** A card that the catalogue has, so that the example is valid. */
function newestCard(catalog: Catalog): { id: string; memory_gb: number } {
  const cards = Object.values(catalog.devices).flatMap(({ id, memory, released }) =>
    memory.kind === 'vram' && memory.capacity_gb ? [{ id, memory_gb: memory.capacity_gb, released }] : [],
  );
  const [newest] = cards.sort(newestFirst);
  return newest ?? { id: 'my-device', memory_gb: 24 };
}
