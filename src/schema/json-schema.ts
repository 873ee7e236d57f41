import { z } from 'zod';
import { answersSchema } from './answers.ts';
import { deviceSchema } from './device.ts';
import { errorDocumentSchema, recommendationSchema } from './document.ts';
import { enginesFileSchema, platformsFileSchema } from './engine.ts';
import { sourcesFileSchema } from './kinds.ts';
import { measurementSchema } from './measurement.ts';
import { anyModelSchema, fileSizeSchema } from './model.ts';
import { offerSchema } from './offer.ts';
import { quantsFileSchema } from './quant.ts';
import { ruleSchema } from './rule.ts';
import { scoringSchema } from './scoring.ts';
import { hostSchema, systemSchema } from './system.ts';
import { workloadSchema } from './workload.ts';

const SCHEMAS = {
  recommendation: recommendationSchema,
  error: errorDocumentSchema,
  answers: answersSchema,
  device: deviceSchema,
  system: systemSchema,
  host: hostSchema,
  model: anyModelSchema,
  quants: quantsFileSchema,
  engines: enginesFileSchema,
  platforms: platformsFileSchema,
  rule: ruleSchema,
  workload: workloadSchema,
  scoring: scoringSchema,
  sources: sourcesFileSchema,
  price: offerSchema,
  size: fileSizeSchema,
  measurement: measurementSchema,
} as const;

export type SchemaKind = keyof typeof SCHEMAS;
export const SCHEMA_KINDS = Object.keys(SCHEMAS) as SchemaKind[];
/** Those that an editor uses for files in data/. */
export const FILE_KINDS: readonly SchemaKind[] = [
  'device',
  'system',
  'host',
  'model',
  'quants',
  'engines',
  'platforms',
  'rule',
  'workload',
  'scoring',
  'sources',
];

/** draft-07 with input types, which is what editors read. */
export function jsonSchema(kind: SchemaKind): object {
  return z.toJSONSchema(SCHEMAS[kind], { target: 'draft-07', io: 'input', unrepresentable: 'any' });
}
