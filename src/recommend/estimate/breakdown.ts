import type { Calibration } from '../../perf/speed/calibration.ts';
import { DECODE_TERMS } from '../../perf/speed/decode-terms.ts';
import type { Machine, TextJob } from '../../perf/speed/job.ts';
import { boundBy, decodeTime, type PhaseTime, prefillTime, settingOf } from '../../perf/speed/phase-time.ts';
import { PREFILL_TERMS } from '../../perf/speed/prefill-terms.ts';
import type { Term } from '../../perf/speed/terms.ts';
import type { Breakdown } from '../../schema/estimate-document.ts';

/** Where the modelled time of a decode step and of a prompt goes; null where the physics lacks an input. */
export function breakdownOf(
  job: TextJob,
  machine: Machine,
  calibration: Calibration,
): { readonly decode: Breakdown | null; readonly prefill: Breakdown | null } {
  const setting = settingOf(job, machine, calibration);
  if (typeof setting === 'string') return { decode: null, prefill: null };
  return {
    decode: listed(DECODE_TERMS, decodeTime(job, machine, setting)),
    prefill: listed(PREFILL_TERMS, prefillTime(job, machine, setting)),
  };
}

function listed(terms: readonly Term[], time: PhaseTime): Breakdown {
  const parts = terms
    .map(({ id, binds }, i) => ({ id, binds, seconds: time.terms[i] ?? 0 }))
    .filter((part) => part.seconds > 0)
    .sort((a, b) => b.seconds - a.seconds);
  const sum = parts.reduce((seconds, part) => seconds + part.seconds, 0);
  return {
    seconds: time.seconds,
    bound_by: boundBy(terms, time.terms),
    terms: parts.map((part) => ({ ...part, share: part.seconds / sum })),
  };
}
