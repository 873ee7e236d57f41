import type { RawMeasurement } from '../schema/raw-measurement.ts';
import { readEngine } from './engine-names.ts';

/**
 * Cleaning rules that need only what the row prints, before any name is resolved. Each is one named test; see
 * `cleaning.ts` for the order and for the rules about hardware.
 */
export type NoteRule = (row: RawMeasurement) => boolean;

const textOf = (row: RawMeasurement) => `${row.notes}; ${row.engine_version}; ${row.quant}`;

export const unsupportedEngine: NoteRule = (row) =>
  readEngine(row.engine, row.engine_version, row.backend).engine === 'other';

const PLAIN_DECODING = new RegExp(
  [
    /\(?\b(?:no|non|without|not)[\s-]+(?:\w+[\s-]+)?(?:speculat\w*(?:\s+decoding)?|mtp|drafter|draft|dflash)\b\)?/,
    /\w*nomtp\w*|\bspec-none\w*|\bmtp depth 0\b/,
    /\b(?:mtp|speculation|speculative decoding)\s*(?:=\s*)?(?:off|disabled)\b/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);
const SPECULATION =
  /speculat|mtp|dflash|dspark|eagle|nextn|\bdraft|n-?gram|ddtree|above the (?:no-draft|bandwidth) (?:bound|limit)/i;

/** Speculation changes decode by 0.2x to 4x depending on the text; prefill is untouched. */
export const speculative: NoteRule = (row) =>
  row.phase === 'decode' && SPECULATION.test(textOf(row).replace(PLAIN_DECODING, ' '));

const WHOLE_REQUEST =
  /includes? prefill|prefill time included|incl\.? (?:prefill|prompt)|wall rate|tokens (?:over|\/) wall|single_stream_wall|whole request time|time to first token included|burst|end to end|request rate incl/i;
/** With this many requests at once and prompts half as long as the answers, prefill is a tenth of the time or less. */
const MANY_REQUESTS = 4;
function prefillIsSmall({ concurrency, depth, tokens, notes }: RawMeasurement): boolean {
  const prompt = Math.max(depth, Number(/\bprompt (\d+) tok/.exec(notes)?.[1] ?? 0));
  return (concurrency ?? 1) >= MANY_REQUESTS && tokens !== undefined && prompt * 2 <= tokens;
}

/** Tokens over the whole request: at long prompts mostly a prefill time in disguise. */
export const includesPrefill: NoteRule = (row) =>
  row.phase === 'decode' && WHOLE_REQUEST.test(row.notes) && !prefillIsSmall(row);

export const averagedShapes: NoteRule = (row) =>
  /\baverage over (?:its|the) \w+ (?:prompt|tests|shapes)|whole[- ]prompt average|average over (?:the )?(?:whole )?prompts?\b/i.test(
    row.notes,
  );

export const unknownShape: NoteRule = (row) => row.phase === 'prefill' && !row.tokens;
export const unknownConcurrency: NoteRule = (row) => row.concurrency === undefined;

/** Copies of the model side by side: throughput adds up, nothing is shared, so it is no multi-device cell. */
export const dataParallel: NoteRule = (row) =>
  row.device_count > 1 &&
  /(?:\b[2-9]|\b\d\d) replicas|\bdata[- ]parallel|\bdp(?:=|\s)?[2-9]\b/i.test(row.notes);

/** llama.cpp's row split synchronises after every operation: neither layer nor tensor parallel, and hardly used since. */
export const rowSplit: NoteRule = (row) => row.device_count > 1 && row.split === 'row';

/** Ran although it did not fit, and nobody says how much was where. */
export const saidToSpill: NoteRule = (row) =>
  /offload of part of the weights likely|streamed from ssd|page cache|probably cpu offload|\bswap(?:ped|ping)?\b/i.test(
    row.notes,
  );

/** Formats, forks and cache compressions whose kernels are not those of the engine they are filed under. */
export const saidSpecialKernel: NoteRule = (row) =>
  /\b1-bit\b|ternary weights|\bfork\b|turboquant|megakernel|mlx on (?:cuda|rocm)|\bser=\d|\bkv=(?:kv\d|tq\d|ssd)/i.test(
    textOf(row),
  );

export const saidImplausible: NoteRule = (row) =>
  /\bPLAUSIBILITY\b|suspicious|\bdoubtful\b|abnormal|warm-up included|includes warm-up/i.test(row.notes);

export const brokenClock: NoteRule = (row) =>
  /clocks?[ -]capped|capped at \d+ mhz|clock falls|clock below maximum|throttl|half speed|error dropped/i.test(
    row.notes,
  );

/** Prompt tokens over time to first token mean nothing when part of the prompt was in the cache already. */
export const cachedPrefix: NoteRule = (row) =>
  row.phase === 'prefill' &&
  /prefix[-_ ]cach(?!e off)|prefix-warm|cached p|cache hits|shared prefix|warm prompt|prompts repeat/i.test(
    row.notes,
  );

const SHORT_PROMPT_TOKENS = { warm: 256, cold: 2048 } as const;
/** Time to first token holds request overhead; at short prompts it is most of it, and a first request warms up too. */
export const derivedTtftShort: NoteRule = ({ phase, notes, tokens }) =>
  phase === 'prefill' &&
  /\bttft\b/i.test(notes) &&
  (tokens ?? 0) < SHORT_PROMPT_TOKENS[/may include warm-up/i.test(notes) ? 'cold' : 'warm'];

/** Stated power cap in watts per card, null when none. */
export function powerCapWatts(notes: string): number | null {
  if (/no power cap/i.test(notes)) return null;
  const found =
    /(?:power (?:cap|limit)|board power cap)\s+(\d{2,4})\s*w\b/i.exec(notes) ??
    /\b(\d{2,4})\s*w (?:power )?(?:cap|limit)s?\b/i.exec(notes);
  return found ? Number(found[1]) : null;
}

/** Threads a CPU run was given, null when not said. */
export function threadsOf(notes: string): number | null {
  const found = /\bthreads[ =](\d+)|\b(\d+) threads\b/i.exec(notes);
  return found ? Number(found[1] ?? found[2]) : null;
}
