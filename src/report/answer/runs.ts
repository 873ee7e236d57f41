import { formatName, modelName, OS_NAMES } from '../../recommend/prose/names.ts';
import type { Fit, Performance, Ranked } from '../../schema/document.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { PictureJob } from '../../schema/picture-job.ts';
import { ENGINE_NAMES } from '../../schema/vocabulary.ts';
import { duration, grouped, significant, tokens } from '../../units/format.ts';
import type { Gib } from '../../units/units.ts';
import { waitsOnDisk } from '../speed-captions.ts';
import { BACKEND_NAMES, figureOf, rangeOf, sideBySide, tablesApart, timeOf } from '../values.ts';
import { answerTimeLines, batchLines, servingLines } from './outlook.ts';

/** What has to be known of a machine to tell what it runs, bought or owned. */
type Told = Pick<Ranked, 'workloads' | 'os'> & { readonly system: Pick<Ranked['system'], 'devices'> };

type Training = NonNullable<Performance['finetune']>;

/** What the pick runs, how it fits and how fast it is: a few lines per workload. */
export function runLines(row: Told): string[] {
  const mixed = row.workloads.length > 1;
  return row.workloads.flatMap((w) => {
    const [head = '', ...rest] = [
      ...fitLine(w, row),
      ...speedLines(w),
      ...answerTimeLines(w),
      ...servingLines(w),
      ...batchLines(w),
      ...alsoLine(w),
      ...w.unknown,
    ];
    return [mixed ? `For ${w.workload}: ${head}` : head, ...rest];
  });
}

function fitLine(w: Performance, row: Told): string[] {
  if (!w.model) return [w.workload];
  const engine = w.engine ? ` with ${ENGINE_NAMES[w.engine]}` : '';
  const backend = w.backend && BACKEND_NAMES[w.backend] !== 'Metal' ? ` on ${BACKEND_NAMES[w.backend]}` : '';
  const part = w.prefill_by ? undefined : row.system.devices.find((d) => d.id === w.runs_on);
  const alone = part ? `, on the ${part.name} alone` : '';
  const what = `${modelName(w.model)}${engine}${backend} under ${OS_NAMES[row.os]}${w.in_wsl ? ', inside WSL' : ''}${alone}${w.copies ? `, ${sideBySide(w.copies)}` : ''}`;
  if (!w.fit) return [what];
  const { footprint_gib, usable_gib, kept_free_gib, status, kv_type } = w.fit;
  const kept = kept_free_gib === undefined ? '' : ` beside the ${size(kept_free_gib)} kept free`;
  const room = `${size(footprint_gib)} of ${size(usable_gib)} GiB${kept}, ${FIT_WORDS[status]}${kv_type === 'f16' ? '' : ` and only with the cache in 8 bits (${kv_type})`}`;
  return [`${what}: ${room}${furthest(w.fit, w.copies)}${tablesApart(w.fit)}`];
}

/** The longest context, and whose it is where several share the memory. */
function furthest({ max_context, usual_depth }: Fit, copies: number | undefined): string {
  if (!max_context) return '';
  const one = usual_depth === undefined ? '' : ` for one user while each other holds ${tokens(usual_depth)}`;
  return `; context up to ${tokens(max_context)} tokens${copies ? ' in each' : ''}${one}`;
}

const FIT_WORDS = {
  comfortable: 'comfortable',
  tight: 'tight',
  offload: 'the rest in main memory',
  no: 'too little',
} as const;
const size = (gib: Gib): string => grouped(gib, gib < 99.95 ? 1 : 0);

function speedLines(w: Performance): string[] {
  if (w.speed) return [textLine(w.speed), ...(w.prefill_by ? [handOverLine(w.prefill_by)] : [])];
  if (w.finetune) return [trainingLine(w.finetune)];
  if (w.image) return pictureLines(w.image, 'image');
  return w.video ? pictureLines(w.video, 'clip') : [];
}

function trainingLine({ hours, tokens_per_s, peak_gib, sequence_length, shared_by }: Training): string {
  const peak = `${peakOf(peak_gib)}${peak_gib && shared_by ? ' on each' : ''}`;
  const shared = shared_by ? `; the model shared over ${shared_by} devices (FSDP)` : '';
  const rate = tokens_per_s ? ` at ${figureOf(tokens_per_s)} tokens/s` : '';
  const length = sequence_length === undefined ? '' : ` in sequences of ${tokens(sequence_length)}`;
  return hours
    ? `Training takes ${timeOf(hours, 3600)}${rate}${length}${peak}; ${hours.basis}${shared}`
    : `Training time unknown${peak}${shared}`;
}

function pictureLines(job: PictureJob, thing: 'image' | 'clip'): string[] {
  return [
    job.seconds
      ? `${timeOf(job.seconds)} per ${thing}${peakOf(job.peak_gib)}; ${job.seconds.basis}`
      : `Time per ${thing} unknown${peakOf(job.peak_gib)}`,
    ...(job.off_device ? [offDeviceLine(job.off_device, thing)] : []),
  ];
}

/** What the peak leaves out: weights that were taken to wait elsewhere, and whether there is room for them. */
function offDeviceLine(off: NonNullable<PictureJob['off_device']>, thing: string): string {
  const amount = `${significant(off.gib, 2)} GiB`;
  const tiles = off.in_tiles ? `, and the ${thing} is decoded in small tiles` : '';
  if (off.kept_in === 'disk')
    return `Its parts take turns in memory: ${amount} of weights are read from disk when their turn comes${tiles}`;
  const ram_gb = off.host_ram_gb;
  const short = ram_gb !== null && waitsOnDisk(off);
  const there = ram_gb === null || short ? 'main memory' : `the ${grouped(ram_gb)} GB of main memory`;
  const where = off.streamed
    ? `Weights are streamed from main memory in every step, because they do not fit the card: ${amount} wait in ${there}`
    : `Its parts take turns on the card: ${amount} of weights wait in ${there} meanwhile`;
  return `${where}${tiles}${short ? `; the ${grouped(ram_gb)} GB there do not hold them, and reading the rest from disk takes longer than told` : ''}`;
}

const peakOf = (peak: Estimate | null): string => (peak ? `, peak memory ${figureOf(peak)} GiB` : '');

function textLine(speed: NonNullable<Performance['speed']>): string {
  const { at, decode_tok_s: decode, prefill_tok_s: prefill, ttft_s: ttft } = speed;
  const users = at.users > 1 ? ` for each of ${at.users} users` : '';
  const parts = [
    decode
      ? `Decode ${figureOf(decode)} tok/s (${rangeOf(decode)}) at ${tokens(at.depth)} depth${users}`
      : 'Decode unknown',
    ttft
      ? `first token after ${timeOf(ttft)} for a prompt of ${tokens(at.prompt_tokens)} tokens${at.users > 1 ? ' while no other is being read' : ''}`
      : 'first token unknown',
    prefill ? `prefill ${figureOf(prefill)} tok/s (${rangeOf(prefill)})` : 'prefill unknown',
    ...basisOf(decode, prefill),
  ];
  return parts.join('; ');
}

const handOverLine = (by: NonNullable<Performance['prefill_by']>): string =>
  `${by.name} reads the prompt (${ENGINE_NAMES[by.engine]} on ${BACKEND_NAMES[by.backend]}, ${formatName(by.quant)}) and hands ${significant(by.cache_gb, 2)} GB of cache over, ${duration(by.exposed_s)} longer than reading alone`;

const basisOf = (decode: Estimate | null, prefill: Estimate | null): string[] => {
  if (decode && prefill && decode.basis !== prefill.basis)
    return [`decode ${decode.basis}, prefill ${prefill.basis}`];
  const known = decode ?? prefill;
  return known ? [known.basis] : [];
};

function alsoLine(w: Performance): string[] {
  const named = (list: Performance['also_runs']) =>
    list
      .map((m) => `${modelName(m)}${m.decode_tok_s === null ? '' : ` (${significant(m.decode_tok_s, 2)})`}`)
      .join(', ');
  const whole = w.also_runs.filter((m) => !m.experts_in_main_memory);
  const aside = w.also_runs.filter((m) => m.experts_in_main_memory);
  return [
    ...(whole.length > 0 ? [`Also comfortable, with decode tok/s: ${named(whole)}`] : []),
    ...(aside.length > 0 ? [`Better, with experts in main memory and decode tok/s: ${named(aside)}`] : []),
  ];
}
