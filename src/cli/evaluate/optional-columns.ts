import { measurementSchema } from '../../schema/measurement.ts';
import type { EvaluationSubject } from '../../schema/vocabulary.ts';

/**
 * Columns of each table that may be missing: without them a row means the same, or the plain case (speeds: as many
 * devices as their name says, an empty cache, one user). The others change what it means, so that an absent one is a
 * fault, though its cells may be empty.
 */
export const OPTIONAL_COLUMNS: Readonly<Record<EvaluationSubject, readonly string[]>> = {
  speeds: [
    'device_count',
    'memory_gib',
    'os',
    'engine_version',
    'backend',
    'weights_gib',
    'tokens',
    'depth',
    'concurrency',
    'stddev',
    'power_w',
    'split',
    'source',
    'source_date',
    'notes',
  ],
  memory: ['kv_mib', 'compute_mib', 'output_mib'],
  finetune: [
    'memory_gib',
    'os',
    'backend',
    'grad_accum',
    'samples_per_s',
    'total_minutes',
    'dataset',
    'power_w',
    'source',
    'source_date',
  ],
  diffusion: ['memory_gib', 'os', 'backend', 'batch', 'power_w', 'source', 'source_date'],
  verdicts: [],
};

/** The same of a table as `measurements/` holds it. */
export const OPTIONAL_IN_OURS: readonly string[] = Object.entries(measurementSchema.shape).flatMap(
  ([name, column]) => (column.safeParse(undefined).success ? [name] : []),
);
