import { z } from 'zod';
import { deviceSchema } from './device.ts';
import { enginesFileSchema, platformsFileSchema } from './engine.ts';
import { measurementSchema } from './measurement.ts';
import { misnomersFileSchema } from './misnomer.ts';
import { anyModelSchema, fileSizeSchema } from './model.ts';
import { offerSchema } from './offer.ts';
import { quantsFileSchema } from './quant.ts';
import { ruleSchema } from './rule.ts';
import { scoringSchema } from './scoring.ts';
import { sourceSchema } from './source.ts';
import { hostSchema, partSchema, rigRecipeSchema, systemSchema } from './system.ts';
import { workloadSchema } from './workload.ts';

/** One file per thing: `data/<folder>/<id>.yaml`. */
export const PROFILE_SCHEMAS = {
  devices: deviceSchema,
  systems: systemSchema,
  hosts: hostSchema,
  models: anyModelSchema,
  rules: ruleSchema,
  workloads: workloadSchema,
} as const;

/** One file for many things: `data/<name>`. */
export const FILE_SCHEMAS = {
  'quants.yaml': quantsFileSchema,
  'engines.yaml': enginesFileSchema,
  'platforms.yaml': platformsFileSchema,
  'parts.yaml': z.strictObject({ parts: z.record(z.string(), partSchema) }),
  'rigs.yaml': z.strictObject({ rigs: z.array(rigRecipeSchema) }),
  'misnomers.yaml': misnomersFileSchema,
  'scoring.yaml': scoringSchema,
} as const;

/** Every `data/sources/*.yaml`; their entries are merged. */
export const sourcesFileSchema = z.record(z.string(), sourceSchema);
/** Generated, so only its outline is checked here; `perf/` reads it. */
export const calibrationFileSchema = z.record(z.string(), z.unknown());

/** Tables: every `data/<folder>/*.csv` has exactly these columns. */
export const TABLE_SCHEMAS = {
  prices: offerSchema,
  sizes: fileSizeSchema,
  measurements: measurementSchema,
} as const;

export type ProfileFolder = keyof typeof PROFILE_SCHEMAS;
export type FileName = keyof typeof FILE_SCHEMAS;
export type TableFolder = keyof typeof TABLE_SCHEMAS;
