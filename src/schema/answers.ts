import { z } from 'zod';
import type { Gib, Usd, UsdPerKwh } from '../units/units.ts';
import { inUnit, nonNegative, positive, text } from './primitives.ts';
import {
  CONDITIONS,
  CUDA_NEEDS,
  FINETUNE_METHODS,
  FORM_WISHES,
  JOB_SPANS,
  OPERATING_SYSTEMS,
  PRIORITIES,
  WORKLOADS,
} from './vocabulary.ts';

/** How often something is wanted: twice a month. */
export const jobsSchema = z.strictObject({ count: positive, per: z.enum(JOB_SPANS) });

/** What the buyer said, nothing derived. Everything but the workload may be missing. */
export const answersSchema = z.strictObject({
  workloads: z.array(z.strictObject({ id: z.enum(WORKLOADS), weight: positive })).min(1),
  models: z.array(text),
  quant: text.nullable(),
  context: positive.nullable(),
  prompt_tokens: positive.nullable(),
  output_tokens: positive.nullable(),
  users: positive.nullable(),
  /** Memory that something else holds on the machine meanwhile: a voice, a second model; absent where nothing was said. */
  keep_free_gib: inUnit<Gib>(positive).optional(),
  budget_usd: inUnit<Usd>(positive).nullable(),
  os: z.enum([...OPERATING_SYSTEMS, 'any']),
  cuda: z.enum(CUDA_NEEDS),
  condition: z.enum(CONDITIONS),
  form: z.enum(FORM_WISHES),
  /** Makers, kinds, machines and chips that are not to be bought; absent where nothing is left out. */
  not: z.array(text).optional(),
  /** The same of which alone something is to be bought. */
  only: z.array(text).optional(),
  priorities: z.array(z.enum(PRIORITIES)),
  own: z.array(text),
  method: z.enum(FINETUNE_METHODS).nullable(),
  tokens_per_day: nonNegative.nullable(),
  /** How often a training run, an image or a clip is wanted; absent where nothing was said. */
  jobs: jobsSchema.optional(),
  years: positive.nullable(),
  electricity_usd_per_kwh: inUnit<UsdPerKwh>(nonNegative).nullable(),
  /** The buyer's own prices, by item id: they beat every stored offer. */
  prices_usd: z.record(z.string(), inUnit<Usd>(positive)),
});
export type Answers = z.infer<typeof answersSchema>;
