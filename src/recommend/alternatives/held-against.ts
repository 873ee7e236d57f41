import type { Fired } from '../../rules/compile.ts';
import type { Judged } from '../judge.ts';

/** Rules that take points from one machine, and do not from the other. */
export const heldAgainst = ({ fired }: Judged, other: Judged | undefined): Fired[] =>
  fired.filter(({ points, rule }) => points < 0 && !other?.fired.some((f) => f.rule === rule));
