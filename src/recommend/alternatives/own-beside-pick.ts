import type { Reason } from '../../schema/document.ts';
import type { Evaluated } from '../evaluated.ts';
import { isSeveral, wordsFor } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';
import { worksAt } from './work-in-words.ts';

/**
 * What the pick would run in place of an owned machine, and how fast: the title says that of the owned one. `step` says
 * what the difference is worth.
 */
export function besidePick(mine: Evaluated, pick: Evaluated, step: string | null): Reason[] {
  const [theirs, own] = [worksAt(pick), worksAt(mine)];
  const { name } = pick.system;
  const does = mine.outcomes[0]?.performance.finetune ? 'train' : 'run';
  const differ = theirs && own && theirs !== own ? `${name} would ${does} ${theirs}` : null;
  if (!differ && !step) return [];
  const text = differ ? `${differ}${step ? `: ${step}` : ''}.` : `${name} is ${step}.`;
  return [toldReason('own_beside_pick', text)];
}

/** What the step up from `from` to the pick is worth, money counted; `felt` points are the least that matter. */
export function stepUp(gap: number, felt: number, from: string): string {
  if (gap < 0.5) return `no better all in all, since yours cost${wordsFor(isSeveral(from)).s} nothing`;
  // Kept for running what was named: only its owner knows whether that is enough.
  if (gap >= felt) return `${points(gap)} better with its price counted, should yours be too slow for you`;
  const few = Math.round(gap) < felt ? points(gap) : `${Math.floor(10 * gap) / 10} of 100 points`;
  return `${few} better with its price counted, and less than ${felt} are no reason to buy`;
}

/** "7 of 100 points". */
export const points = (gap: number): string => `${Math.round(gap)} of 100 points`;
