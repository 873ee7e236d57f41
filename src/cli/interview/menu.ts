import { foldAlike } from '../../recommend/alike-rows.ts';
import { itemNamed } from '../../recommend/prose/names.ts';
import { comparison, comparisonText } from '../../report/comparison.ts';
import { explanation, explanationText } from '../../report/explanation.ts';
import { render } from '../../report/index.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Recommendation } from '../../schema/document.ts';
import { AdviseError } from '../../schema/errors.ts';
import type { Format } from '../../schema/vocabulary.ts';
import { printable } from '../../units/foreign-text.ts';
import type { Context } from '../context.ts';
import { usualEnding } from '../endings.ts';
import { SILENT } from '../io/io.ts';
import { machineFor } from '../named/machine-for.ts';
import { type Asker, BACK, type Choice } from './asker.ts';

export interface Shown {
  readonly document: Recommendation;
  /** The whole answer, where only the short one was shown. */
  readonly full: string | null;
}
interface MenuInput extends Shown {
  readonly catalog: Catalog;
  readonly context: Context;
  readonly asker: Asker;
}

const MORE: Choice = {
  value: 'more',
  name: 'the whole answer',
  description: 'speeds, prices, runner-up, what would change it',
};
const ACTIONS: readonly Choice[] = [
  { value: 'explain', name: 'explain', description: 'why a machine is where it is, or why it is out' },
  { value: 'compare', name: 'compare', description: 'two or more machines side by side' },
  { value: 'change', name: 'change an answer', description: 'and get the new result' },
  { value: 'save', name: 'save', description: 'as a web page, JSON or Markdown' },
  { value: 'words', name: 'words', description: 'what decode, tight, calibrated and the others mean' },
  { value: 'quit', name: 'quit' },
];

/** What to do with the result, until the buyer leaves (null) or wants other answers ('change'). */
export async function menu(input: MenuInput): Promise<'change' | null> {
  const { asker, context } = input;
  const actions = input.full === null ? ACTIONS : [MORE, ...ACTIONS];
  asker.say('');
  // Who saw the short answer wants the reasons next.
  let usual = input.full === null ? 'quit' : MORE.value;
  for (;;) {
    asker.esc('leave');
    const picked = await asker.pick('What now?', actions, usual);
    usual = 'quit';
    asker.esc('back');
    if (picked === 'change') return 'change';
    if (picked === 'more') context.io.stdout.write(`\n${input.full}\n\n`);
    else if (picked === 'explain') await explain(input);
    else if (picked === 'compare') await compare(input);
    else if (picked === 'save') await save(input);
    else if (picked === 'words') context.io.stdout.write(`\n${(await import('../topics/words.ts')).text}\n`);
    else return null;
  }
}

const OTHER = 'other';
const MOST_ROWS = 9;
const machines = (d: Recommendation): Choice[] =>
  foldAlike(d.ranked)
    .slice(0, MOST_ROWS)
    .map(({ row }) => ({ value: row.system.id, name: row.system.name }));

async function explain({ asker, document, catalog, context }: MenuInput): Promise<void> {
  const picked = await asker.pick('Which one?', [
    ...machines(document),
    { value: OTHER, name: 'another, by name' },
  ]);
  if (picked === BACK) return;
  const id =
    picked === OTHER
      ? await asker.write('Its name or id?', {
          otherwise: 'none',
          complaint: (text) => notRanked(text, document, catalog),
        })
      : picked;
  if (id === BACK || id === '') return;
  const view = explanation(machineFor(id, document, catalog, 'explain', context.io), document);
  if (view)
    context.io.stdout.write(
      `\n${explanationText(view, context.renderOptions(), (id) => itemNamed(id, catalog))}\n\n`,
    );
}

function notRanked(text: string, document: Recommendation, catalog: Catalog): string | null {
  try {
    const id = machineFor(text, document, catalog, 'explain', { stderr: SILENT });
    return explanation(id, document) ? null : `${id} is not a machine that can be bought.`;
  } catch (error) {
    if (error instanceof AdviseError) return `${error.message}. ${error.hint}`;
    throw error;
  }
}

async function compare({ asker, document, context }: MenuInput): Promise<void> {
  const rows = machines(document);
  if (rows.length < 2) {
    asker.say('There are no two to compare.');
    return;
  }
  const ids = await asker.tick(
    'Which ones?',
    rows,
    rows.slice(0, 2).map((r) => r.value),
    2,
  );
  if (ids === BACK) return;
  const view = comparison(ids, document);
  context.io.stdout.write(`\n${comparisonText(view, context.renderOptions())}\n\n`);
}

const KINDS: readonly (Choice & { value: Format })[] = [
  { value: 'html', name: 'web page', description: 'one file, opens in any browser' },
  { value: 'json', name: 'JSON', description: 'everything, for scripts' },
  { value: 'markdown', name: 'Markdown', description: 'for an issue or a mail' },
];

async function save({ asker, document, context, catalog }: MenuInput): Promise<void> {
  const picked = await asker.pick('As what?', KINDS);
  const format = KINDS.find(({ value }) => value === picked)?.value;
  if (format === undefined) return;
  const usual = `advise-${document.as_of}.${usualEnding(format)}`;
  for (;;) {
    const said = await asker.write('Where to?', { otherwise: usual, complaint: () => null });
    if (said === BACK) return;
    const path = atHome(said === '' ? usual : said, context);
    if (exists(context, path)) {
      const over = await asker.pick(`${printable(path)} exists. Overwrite it?`, [
        { value: 'no', name: 'no' },
        { value: 'yes', name: 'yes' },
      ]);
      if (over !== 'yes') continue;
    }
    try {
      context.io.writeFile(
        path,
        `${await render(document, format, { colour: 0, width: undefined, unicode: true, top: undefined, catalog })}\n`,
      );
      asker.say(`Written to ${printable(path)}`);
      return;
    } catch (error) {
      if (!(error instanceof AdviseError)) throw error;
      asker.say(`${error.message}. ${error.hint}`);
    }
  }
}

/** No shell stands between this question and the disk. */
const atHome = (path: string, { io }: Context): string =>
  path.startsWith('~/') && io.env['HOME'] ? `${io.env['HOME']}${path.slice(1)}` : path;

function exists(context: Context, path: string): boolean {
  try {
    context.io.readFile(path);
    return true;
  } catch {
    return false;
  }
}
