import type { Performance, Reason } from '../../schema/document.ts';
import { digitsFor, duration, significant } from '../../units/format.ts';
import { secondsFromHours } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { formatName, modelName } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';

/** What it does and how fast: "runs Qwen3.8 27B at Q4_K_M, decoding at 42 tok/s", "trains ... with QLoRA in 3.2 h". */
export function doing(p: Performance | undefined): string {
  if (!p?.model) return 'runs it';
  const { name, quant } = p.model;
  const format = formatName(quant);
  if (p.finetune) {
    const { hours } = p.finetune;
    return `trains ${name} with ${format}${hours ? ` in ${duration(secondsFromHours(hours.value))}` : ''}`;
  }
  const where = p.fit?.status === 'offload' ? ', part of it in system memory' : '';
  const decode = p.speed?.decode_tok_s;
  const job = p.image?.seconds ?? p.video?.seconds;
  const how = decode
    ? `, decoding at ${significant(decode.value, digitsFor(decode.basis))} tok/s`
    : job
      ? ` in ${duration(job.value)} per ${p.image ? 'image' : 'clip'}`
      : '';
  return `runs ${name} at ${format}${where}${how}`;
}

/** Model, format and decode of its heaviest work; null for other work than text. */
export function runsAt({ outcomes }: Evaluated): string | null {
  const { speed, model } = outcomes[0]?.performance ?? {};
  const decode = speed?.decode_tok_s;
  return decode && model
    ? `${modelName(model)} at ${significant(decode.value, digitsFor(decode.basis))} tok/s`
    : null;
}

/** The same, and of a picture, clip or training run how long it takes. */
export function worksAt(e: Evaluated): string | null {
  const { model, image, video, finetune } = e.outcomes[0]?.performance ?? {};
  const job = (image ?? video)?.seconds?.value;
  if (model && job !== undefined)
    return `${modelName(model)} in ${duration(job)} per ${image ? 'image' : 'clip'}`;
  const hours = finetune?.hours?.value;
  return model && hours !== undefined
    ? `${modelName(model)} in ${duration(secondsFromHours(hours))}`
    : runsAt(e);
}

/**
 * What the pick would run in its place and how fast, beside a title that says so of what is owned; with `step`, what that
 * is worth.
 */
export function besidePick(mine: Evaluated, pick: Evaluated, step: string | null): Reason[] {
  const [theirs, own] = [worksAt(pick), worksAt(mine)];
  const { name } = pick.system;
  const does = mine.outcomes[0]?.performance.finetune ? 'train' : 'run';
  const differ = theirs && own && theirs !== own ? `${name} would ${does} ${theirs}` : null;
  if (!differ && !step) return [];
  const text = differ ? `${differ}${step ? `: ${step}` : ''}.` : `${name} is ${step}.`;
  return [toldReason('own_beside_pick', text)];
}

/** What the step up to the pick is worth, money counted. `felt`: the points from which on a step is. */
export function stepUp(gap: number, felt: number): string {
  if (gap < 0.5) return 'no better all in all, since yours costs nothing';
  if (gap >= felt) return `${points(gap)} better all in all`;
  const few = Math.round(gap) < felt ? points(gap) : `${Math.floor(10 * gap) / 10} of 100 points`;
  return `${few} better all in all, and less than ${felt} are not felt`;
}

/** Points of the score as a step of so many. */
export const points = (gap: number): string => `${Math.round(gap)} of 100 points`;
