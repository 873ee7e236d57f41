import type { Alternative, Reason } from '../../schema/document.ts';
import { isOfUnknownMemory } from '../bare-cards.ts';
import { works } from '../evaluated.ts';
import { isSeveral, wordsFor } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { outdoes } from './outdoes.ts';
import { points } from './own-beside-pick.ts';
import { worksAt } from './work-in-words.ts';

/** Where buying is the answer: what the pick does better than the best machine that is owned. */
export function betterThanOwned(
  { field: [pick], owned, judge }: AlternativesInput,
  alternatives: readonly Alternative[],
): Reason[] {
  const [mine] = owned
    .map(judge)
    .sort(
      (a, b) =>
        Number(works(b.evaluated)) - Number(works(a.evaluated)) ||
        (b.score.score ?? 0) - (a.score.score ?? 0),
    );
  const instead = alternatives.some((a) => a.is_the_answer);
  if (!pick || !mine || instead || !outdoes(pick.evaluated, mine.evaluated)) return [];
  const { system } = mine.evaluated;
  const { name } = system;
  if (isOfUnknownMemory(system)) return [toldReason('owned_memory_unknown', notKnown(name, system.id))];
  const [theirs, own] = [worksAt(pick.evaluated), worksAt(mine.evaluated)];
  const gap = (pick.score.score ?? 0) - (mine.score.score ?? 0);
  const several = wordsFor(isSeveral(name));
  const more = gap >= 0.5 ? `, ${points(gap)} more although yours cost${several.s} nothing` : '';
  const does = theirs && own ? `: ${theirs} instead of ${own}` : '';
  const text = works(mine.evaluated)
    ? `Better than your ${name}${does}${more}.`
    : `Your ${name} ${several.does} not do this work.`;
  return [toldReason('better_than_owned', text)];
}

const notKnown = (name: string, id: string): string =>
  `How much memory goes with your ${name} was not said, so what ${wordsFor(isSeveral(name)).it} ${wordsFor(isSeveral(name)).does} of this work is unknown: say it as in --own "${id} 64GB".`;
