import { z } from 'zod';
import type { DataProblem } from '../../schema/errors.ts';
import { inUnit, looseDateSchema, positive, text } from '../../schema/primitives.ts';
import { PHASES } from '../../schema/vocabulary.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { RawFile } from '../files/raw-file.ts';
import { problemsOf } from '../files/validate.ts';
import { parseYaml } from '../files/yaml-file.ts';
import { CLEANING_REASONS } from '../measurements/cleaning.ts';

/** What a source is known for that its rows do not say. */
const quirkSchema = z
  .strictObject({
    /** Matched against "<source column>; <notes>", case-insensitive regular expression. */
    match: text,
    phase: z.enum(PHASES).optional(),
    /** Applies only to rows of this engine, as printed. */
    engine: text.optional(),
    /** Applies only to rates above this. */
    above_tok_s: inUnit<TokensPerSecond>(positive).optional(),
    /** Applies only from this many tokens in the cache on. */
    from_depth_tokens: positive.optional(),
    /** Leave the rows out for this reason, ... */
    reason: z.enum(CLEANING_REASONS).optional(),
    /** ... or fill in what the source states elsewhere, ... */
    assume: z.strictObject({ quant: text.optional(), date: looseDateSchema.optional() }).optional(),
    /** ... or keep them, with this in the note. */
    remark: text.optional(),
    because: text,
  })
  .refine(
    ({ reason, assume, remark }) => [reason, assume, remark].filter((v) => v !== undefined).length === 1,
    'give one of "reason", "assume" and "remark"',
  );
const quirksSchema = z.strictObject({ quirks: z.array(quirkSchema) });
export type Quirk = Readonly<z.infer<typeof quirkSchema>>;

/** Reads `data/measurements-import/quirks.yaml`. */
export function readQuirks(file: RawFile): { quirks: Quirk[]; problems: DataProblem[] } {
  const yaml = parseYaml(file);
  if (yaml.problems.length > 0) return { quirks: [], problems: [...yaml.problems] };
  const parsed = quirksSchema.safeParse(yaml.value);
  return parsed.success
    ? { quirks: parsed.data.quirks, problems: [] }
    : { quirks: [], problems: problemsOf(file, parsed.error, quirksSchema, yaml.locate) };
}
