import type { Performance } from '../../schema/document.ts';
import { digitsFor, duration, significant } from '../../units/format.ts';
import { secondsFromHours } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { jobSeconds } from '../main-figure.ts';
import { formatName, isSeveral, modelName } from '../prose/names.ts';

/** What it does and how fast: "runs Qwen3.8 27B at Q4_K_M, decoding at 42 tok/s", "trains ... with QLoRA in 3.2 h". */
export function doing(p: Performance | undefined, who: string): string {
  const s = isSeveral(who) ? '' : 's';
  if (!p?.model) return `run${s} it`;
  const { name, quant } = p.model;
  const format = formatName(quant);
  if (p.finetune) {
    const { hours } = p.finetune;
    return `train${s} ${name} with ${format}${hours ? ` in ${duration(secondsFromHours(hours.value))}` : ''}`;
  }
  const where = p.fit?.status === 'offload' ? ', part of it in system memory' : '';
  const decode = p.speed?.decode_tok_s;
  const users = p.speed?.at.users ?? 1;
  const each = users > 1 ? ` for each of ${users} users` : '';
  const job = p.image?.seconds ?? p.video?.seconds;
  const how = decode
    ? `, decoding at ${significant(decode.value, digitsFor(decode.basis))} tok/s${each}`
    : job
      ? ` in ${duration(job.value)} per ${p.image ? 'image' : 'clip'}`
      : '';
  return `run${s} ${name} at ${format}${where}${how}`;
}

/** Model, format and decode of its heaviest work; null for other work than text. */
export function runsAt({ outcomes }: Evaluated): string | null {
  const { speed, model } = outcomes[0]?.performance ?? {};
  const decode = speed?.decode_tok_s;
  return decode && model
    ? `${modelName(model)} at ${significant(decode.value, digitsFor(decode.basis))} tok/s`
    : null;
}

/** The same, or how long a picture, clip or training run takes. */
export function worksAt(e: Evaluated): string | null {
  const p = e.outcomes[0]?.performance;
  const seconds = p ? jobSeconds(p) : null;
  if (!p?.model || seconds === null) return runsAt(e);
  return `${modelName(p.model)} in ${duration(seconds)}${p.image ? ' per image' : p.video ? ' per clip' : ''}`;
}
