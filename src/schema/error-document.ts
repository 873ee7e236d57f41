import { z } from 'zod';

/** A fault of a data file, or what is none but worth knowing, with its place. */
export const findingSchema = z.strictObject({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  path: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

export const errorDocumentSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('error'),
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    exit_code: z.number(),
    problems: z.array(findingSchema).optional(),
  }),
});
