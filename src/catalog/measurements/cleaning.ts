import type { Device } from '../../schema/device.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import {
  averagedShapes,
  brokenClock,
  cachedPrefix,
  dataParallel,
  derivedTtftShort,
  includesPrefill,
  inconsistentRuns,
  type NoteRule,
  powerCapWatts,
  rowSplit,
  saidImplausible,
  saidSpecialKernel,
  saidToSpill,
  speculative,
  threadsOf,
  unknownConcurrency,
  unknownShape,
  unsupportedEngine,
} from './cleaning-notes.ts';
import {
  isDecodeAboveRoofline,
  isDecodeFarBelowRoofline,
  isPrefillAboveRoofline,
  weightsGib,
} from './plausibility.ts';
import type { ResolvedRow } from './resolve-row.ts';

/**
 * Why a measured row must not be predicted or learned from. The names are public: `advise evaluate` and the import
 * report count by them. Measurements are not one population; every exclusion is one named function.
 */
export const CLEANING_REASONS = [
  'speculative',
  'includes_prefill',
  'averaged_shapes',
  'inconsistent_runs',
  'unknown_shape',
  'unknown_concurrency',
  'mixed_devices',
  'data_parallel',
  'row_split',
  'cpu_only',
  'few_threads',
  'spilled_to_host',
  'special_kernel',
  'unsupported_engine',
  'unknown_backend',
  'implausible',
  'broken_clock',
  'power_capped',
  'cached_prefix',
  'derived_ttft_short',
  'wrapped_engine',
  'unread_format',
  'unnamed_format',
  'tiny_prompt',
] as const;
export type CleaningReason = (typeof CLEANING_REASONS)[number];

type Named<Rule> = readonly (readonly [CleaningReason, Rule])[];
type HardwareRule = (at: ResolvedRow) => boolean;

const mixedDevices: HardwareRule = ({ machine }) => machine.others.length > 0;
/** A Raspberry Pi or a Snapdragon computes on its CPU: of their graphics nothing is known. */
const onlyHasCpu = ({ backends }: Device): boolean =>
  backends.length > 0 && backends.every(({ backend }) => backend === 'cpu');
const cpuOnly: HardwareRule = ({ machine, backend, device }) =>
  device.kind !== 'cpu' && !onlyHasCpu(device) && (machine.cpuOnly || backend === 'cpu');

/** Thread sweeps of a CPU: runs on less than half its cores measure the setting, not the device. */
const fewThreads: HardwareRule = ({ row, device, backend }) => {
  const threads = threadsOf(row.notes);
  const cores = device.compute.cpu_cores;
  return backend === 'cpu' && threads !== null && cores !== undefined && threads < cores / 2;
};

/**
 * A model larger than the memory that ran anyway streamed its weights over PCIe or from disk, declared or not. Tables of
 * which a token reads a few rows lie elsewhere at no cost, as engines have them by themselves.
 */
const spilledToHost: HardwareRule = (at) => {
  const { row, offload, device, count } = at;
  if (offload !== 'none' || device.kind === 'cpu') return false;
  const capacity = device.memory.kind === 'vram' ? device.memory.capacity_gb : row.memory_gib;
  const weights = weightsGib(at);
  const { params_lookup_b = 0, params_total_b = 0 } = at.model;
  const looked_up = params_total_b > 0 ? params_lookup_b / params_total_b : 0;
  return capacity !== undefined && weights !== null && weights * (1 - looked_up) > capacity * count;
};

const specialKernel: HardwareRule = ({ quant }) => quant.class === 'ternary';

/**
 * Decode is bandwidth-bound and barely feels a cap (an RTX 5060 Ti at 85 % of its limit lost 1 %); prefill is
 * compute-bound and does. Shares of the stock limit below which the row no longer describes the stock card: assumption.
 */
const CAP_SHARE = { decode: 0.6, prefill: 0.8 } as const;
const powerCapped: HardwareRule = ({ row, device }) => {
  const cap = powerCapWatts(row.notes);
  const stock = device.power.limit_w;
  return cap !== null && stock !== undefined && cap < stock * CAP_SHARE[row.phase];
};

/** Engines switch kernels at a few dozen tokens, at another count each: such prompts say nothing about real ones. */
const TINY_PROMPT_TOKENS = 128;
const tinyPrompt: HardwareRule = ({ row }) =>
  row.phase === 'prefill' && (row.tokens ?? 0) < TINY_PROMPT_TOKENS;

/** A format that the engine does not read without a plug-in: that, or another engine, is what was measured. */
const unreadFormat: HardwareRule = ({ quant, engine }) => !quant.engines.includes(engine.engine);

/** In the order they are tried: the first that applies names the row. */
const BY_NOTES: Named<NoteRule> = [
  ['speculative', speculative],
  ['data_parallel', dataParallel],
  ['row_split', rowSplit],
  ['includes_prefill', includesPrefill],
  ['averaged_shapes', averagedShapes],
  ['inconsistent_runs', inconsistentRuns],
  ['unknown_shape', unknownShape],
  ['unknown_concurrency', unknownConcurrency],
  ['special_kernel', saidSpecialKernel],
  ['spilled_to_host', saidToSpill],
  ['cached_prefix', cachedPrefix],
  ['derived_ttft_short', derivedTtftShort],
  ['broken_clock', brokenClock],
  ['implausible', saidImplausible],
  ['unsupported_engine', unsupportedEngine],
];
const BY_HARDWARE: Named<HardwareRule> = [
  ['mixed_devices', mixedDevices],
  ['cpu_only', cpuOnly],
  ['few_threads', fewThreads],
  ['special_kernel', specialKernel],
  ['spilled_to_host', spilledToHost],
  ['power_capped', powerCapped],
  ['implausible', (at) => isDecodeAboveRoofline(at) || isPrefillAboveRoofline(at)],
];

/** What the row itself says that makes it no plain measurement of one cell, `forgiven` apart; null when nothing. */
export const noteReason = (
  row: RawMeasurement,
  forgiven: CleaningReason | null = null,
): CleaningReason | null =>
  BY_NOTES.find(([reason, applies]) => reason !== forgiven && applies(row))?.[0] ?? null;

/** Why a row with resolved names does not measure what an estimate means; null when it does. */
export const hardwareReason = (at: ResolvedRow): CleaningReason | null =>
  BY_HARDWARE.find(([, applies]) => applies(at))?.[0] ?? null;

/**
 * Why a predictable row must still not enter the stored measurements; null when it may. Half of what such rows depend
 * on is a default that nobody wrote down, or they are so slow that something else was measured.
 */
export const teachingReason = (at: ResolvedRow): CleaningReason | null => {
  if (at.engine.wrapped) return 'wrapped_engine';
  if (unreadFormat(at)) return 'unread_format';
  if (at.assumedQuant) return 'unnamed_format';
  if (at.backend === null) return 'unknown_backend';
  if (tinyPrompt(at)) return 'tiny_prompt';
  return isDecodeFarBelowRoofline(at) ? 'implausible' : null;
};
