import { takenForOne } from '../answers/alike-machines.ts';
import { parseAmount } from '../answers/numbers.ts';
import { ownedSaid } from '../answers/owned-said.ts';
import { parseAnswers, type RawAnswers } from '../answers/parse-answers.ts';
import { packageVersion } from '../package/version.ts';
import { type RecommendOptions, recommend } from '../recommend/recommend.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import type { Context } from './context.ts';
import { takenForAnother } from './named/taken-for.ts';
import { idleFlags } from './options/idle-flags.ts';

/** What a command asks for besides its flags: another day, or more machines explained in full. */
interface Asked extends Partial<Pick<RecommendOptions, 'asOf' | 'explained_rows'>> {
  /** Where remarks on the flags go; else each is a line of stderr. */
  readonly remark?: (said: string) => void;
}

/** The options of a recommendation, besides the answers. */
export const recommendOptions = ({ asOf, flags, overlay }: Context) => ({
  asOf,
  asOfStated: flags.asOf !== undefined,
  seed: flags.seed === undefined ? 1 : parseAmount(flags.seed, '--seed', { whole: true, zero: true }),
  version: packageVersion(),
  ...(overlay === undefined ? {} : { data: overlay }),
});

/** The recommendation that a command's flags ask for. */
export function answerFlags(
  flags: RawAnswers,
  catalog: Catalog,
  context: Context,
  { remark = (said) => context.io.stderr.write(`${said}\n`), ...asked }: Asked = {},
): Recommendation {
  const options = recommendOptions(context);
  const answers = parseAnswers(flags, catalog);
  const own = ownedSaid(flags.own ?? [], catalog);
  // Remarks were made with today's answer; that of another day is asked for beside it.
  if (asked.asOf === undefined)
    for (const said of [
      ...idleFlags(flags, answers, catalog),
      ...takenForOne(own, catalog),
      ...takenForAnother(own, catalog),
    ])
      remark(said);
  return recommend(answers, catalog, {
    ...options,
    ...asked,
    asOfStated: options.asOfStated || asked.asOf !== undefined,
  });
}
