import { z } from 'zod';
import type { DataProblem } from '../../schema/errors.ts';
import { looseDateSchema, positive, text } from '../../schema/primitives.ts';
import { PHASES } from '../../schema/vocabulary.ts';
import { CLEANING_REASONS } from '../cleaning.ts';
import type { RawFile } from '../raw-file.ts';
import { problemsOf } from '../validate.ts';
import { parseYaml } from '../yaml-file.ts';
import type { Quirk } from './import-rows.ts';

const quirksSchema = z.strictObject({
  quirks: z.array(
    z
      .strictObject({
        match: text,
        phase: z.enum(PHASES).optional(),
        engine: text.optional(),
        above_tok_s: positive.optional(),
        from_depth_tokens: positive.optional(),
        reason: z.enum(CLEANING_REASONS).optional(),
        assume: z.strictObject({ quant: text.optional(), date: looseDateSchema.optional() }).optional(),
        remark: text.optional(),
        because: text,
      })
      .refine(
        ({ reason, assume, remark }) => [reason, assume, remark].filter((v) => v !== undefined).length === 1,
        'give one of "reason", "assume" and "remark"',
      ),
  ),
});

/** Reads `quirks.yaml`: what whole sources are known for although their rows do not say it. */
export function readQuirks(file: RawFile): { quirks: Quirk[]; problems: DataProblem[] } {
  const yaml = parseYaml(file);
  if (yaml.problems.length > 0) return { quirks: [], problems: [...yaml.problems] };
  const parsed = quirksSchema.safeParse(yaml.value);
  return parsed.success
    ? { quirks: parsed.data.quirks, problems: [] }
    : { quirks: [], problems: problemsOf(file, parsed.error, quirksSchema, yaml.locate) };
}
