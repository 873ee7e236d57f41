import type { Billions } from '../units/units.ts';

/** Assumption: a dense model reads all but its embedding table for a token, which is less than a tenth of it. */
const DENSE_SHARE = 0.9;

/** Whether a model that reads `active` of its `total` parameters for one token is a mixture of experts. */
export const isMixture = (active: Billions, total: Billions): boolean => active < DENSE_SHARE * total;
