import type { RawMeasurement } from '../../schema/raw-measurement.ts';
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
    // A table of n-grams is a part of some models, no guess at what comes next.
    /\bn-?gram[\s-](?:tables?|embeddings?)\b/,
    /\b(?:mtp|speculation|speculative decoding)\s*(?:=\s*)?(?:off|disabled)\b/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);
const SPECULATION = /speculat|mtp|dflash|dspark|eagle|nextn|\bdraft|n-?gram|ddtree/i;
/** "no-draft" is no denial here. */
const ABOVE_BOUND = /above the (?:no-draft|bandwidth) (?:bound|limit)/i;

/** Speculation changes decode by 0.2x to 4x depending on the text; prefill is untouched. */
export const speculative: NoteRule = (row) =>
  row.phase === 'decode' &&
  (ABOVE_BOUND.test(textOf(row)) || SPECULATION.test(textOf(row).replace(PLAIN_DECODING, ' ')));

const WHOLE_REQUEST =
  /includes? (?:(?:the|its|their) )?(?:[\d,.]+k? )?(?:prefill|prompt)|(?:prefill|prompts?)(?: time)? included|incl\.? (?:prefill|prompt)|(?:of|over) whole requests|wall rate|tokens (?:over|\/) wall|single_stream_wall|whole request time|time to first token included|burst|end to end|request rate incl|rate kind aggregate_output|\bAIPerf\b/i;
/**
 * Rough share of a whole-request time that prefill takes. Prefill runs about 25 times as fast as the decode of one
 * stream, and batching closes that gap; checked on an H100 with prompts as long as answers (1 %, 7 % and 17 % at 1, 16
 * and 64 requests). Null when a length is unknown.
 */
export function prefillShare(row: RawMeasurement): number | null {
  const prompt = promptTokens(row);
  if (!row.tokens || row.concurrency === undefined || prompt === null) return null;
  return (prompt / row.tokens) * (row.concurrency ** 0.35 / 25);
}

/** Length of the prompt before a decode row: its depth, or what the notes tell where depth was left at 0; null unknown. */
export function promptTokens({ depth, tokens, tok_s, notes }: RawMeasurement): number | null {
  if (depth > 0) return depth;
  const said = /\bprompt (\d+) tok|\bprefill of (\d+) tokens/i.exec(notes);
  if (said) return Number(said[1] ?? said[2]);
  const both = /total in\+out (\d+(?:\.\d+)?) tok\/s/i.exec(notes);
  return both && tokens ? Math.round(tokens * (Number(both[1]) / tok_s - 1)) : null;
}

/** As much as two runs of the same test differ. */
const SMALL_PREFILL_SHARE = 0.11;

/** Requests sent together to a server: while one prompt is read, the others wait for their next token. */
const servedTogether = ({ concurrency, notes }: RawMeasurement): boolean =>
  (concurrency ?? 1) > 1 && /llama-benchy/i.test(notes);

export const saysWholeRequest: NoteRule = ({ notes }) => WHOLE_REQUEST.test(notes);

/** Tokens over the whole request, or between the prompts of others: at long prompts mostly a prefill time in disguise. */
export const includesPrefill: NoteRule = (row) =>
  row.phase === 'decode' &&
  (saysWholeRequest(row) || servedTogether(row)) &&
  (prefillShare(row) ?? Number.POSITIVE_INFINITY) > SMALL_PREFILL_SHARE;

export const averagedShapes: NoteRule = (row) =>
  /\baverage over (?:its|the) \w+ (?:prompt|tests|shapes)|whole[- ]prompt average|average over (?:the )?(?:whole )?prompts?\b/i.test(
    row.notes,
  );

/** Repeats of one test differ by a few percent; runs this many times apart had other settings or drivers (assumption). */
const SAME_TEST_RATIO = 2;
/** A median of runs that did not measure the same thing ("median of 2 runs or builds, 10.6 to 133.9"). */
export const inconsistentRuns: NoteRule = ({ notes }) => {
  const said =
    /median of \d+ (?:runs|reps|builds|samples)[^,;]*, ([\d.]+(?:e[+-]?\d+)?) to ([\d.]+(?:e[+-]?\d+)?)/i.exec(
      notes,
    );
  return said !== null && Number(said[2]) > SAME_TEST_RATIO * Number(said[1]);
};

export const unknownShape: NoteRule = (row) => row.phase === 'prefill' && !row.tokens;
/** Requests that wait for a free slot are not served at once. */
export const unknownConcurrency: NoteRule = (row) =>
  row.concurrency === undefined || /\bqueu(?:e?ing|ed)\b/i.test(row.notes);

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

/** Formats, forks, builds with changes nobody released and cache compressions: kernels the engine's release has not. */
export const saidSpecialKernel: NoteRule = (row) =>
  /\b1-bit\b|ternary weights|\bfork\b|\bwith pull requests?\b|\bipex-llm\b|turboquant|megakernel|mlx on (?:cuda|rocm)|\bser=\d|\bkv=(?:kv\d|tq\d|ssd)/i.test(
    `${row.engine}; ${textOf(row)}`,
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
