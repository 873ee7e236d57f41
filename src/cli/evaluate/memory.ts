import { textModelIndex } from '../../answers/name-index.ts';
import type { NamedText } from '../../catalog/files/raw-file.ts';
import { readTable } from '../../catalog/files/replay-table.ts';
import { resolveModel } from '../../catalog/names/model.ts';
import { isUnknown } from '../../catalog/names/resolution.ts';
import { contextMemory } from '../../perf/memory/context-memory.ts';
import { KV_BYTES, type KvType } from '../../perf/memory/kv-types.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { MeasuredEvaluation, MemoryPrediction } from '../../schema/evaluation.ts';
import { type RawAllocation, rawAllocationSchema } from '../../schema/raw-allocation.ts';
import { mibFromBytes } from '../../units/units.ts';
import { evaluationOf, type Replayed } from './evaluation.ts';
import { OPTIONAL_COLUMNS } from './optional-columns.ts';

const GROUPS = [
  'all',
  'kv',
  'compute',
  'output',
  'flash_attention',
  'no_flash_attention',
  'f16_cache',
  'quantised_cache',
] as const;
type Group = (typeof GROUPS)[number];

/** Replays what llama.cpp allocated for a context of one sequence. */
export function evaluateMemory(
  file: NamedText,
  catalog: Catalog,
): Extract<MeasuredEvaluation, { subject: 'memory' }> {
  const rows = readTable(file, rawAllocationSchema, OPTIONAL_COLUMNS.memory);
  return evaluationOf(
    'memory',
    true,
    GROUPS,
    rows.map(({ record, row }) => ({ record, result: replay(row, catalog) })),
  );
}

function replay(row: RawAllocation, catalog: Catalog): Replayed<MemoryPrediction> {
  const found = resolveModel(textModelIndex(catalog), row.model, { alike: true });
  const model = isUnknown(found) ? undefined : catalog.models[found.id];
  if (!model) return { skipped: 'unknown_model' };
  if (!Object.hasOwn(KV_BYTES, row.kv_type)) return { skipped: 'unsupported_kv_type' };
  const memory = contextMemory(model, catalog.engines['llama.cpp'], row.ctx, 1, {
    key_type: row.kv_type as KvType,
    flash_attention: row.flash_attention === 1,
    micro_batch: row.ubatch,
  });
  if (!memory) return { skipped: 'unsupported_architecture' };
  const kv_mib = mibFromBytes(memory.kv);
  const compute_mib = mibFromBytes(memory.compute);
  const output_mib = mibFromBytes(memory.output);
  const prediction = {
    kv_mib,
    compute_mib,
    output_mib,
    value: kv_mib + compute_mib + output_mib,
    unit: 'MiB' as const,
  };
  return { prediction, pairs: pairsOf(row, prediction) };
}

function pairsOf(row: RawAllocation, p: MemoryPrediction) {
  const of = (measured: number | undefined, predicted: number, groups: readonly Group[]) =>
    measured ? [{ groups, pair: { measured, predicted } }] : [];
  const { kv_mib, compute_mib, output_mib } = row;
  const total =
    kv_mib === undefined || compute_mib === undefined || output_mib === undefined
      ? undefined
      : kv_mib + compute_mib + output_mib;
  return [
    ...of(total, p.value, [
      'all',
      row.flash_attention === 1 ? 'flash_attention' : 'no_flash_attention',
      row.kv_type === 'f16' ? 'f16_cache' : 'quantised_cache',
    ]),
    ...of(kv_mib, p.kv_mib, ['kv']),
    ...of(compute_mib, p.compute_mib, ['compute']),
    ...of(output_mib, p.output_mib, ['output']),
  ];
}
