import { recommend } from '../recommend/recommend.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import type { Context } from './context.ts';
import { parseAmount } from './numbers.ts';
import { parseAnswers, type RawAnswers } from './parse-answers.ts';
import { packageVersion } from './version.ts';

/** The recommendation that a command's flags ask for; `asOf` replaces the context's day when given. */
export function answerFlags(
  flags: RawAnswers,
  catalog: Catalog,
  context: Context,
  asOf?: string,
): Recommendation {
  const seed =
    context.flags.seed === undefined
      ? 1
      : parseAmount(context.flags.seed, '--seed', { whole: true, zero: true });
  return recommend(parseAnswers(flags, catalog), catalog, {
    asOf: asOf ?? context.asOf,
    asOfStated: asOf !== undefined || context.flags.asOf !== undefined,
    seed,
    version: packageVersion(),
  });
}

/** --top as a number; undefined leaves it to the format. */
export const rowsToShow = ({ flags }: Context): number | undefined =>
  flags.top === undefined ? undefined : parseAmount(flags.top, '--top', { whole: true });
