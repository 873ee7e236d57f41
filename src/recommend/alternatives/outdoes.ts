import type { Estimate } from '../../schema/estimate.ts';
import type { Evaluated } from '../evaluated.ts';
import { mainFigure } from '../main-figure.ts';

/**
 * Whether a machine does some of the work better than the other, whatever either costs: with a better model, faster or in
 * less time, or with a shorter wait for a model no worse. Who owns the other gains nothing by it otherwise.
 */
export const outdoes = (one: Evaluated, other: Evaluated): boolean =>
  one.outcomes.some((o, i) => {
    const theirs = other.outcomes[i];
    if (!theirs || o.failure || theirs.failure) return !o.failure;
    const [own, before] = [o.performance, theirs.performance];
    const isRate = own.speed !== null;
    const better = (o.quality ?? 0) - (theirs.quality ?? 0);
    const faster = isRate
      ? above(mainFigure(own), mainFigure(before))
      : above(mainFigure(before), mainFigure(own));
    return better > 0 || faster || (better === 0 && above(before.speed?.ttft_s, own.speed?.ttft_s));
  });

const above = (one: Estimate | null | undefined, other: Estimate | null | undefined): boolean =>
  one != null && other != null && one.value > other.value;
