import { isDecodeAboveRoofline, weightsGib } from './plausibility.ts';
import type { ResolvedRow } from './resolve-row.ts';

/**
 * Why a measured row must not be predicted or learned from. The names are public: `advise evaluate` and the import
 * report count by them. Measurements are not one population; every exclusion is one named function here.
 */
export const CLEANING_REASONS = [
  'speculative',
  'includes_prefill',
  'averaged_shapes',
  'unknown_shape',
  'unknown_concurrency',
  'mixed_devices',
  'data_parallel',
  'cpu_only',
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
] as const;
export type CleaningReason = (typeof CLEANING_REASONS)[number];

type Rule = (at: ResolvedRow) => boolean;

const textOf = ({ row }: ResolvedRow) => `${row.notes}; ${row.engine_version}; ${row.quant}`;

const PLAIN_DECODING =
  /\(?\b(?:no|non|without|not)[\s-]+(?:\w+[\s-]+)?(?:speculat\w*(?:\s+decoding)?|mtp|drafter|draft|dflash)\b\)?|\w*nomtp\w*|\bspec-none\w*|\b(?:mtp|speculation|speculative decoding)\s*(?:=\s*)?(?:off|disabled)\b|\bmtp depth 0\b|speculati\w+ (?:state|status|setting) (?:not stated|unclear)[^;,]*/gi;
const SPECULATION =
  /speculat|mtp|dflash|dspark|eagle|nextn|\bdraft|n-?gram|ddtree|above the (?:no-draft|bandwidth) (?:bound|limit)/i;

/** Speculation changes decode by 0.2x to 4x depending on the text; prefill is untouched. */
const speculative: Rule = (at) =>
  at.row.phase === 'decode' && SPECULATION.test(textOf(at).replace(PLAIN_DECODING, ' '));

const includesPrefill: Rule = ({ row }) =>
  row.phase === 'decode' &&
  /includes? prefill|prefill time included|incl\.? (?:prefill|prompt)|wall rate|tokens (?:over|\/) wall|single_stream_wall|whole request time|time to first token included|burst|end to end|request rate incl/i.test(
    row.notes,
  );

const averagedShapes: Rule = ({ row }) =>
  /\baverage over (?:its|the) \w+ (?:prompt|tests|shapes)|whole[- ]prompt average|average over (?:the )?(?:whole )?prompts?\b/i.test(
    row.notes,
  );

const unknownShape: Rule = ({ row }) => row.phase === 'prefill' && !row.tokens;
const unknownConcurrency: Rule = ({ row }) => row.concurrency === undefined;
const mixedDevices: Rule = ({ machine }) => machine.others.length > 0;

/** Copies of the model side by side: throughput adds up, nothing is shared, so it is no multi-device cell. */
const dataParallel: Rule = ({ row, count }) =>
  count > 1 && /(?:\b[2-9]|\b\d\d) replicas|\bdata[- ]parallel|\bdp(?:=|\s)?[2-9]\b/i.test(row.notes);

const cpuOnly: Rule = ({ machine, backend, device }) =>
  device.kind !== 'cpu' && (machine.cpuOnly || backend === 'cpu');

/** A model that does not fit but ran anyway streamed its weights over PCIe or from disk, declared or not. */
const spilledToHost: Rule = (at) => {
  const { row, offload, device, count } = at;
  if (
    /offload of part of the weights likely|streamed from ssd|page cache|probably cpu offload|swap/i.test(
      row.notes,
    )
  )
    return true;
  if (offload !== 'none' || device.kind === 'cpu') return false;
  const capacity = device.memory.kind === 'vram' ? device.memory.capacity_gb : row.memory_gib;
  const weights = weightsGib(at);
  return capacity !== undefined && weights !== null && weights > capacity * count;
};

/** Formats and forks whose kernels are not those of the engine they are filed under. */
const specialKernel: Rule = (at) =>
  at.quant.class === 'ternary' ||
  /\b1-bit\b|ternary weights|\bfork\b|turboquant|megakernel|mlx on (?:cuda|rocm)|\bser=\d/i.test(textOf(at));

const unsupportedEngine: Rule = ({ engine }) => engine.engine === 'other';
const unknownBackend: Rule = ({ backend }) => backend === null;
const implausible: Rule = (at) =>
  /\bPLAUSIBILITY\b|suspicious/.test(at.row.notes) || isDecodeAboveRoofline(at);

const brokenClock: Rule = ({ row }) =>
  /clocks?[ -]capped|capped at \d+ mhz|clock falls|clock below maximum|throttl|half speed|error dropped/i.test(
    row.notes,
  );

/** Stated power cap in watts per card, null when none. */
export function powerCapWatts(notes: string): number | null {
  if (/no power cap/i.test(notes)) return null;
  const found =
    /(?:power (?:cap|limit)|board power cap)\s+(\d{2,4})\s*w\b/i.exec(notes) ??
    /\b(\d{2,4})\s*w (?:power )?(?:cap|limit)s?\b/i.exec(notes);
  return found ? Number(found[1]) : null;
}

/**
 * Decode is bandwidth-bound and barely feels a cap (an RTX 5060 Ti at 85 % of its limit lost 1 %); prefill is
 * compute-bound and does. Shares of the stock limit below which the row no longer describes the stock card: assumption.
 */
const CAP_SHARE = { decode: 0.6, prefill: 0.8 } as const;
const powerCapped: Rule = ({ row, device }) => {
  const cap = powerCapWatts(row.notes);
  const stock = device.power.limit_w;
  return cap !== null && stock !== undefined && cap < stock * CAP_SHARE[row.phase];
};

/** Prompt tokens over time to first token mean nothing when part of the prompt was in the cache already. */
const cachedPrefix: Rule = ({ row }) =>
  row.phase === 'prefill' &&
  /prefix[- ]cach(?!e off)|prefix-warm|cached p|cache hits|shared prefix|warm prompt|prompts repeat|includes? warm-up|warm-up included/i.test(
    row.notes,
  );

const SHORT_PROMPT_TOKENS = 256;
/** Time to first token holds request overhead; at short prompts it is most of it. */
const derivedTtftShort: Rule = ({ row }) =>
  row.phase === 'prefill' && /\bttft\b/i.test(row.notes) && (row.tokens ?? 0) < SHORT_PROMPT_TOKENS;

const wrappedEngine: Rule = ({ engine }) => engine.wrapped;

/** In the order they are tried: the first that applies names the row. */
const UNPREDICTABLE: readonly (readonly [CleaningReason, Rule])[] = [
  ['unsupported_engine', unsupportedEngine],
  ['speculative', speculative],
  ['includes_prefill', includesPrefill],
  ['averaged_shapes', averagedShapes],
  ['unknown_shape', unknownShape],
  ['unknown_concurrency', unknownConcurrency],
  ['mixed_devices', mixedDevices],
  ['data_parallel', dataParallel],
  ['cpu_only', cpuOnly],
  ['special_kernel', specialKernel],
  ['spilled_to_host', spilledToHost],
  ['cached_prefix', cachedPrefix],
  ['derived_ttft_short', derivedTtftShort],
  ['broken_clock', brokenClock],
  ['power_capped', powerCapped],
  ['implausible', implausible],
];
const UNTEACHABLE: readonly (readonly [CleaningReason, Rule])[] = [
  ...UNPREDICTABLE,
  ['unknown_backend', unknownBackend],
  ['wrapped_engine', wrappedEngine],
];

function firstReason(
  rules: readonly (readonly [CleaningReason, Rule])[],
  at: ResolvedRow,
): CleaningReason | null {
  return rules.find(([, applies]) => applies(at))?.[0] ?? null;
}

/** Why this row does not measure what an estimate means; null when it does. */
export const unpredictable = (at: ResolvedRow): CleaningReason | null => firstReason(UNPREDICTABLE, at);
/** Why this row must not enter the stored measurements; stricter than `unpredictable`. */
export const unteachable = (at: ResolvedRow): CleaningReason | null => firstReason(UNTEACHABLE, at);
