import type { Evaluated } from '../evaluated.ts';
import { timesAsFast } from '../main-figure.ts';

/** Assumption: a model this many points below another, which fewer than 53 of 100 readers prefer to it, is no worse. */
const NOT_FELT_POINTS = 20;

/** Assumption: a lead smaller than the difference between two testers of one machine is none. */
const NOTICEABLE = 1.1;
/** Assumption: nobody waits for a first token that is there within a second. Seconds. */
const NO_WAIT_S = 1;

/**
 * Whether a machine does some of the work better than the other, whatever either costs: with a better model, or with
 * one no worse faster, in less time or after a shorter wait. Otherwise the other's owner gains nothing by it.
 */
export const outdoes = (one: Evaluated, other: Evaluated): boolean =>
  one.outcomes.some((o, i) => {
    const theirs = other.outcomes[i];
    if (!theirs || o.failure || theirs.failure) return !o.failure;
    const better = (o.quality ?? 0) - (theirs.quality ?? 0);
    if (better > 0) return true;
    if (better < -NOT_FELT_POINTS) return false;
    if ((timesAsFast(o.performance, theirs.performance) ?? 0) > NOTICEABLE) return true;
    const [wait, longer] = [o, theirs].map(({ performance }) => performance.speed?.ttft_s?.value);
    if (better !== 0 || wait === undefined || longer === undefined) return false;
    return longer > NO_WAIT_S && longer > NOTICEABLE * wait;
  });
