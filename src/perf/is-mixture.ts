import type { Billions } from '../units/units.ts';

/** Assumption: a dense model reads all but its embedding table for a token, which is less than a tenth of it. */
const DENSE_SHARE = 0.9;

/** Whether so many parameters of so many, read for one token, make it a mixture of experts. */
export const isMixture = (active: Billions, total: Billions): boolean => active < DENSE_SHARE * total;
