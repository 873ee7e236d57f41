import { z } from 'zod';
import { looseDateSchema, text } from './primitives.ts';
import { SOURCE_KINDS } from './vocabulary.ts';

/** One place a figure came from. Ids are the keys of `data/sources/*.yaml`. `url` may be a repository path. */
export const sourceSchema = z.strictObject({
  title: text,
  url: text.optional(),
  date: looseDateSchema,
  kind: z.enum(SOURCE_KINDS),
  licence: text.optional(),
  note: text.optional(),
});
export type Source = z.infer<typeof sourceSchema>;
