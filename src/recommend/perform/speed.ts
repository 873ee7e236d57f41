import { textCalibration } from '../../perf/calibrations.ts';
import { type TextRates, textRates } from '../../perf/speed/estimate-text.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import type { UnknownReason } from '../../perf/speed/phase-time.ts';
import { stagedRates } from '../../perf/speed/stages.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { cellsKey } from '../../schema/cell-key.ts';
import type { Estimate } from '../../schema/estimate.ts';
import { sixDigits } from '../../units/six-digits.ts';
import { isStaged, type TextMachine } from './text-machine.ts';

export interface TextSpeed {
  readonly decode_tok_s: Estimate | null;
  readonly prefill_tok_s: Estimate | null;
  readonly ttft_s: Estimate | null;
  readonly missing: readonly string[];
}

const MISSING: Readonly<Record<UnknownReason, string>> = {
  unknown_bandwidth: 'its memory bandwidth',
  unknown_architecture: 'the architecture of the model',
  unknown_throughput: 'its arithmetic throughput',
  unknown_cpu: 'what its CPU alone computes and reads: the figures known are those of its GPU',
  unknown_host_bandwidth: 'the bandwidth of its main memory',
  unmeasured_backend: 'a measurement of any model on its backend, on any machine',
};

/** Speed of a job on a machine of the catalogue: the calibrated model, or stored measurements where they cover it. */
export const speedOf = (job: TextJob, machine: TextMachine, catalog: Catalog): TextSpeed =>
  told(ratesOf(job, machine, catalog));

/**
 * The values alone, of which `told` makes the speed that a document prints.
 * @param measured a stored measurement of the same cell answers before the model does
 */
export function ratesOf(
  job: TextJob,
  machine: TextMachine,
  catalog: Catalog,
  { measured = true }: { readonly measured?: boolean } = {},
): TextRates {
  const text = textCalibration(catalog);
  if (isStaged(machine)) return stagedRates(job, machine, text);
  if (!measured) return textRates(job, machine, text);
  const cellsOf = (count: number) => catalog.cells[cellsKey(machine.device.id, count, job.model.id)];
  const alone = machine.split === 'layer' ? cellsOf(1) : undefined;
  return textRates(job, machine, text, cellsOf(machine.count), alone);
}

/** The estimates behind rates, with the digits that documents print, and in words what it takes to know the rest. */
export function told(rates: TextRates): TextSpeed {
  const { decode_tok_s, prefill_tok_s, ttft_s, unknown } = rates.estimates();
  return {
    decode_tok_s: printed(decode_tok_s),
    prefill_tok_s: printed(prefill_tok_s),
    ttft_s: printed(ttft_s),
    missing: unknown.map((reason) => MISSING[reason]),
  };
}

const printed = (e: Estimate | null): Estimate | null =>
  e && { ...e, low: sixDigits(e.low), value: sixDigits(e.value), high: sixDigits(e.high) };

/** No speed, and what it takes to have one. */
export const unknownSpeed = (missing: string): TextSpeed => ({
  decode_tok_s: null,
  prefill_tok_s: null,
  ttft_s: null,
  missing: [missing],
});

/** The speed of a job on devices of which one is not known. */
export const NOTHING_KNOWN: TextSpeed = unknownSpeed('one of its devices');
