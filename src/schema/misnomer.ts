import { z } from 'zod';
import { idSchema, text } from './primitives.ts';

/** `data/misnomers.yaml`: names that people write but that do not say what they have, and what was probably meant. */
export const misnomersFileSchema = z.strictObject({
  misnomers: z.record(
    z.string(),
    z.strictObject({
      meant: z.array(idSchema).min(1),
      note: text,
      /** There is such a model, but nobody can have its weights: it runs at its maker's, whatever version is named. */
      hosted: z.literal(true).optional(),
      /** There is such a thing, with one of these in it: its name does not say which. */
      undecided: z.literal(true).optional(),
    }),
  ),
});
export type Misnomers = z.infer<typeof misnomersFileSchema>['misnomers'];
