import { parseAmount } from '../answers/numbers.ts';
import type { Context } from './context.ts';

/** --top as a number; undefined leaves it to the format. */
export const rowsToShow = ({ flags }: Context): number | undefined =>
  flags.top === undefined ? undefined : parseAmount(flags.top, '--top', { whole: true });
