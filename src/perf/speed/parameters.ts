import { DECODE_PARAMETERS } from './decode-parameters.ts';
import { PREFILL_PARAMETERS } from './prefill-parameters.ts';

/**
 * Every parameter of the speed model, with its meaning and how far data may move it at each level of pooling: factors on
 * a physical time and exponents of a known ratio. Levels multiply (factors) or add up (exponents), so a device without
 * rows gets what its family's say.
 * The widths are standard deviations of the prior: how much careful measurements of such places differ (assumption,
 * chosen by the held-out error in `npm run accuracy`).
 */
export const PARAMETERS = { ...DECODE_PARAMETERS, ...PREFILL_PARAMETERS } as const;
export type ParameterId = keyof typeof PARAMETERS;
export const PARAMETER_IDS = Object.keys(PARAMETERS) as readonly ParameterId[];
