import type { RawAnswers } from '../../answers/parse-answers.ts';
import { itemNamed } from '../../recommend/prose/names.ts';
import { comparison, comparisonText } from '../../report/comparison.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { UsageError } from '../../schema/errors.ts';
import { answerFlags } from '../answering.ts';
import type { RunCommand } from '../commands.ts';
import { viewOptions } from '../context.ts';
import { withWorkload } from '../interview/with-workload.ts';
import { isMachine, machineFor, refuseUnknown } from '../named/machine-for.ts';
import { asTyped, namesOfWords } from '../named/words-for-names.ts';

/** `advise compare A B ...`: the same question asked of each, deciding criteria first. */
export const run: RunCommand = async (args, flags, context) => {
  const catalog = await context.lazyCatalog();
  if (args.length < 2)
    throw new UsageError(
      'compare needs two systems or more',
      'For instance: advise compare dgx-spark framework-desktop-128 --workload chat.',
    );
  refuseApart(args, catalog);
  for (const raw of args) refuseUnknown(raw, catalog, 'compare');
  const asked = await withWorkload(flags as RawAnswers, context);
  const document = answerFlags(asked, catalog, context);
  const ids = args.map((raw) => machineFor(raw, document, catalog, 'compare', context.io));
  const each = [...new Set(ids)];
  if (each.length < 2)
    throw new UsageError(
      `compare: all of these are ${itemNamed(ids[0] ?? '', catalog)}`,
      'Name another machine beside it.',
    );
  const view = comparison(each, document);
  context.emitDocument(view, () => comparisonText(view, viewOptions(context)));
  return 0;
};

/** "RTX 3090 RTX 5070 Ti": names that the shell took apart, told as they should have been typed. */
function refuseApart(words: readonly string[], catalog: Catalog): void {
  const known = (name: string) => isMachine(name, catalog);
  const names = words.every(known) ? null : namesOfWords(words, known);
  if (names && names.length > 1)
    throw new UsageError(
      'compare: a name of several words stands in quotes',
      `Did you mean: advise compare ${names.map(asTyped).join(' ')}?`,
    );
}
