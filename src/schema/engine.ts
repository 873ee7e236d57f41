import { z } from 'zod';
import type { GbAsSold, Gib } from '../units/units.ts';
import { dateSchema, idSchema, inUnit, nonNegative, positive, sourceIds, text } from './primitives.ts';
import {
  BACKENDS,
  EIGHT_BIT_CACHES,
  ENGINES,
  LAYER_KINDS,
  OPERATING_SYSTEMS,
  PURPOSES,
  QUANT_CLASSES,
  TABLE_PLACES,
  TRAINERS,
} from './vocabulary.ts';

/** How an engine uses memory and which machines it runs on: `data/engines.yaml`, key = engine name. */
const engineSchema = z.strictObject({
  name: text,
  purpose: z.array(z.enum(PURPOSES)).min(1),
  /** What buyers are advised to install it for: all of its purposes where absent. For others it has to be named. */
  advised_for: z.array(z.enum(PURPOSES)).optional(),
  backends: z.array(z.enum(BACKENDS)).min(1),
  /** Families of devices that no release was made for, by backend: it runs there where somebody builds a fork of it. */
  lacks_families: z.partialRecord(z.enum(BACKENDS), z.array(idSchema)).default({}),
  /** Where it runs by itself; elsewhere only inside a Linux of its own (WSL), which nobody chooses who has a choice. */
  native_on: z.array(z.enum(OPERATING_SYSTEMS)).optional(),
  quant_classes: z.array(z.enum(QUANT_CLASSES)).min(1),
  /** Tokens processed per prefill micro-batch. */
  micro_batch: positive.default(512),
  kv_granularity: positive.default(256),
  kv_block: positive.optional(),
  /** Tokens kept by sliding-window layers: the window, the window of every sequence plus a micro-batch, or everything. */
  sliding_cache: z.enum(['window', 'window-and-batch', 'full']).default('window'),
  /** Fraction of device memory a paged engine claims. */
  memory_utilisation: z.number().positive().max(1).optional(),
  /** Fixed cost per device: context, libraries, graphs. */
  overhead_gib_per_device: inUnit<Gib>(nonNegative),
  /**
   * Where it keeps tables of n-grams when they shall not take memory of the accelerator: in files from which it reads
   * the rows it needs, or in main memory. Absent where they lie with the other weights.
   */
  ngram_tables: z.enum(TABLE_PLACES).optional(),
  /** How it stores the cache in eight bits a value, where its users turn to that when memory is short. */
  eight_bit_cache: z.enum(EIGHT_BIT_CACHES).optional(),
  /** Precisions of picture models that it does not compute in on a backend, or only by emulating them. */
  lacks_precisions: z.partialRecord(z.enum(BACKENDS), z.array(text)).default({}),
  /**
   * Since when it skips what a sparse model does not attend, by backend and kind of layer; before, and where it names
   * neither, it attends everything and throws the rest away. An engine that says nothing always skips.
   */
  sparse_attention_since: z
    .partialRecord(z.enum(BACKENDS), z.partialRecord(z.enum(LAYER_KINDS), dateSchema))
    .optional(),
  serves_many: z.boolean(),
  /** The tool that its users measure it with: one request at a time, and many at once where that is another. */
  benchmark: z.strictObject({ one: text, many: text.optional() }).optional(),
  /** Loads a checkpoint in the format in which its makers published it where nobody names another. */
  loads_published: z.boolean().default(false),
  /** Formats its users download, the usual one first, then smaller ones for machines short of memory. */
  usual_quants: z.array(text).optional(),
  tensor_parallel: z.boolean(),
  /** How it divides a model over several devices unless told otherwise. */
  usual_split: z.enum(['layer', 'tensor']).default('tensor'),
  /** Spreads layers over unlike devices in any proportion. */
  uneven_split: z.boolean().default(false),
  /** How its training on a backend is modelled; plain PyTorch where nothing is said. */
  trains_as: z.partialRecord(z.enum(BACKENDS), z.enum(TRAINERS)).default({}),
  /** Operating systems on which it trains over several devices; elsewhere it uses one. */
  trains_over_devices_on: z.array(z.enum(OPERATING_SYSTEMS)).default([]),
  /** Backends on which it then shares weights, gradients and states over devices (FSDP, ZeRO-3). */
  sharded_training: z.array(z.enum(BACKENDS)).default([]),
  /** Engines on another machine that take over the cache of a prompt read by this one. */
  hands_cache_to: z.array(z.enum(ENGINES)).default([]),
  note: text.optional(),
  sources: sourceIds,
});
export const enginesFileSchema = z.strictObject({ engines: z.partialRecord(z.enum(ENGINES), engineSchema) });
export type EngineProfile = z.infer<typeof engineSchema>;

/**
 * What the GPU may use of nominal memory where the system does not say: `data/platforms.yaml`, first match wins.
 * usable GiB = capacity x share - reserve (discrete: per device).
 */
const memoryRuleSchema = z.strictObject({
  match: z.strictObject({
    memory_kind: z.enum(['vram', 'unified', 'host']),
    os: z.enum(OPERATING_SYSTEMS).optional(),
    vendor: text.optional(),
    /** Device family, where chips of one vendor divide their memory in different ways. */
    family: text.optional(),
    min_gb: inUnit<GbAsSold>(nonNegative).optional(),
    max_gb: inUnit<GbAsSold>(nonNegative).optional(),
  }),
  share: z.number().positive().max(1),
  reserve_gib: inUnit<Gib>(nonNegative),
  note: text.optional(),
  sources: sourceIds,
});
export const platformsFileSchema = z.strictObject({ rules: z.array(memoryRuleSchema).min(1) });
export type MemoryRule = z.infer<typeof memoryRuleSchema>;
