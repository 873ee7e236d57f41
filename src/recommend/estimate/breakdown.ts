import { DECODE_TERMS } from '../../perf/speed/decode-terms.ts';
import type { Calibration } from '../../perf/speed/fitted-values.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import { boundBy, decodeTime, type PhaseTime, prefillTime, settingOf } from '../../perf/speed/phase-time.ts';
import { PREFILL_TERMS } from '../../perf/speed/prefill-terms.ts';
import { type StagedTime, stagedTimes } from '../../perf/speed/stages.ts';
import type { Term } from '../../perf/speed/terms.ts';
import type { Breakdown } from '../../schema/estimate-document.ts';
import type { Seconds } from '../../units/units.ts';
import { isStaged, type TextMachine } from '../perform/text-machine.ts';

/** Where the modelled time of a decode step and of a prompt goes; null where the physics lacks an input. */
export function breakdownOf(
  job: TextJob,
  machine: TextMachine,
  calibration: Calibration,
): { readonly decode: Breakdown | null; readonly prefill: Breakdown | null } {
  if (isStaged(machine)) {
    const times = stagedTimes(job, machine, calibration);
    if (typeof times === 'string') return { decode: null, prefill: null };
    return {
      decode: perDevice(DECODE_TERMS, times.decode),
      prefill: perDevice(PREFILL_TERMS, times.prefill),
    };
  }
  const setting = settingOf(job, machine, calibration);
  if (typeof setting === 'string') return { decode: null, prefill: null };
  return {
    decode: listed(DECODE_TERMS, decodeTime(job, machine, setting)),
    prefill: listed(PREFILL_TERMS, prefillTime(job, machine, setting)),
  };
}

type Part = Omit<Breakdown['terms'][number], 'share'>;

const partsOf = (terms: readonly Term[], seconds: readonly number[], on = ''): Part[] =>
  terms.map(({ id, binds }, i) => ({ id: `${id}${on}`, binds, seconds: seconds[i] ?? 0 }));

const listed = (terms: readonly Term[], time: PhaseTime): Breakdown => ({
  seconds: time.seconds,
  bound_by: boundBy(terms, time.terms),
  terms: shared(partsOf(terms, time.terms)),
});

/** The terms of each device apart: its layers at its speed. */
function perDevice(terms: readonly Term[], time: StagedTime): Breakdown {
  const parts = time.stages.flatMap(({ stage, terms: seconds }) =>
    partsOf(terms, seconds, ` on ${stage.machine.device.id}`),
  );
  const sorted = shared([...parts, { id: 'hops', binds: 'link', seconds: time.hops }]);
  return { seconds: time.seconds, bound_by: sorted[0]?.binds ?? 'bandwidth', terms: sorted };
}

/** The breakdown of a prompt, with the part of the hand-over that is not hidden as one more term. */
export const withTransfer = (b: Breakdown, exposed_s: Seconds): Breakdown => ({
  ...b,
  seconds: b.seconds + exposed_s,
  terms: shared([...b.terms, { id: 'hand_over', binds: 'link', seconds: exposed_s }]),
});

/** Longest first, with the share of each in their sum. */
function shared(parts: readonly Part[]): Breakdown['terms'] {
  const present = parts.filter((part) => part.seconds > 0).sort((a, b) => b.seconds - a.seconds);
  const sum = present.reduce((seconds, part) => seconds + part.seconds, 0);
  return present.map((part) => ({ ...part, share: part.seconds / sum }));
}
