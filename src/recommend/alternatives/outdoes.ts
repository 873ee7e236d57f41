import type { Evaluated } from '../evaluated.ts';
import { timesAsFast } from '../main-figure.ts';

/**
 * Whether a machine does some of the work better than the other, whatever either costs: with a better model, faster or in
 * less time, or with a shorter wait for a model no worse. Who owns the other gains nothing by it otherwise.
 */
export const outdoes = (one: Evaluated, other: Evaluated): boolean =>
  one.outcomes.some((o, i) => {
    const theirs = other.outcomes[i];
    if (!theirs || o.failure || theirs.failure) return !o.failure;
    const better = (o.quality ?? 0) - (theirs.quality ?? 0);
    if (better > 0 || (timesAsFast(o.performance, theirs.performance) ?? 0) > 1) return true;
    const [wait, longer] = [o, theirs].map(({ performance }) => performance.speed?.ttft_s?.value);
    return better === 0 && wait !== undefined && longer !== undefined && wait < longer;
  });
