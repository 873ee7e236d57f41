import type { Cell } from '../../schema/catalog.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import { textEstimates } from '../speed/estimate-text.ts';
import type { Calibration } from '../speed/fitted-values.ts';
import { phaseTime, requestSeconds, secondsThen, settingOf } from '../speed/phase-time.ts';
import type { Observation } from './observation.ts';

/**
 * What the product predicts for a measured row: tokens per second of all requests together, on the software of the
 * row's day, with the cost of the request where the row's figure holds it. Null where the physics lacks an input.
 */
export function replayRate(
  o: Observation,
  calibration: Calibration,
  cells: readonly Cell[] = [],
  alone: readonly Cell[] = [],
): Estimate<TokensPerSecond> | null {
  const { job, machine } = o;
  const { phase } = o.measurement;
  const setting = settingOf(job, machine, calibration);
  if (typeof setting === 'string') return null;
  const speed = textEstimates(job, machine, calibration, cells, alone);
  const today = phase === 'decode' ? speed.throughput_tok_s : speed.prefill_tok_s;
  if (!today) return null;
  const now = phaseTime(phase, job, machine, setting).seconds;
  const then = now / secondsThen(phase, job, machine, setting, o);
  const fixed = o.whole_request ? requestSeconds(setting) : 0;
  const tokens = job.prompt_tokens * job.users;
  const rate = (value: TokensPerSecond): TokensPerSecond =>
    fixed === 0 ? value * then : tokens / (tokens / (value * then) + fixed);
  return { ...today, low: rate(today.low), value: rate(today.value), high: rate(today.high) };
}

/**
 * Decode rate of requests during which `prompts` prompts of `prompt_tokens` were read, too: tokens of all users over
 * the time of both. Null where either is unknown.
 */
export function replayWithPrompts(
  o: Observation,
  calibration: Calibration,
  prompt_tokens: number,
  prompts: number,
): Estimate<TokensPerSecond> | null {
  const decode = replayRate(o, calibration);
  const reading = { ...o.job, prompt_tokens, cached_tokens: 0, depth: 0 };
  const measurement = { ...o.measurement, phase: 'prefill' as const };
  const prefill = replayRate({ ...o, job: reading, measurement }, calibration);
  const generated = o.measurement.tokens;
  if (!decode || !prefill || !generated) return null;
  const tokens = generated * o.job.users;
  const rate = (decoding: TokensPerSecond, reading: TokensPerSecond): TokensPerSecond =>
    tokens / (tokens / decoding + (prompts * prompt_tokens) / reading);
  return {
    ...decode,
    low: rate(decode.low, prefill.low),
    value: rate(decode.value, prefill.value),
    high: rate(decode.high, prefill.high),
  };
}
