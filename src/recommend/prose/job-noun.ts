import type { Answers } from '../../schema/answers.ts';
import type { Performance } from '../../schema/document.ts';
import { grouped, significant } from '../../units/format.ts';

/** What is counted of work that is done when it is done: "1 training run", "2 images", "0.5 clips". */
export function jobNoun(work: Pick<Performance, 'finetune' | 'image'> | undefined, count: number): string {
  const one = work?.finetune ? 'training run' : work?.image ? 'image' : 'clip';
  return count === 1 ? one : `${one}s`;
}

/** "2 images a month": as often as the buyer said. */
export function jobsSaid(
  { count, per }: NonNullable<Answers['jobs']>,
  work: Parameters<typeof jobNoun>[0],
): string {
  return `${Number.isInteger(count) ? grouped(count) : significant(count, 3)} ${jobNoun(work, count)} a ${per}`;
}
