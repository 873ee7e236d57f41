import { z } from 'zod';
import { idSchema, looseDateSchema, text } from './primitives.ts';
import { CLAIM_KINDS } from './vocabulary.ts';

/**
 * Sources contradict each other. Where they do, every reading is kept: `field` is the dotted path of the figure in
 * this file, and the plain figure must equal the reading that the rule (measured > vendor > review > forum > derived,
 * then newer > older) picks, unless `chosen: true` marks another with the reason in `note`.
 */
export const claimSchema = z.strictObject({
  field: text,
  value: z.union([z.number(), z.string()]),
  kind: z.enum(CLAIM_KINDS),
  source: idSchema,
  date: looseDateSchema,
  chosen: z.boolean().optional(),
  note: text.optional(),
});
export type Claim = z.infer<typeof claimSchema>;
