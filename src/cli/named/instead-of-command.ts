import { kindsAndMakers, machineWords } from '../../answers/machine-words.ts';
import { modelId } from '../../answers/model-id.ts';
import { BUDGET, parseAmount } from '../../answers/numbers.ts';
import { unlessRefused } from '../../answers/unless-refused.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { FORM_WISHES } from '../../schema/vocabulary.ts';
import { isMachine } from './machine-for.ts';
import { asTyped } from './words-for-names.ts';

/**
 * What asks about the thing or the amount that was typed where a command stands: a machine, a model, a shape, a kind or a
 * maker, a budget. Null where it is none of these.
 */
export function insteadOfCommand(said: string, catalog: Catalog): string | null {
  const is = (check: () => unknown): boolean => unlessRefused(() => check() !== null, false);
  // Round sums are money; "3090" is a card.
  if (/^\$?\d[\d,]*00$|^\$?\d+k$/i.test(said) && is(() => parseAmount(said, '', BUDGET)))
    return `advise --budget ${said.replace('$', '')}`;
  const word = said.toLowerCase();
  if (FORM_WISHES.some((form) => form === word)) return `advise --form ${word}`;
  if (kindsAndMakers(catalog).includes(word) && is(() => machineWords(word, catalog, '')))
    return `advise --only ${asTyped(word)}`;
  if (isMachine(said, catalog)) return `advise explain ${asTyped(said)}`;
  return is(() => modelId(said, catalog, '')) ? `advise fit ${asTyped(said)}` : null;
}
