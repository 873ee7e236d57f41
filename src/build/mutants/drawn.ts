import { createHash } from 'node:crypto';

/** A random share of the mutants. */
export type Sample = { readonly seed: number; readonly percent: number };

/** Whether the mutant with this id is drawn: the same mutants for the same seed, each with the same chance. */
export function isDrawn(id: string, { seed, percent }: Sample): boolean {
  const draw = createHash('sha256').update(`${seed}/${id}`).digest().readUInt32BE() / 2 ** 32;
  return draw * 100 < percent;
}
