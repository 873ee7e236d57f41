import { z } from 'zod';
import { answersSchema } from './answers.ts';
import { FILE_SCHEMAS, sourcesFileSchema } from './data-files.ts';
import { deviceSchema } from './device.ts';
import { recommendationSchema } from './document.ts';
import { errorDocumentSchema } from './error-document.ts';
import { estimateDocumentSchema } from './estimate-document.ts';
import { evaluationSchema } from './evaluation.ts';
import { measureSchema } from './measure.ts';
import { measurementSchema } from './measurement.ts';
import { anyModelSchema, fileSizeSchema } from './model.ts';
import { offerSchema } from './offer.ts';
import { ownSchema } from './own.ts';
import { ruleSchema } from './rule.ts';
import { hostSchema, systemSchema } from './system.ts';
import {
  changesSchema,
  comparisonSchema,
  dataCheckSchema,
  explanationSchema,
  fitListSchema,
} from './views.ts';
import { workloadSchema } from './workload.ts';

const SCHEMAS = {
  recommendation: recommendationSchema,
  explanation: explanationSchema,
  comparison: comparisonSchema,
  changes: changesSchema,
  fit: fitListSchema,
  estimate: estimateDocumentSchema,
  evaluation: evaluationSchema,
  own: ownSchema,
  measure: measureSchema,
  data_check: dataCheckSchema,
  error: errorDocumentSchema,
  answers: answersSchema,
  device: deviceSchema,
  system: systemSchema,
  host: hostSchema,
  model: anyModelSchema,
  quants: FILE_SCHEMAS['quants.yaml'],
  engines: FILE_SCHEMAS['engines.yaml'],
  platforms: FILE_SCHEMAS['platforms.yaml'],
  parts: FILE_SCHEMAS['parts.yaml'],
  rigs: FILE_SCHEMAS['rigs.yaml'],
  misnomers: FILE_SCHEMAS['misnomers.yaml'],
  rule: ruleSchema,
  workload: workloadSchema,
  scoring: FILE_SCHEMAS['scoring.yaml'],
  sources: sourcesFileSchema,
  price: offerSchema,
  size: fileSizeSchema,
  measurement: measurementSchema,
} as const;

type SchemaKind = keyof typeof SCHEMAS;
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
  'parts',
  'rigs',
  'misnomers',
  'rule',
  'workload',
  'scoring',
  'sources',
];

/** draft-07 with input types, which is what editors read. */
export function jsonSchema(kind: SchemaKind): object {
  return z.toJSONSchema(SCHEMAS[kind], { target: 'draft-07', io: 'input', unrepresentable: 'any' });
}
