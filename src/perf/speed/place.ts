import type { LayerGroup, TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Machine, TextJob } from './job.ts';
import type { Level } from './levels.ts';

/** The key of one job on one machine at each level of pooling; an empty key means the level does not apply. */
export type Place = Readonly<Record<Level, string>>;

/** Name of a weight format for pooling: class, rounded bits, and bf16 apart because some backends have no path for it. */
export function quantKey(quant: Quant): string {
  return `${quant.class}-${Math.round(quant.bits_per_weight)}${quant.class === 'float' ? `-${quant.compute}` : ''}`;
}

/** Geometry of the attention whose cache grows: kernels differ by queries per key-value head and by head size. */
function attentionKey(model: TextModel): string {
  const groups = model.architecture?.attention ?? [];
  const growing = groups.filter((g) => g.kind !== 'linear' && g.kind !== 'sliding');
  const first = growing[0] ?? groups.find((g) => g.kind === 'sliding');
  if (!first) return '';
  if (first.kind === 'mla' || first.kind === 'compressed') return first.kind;
  return `g${ratio(first)}-d${first.head_dim ?? 0}`;
}

function ratio(group: LayerGroup): number {
  const heads = group.heads ?? 0;
  return Math.round(heads / Math.max(1, group.kv_heads ?? heads));
}

/** Models that compute exactly alike share this: a successor or fine-tune of the same architecture is no new model. */
function architectureKey(model: TextModel): string {
  const a = model.architecture;
  if (!a) return '';
  const moe = a.moe ? `-e${a.moe.experts}x${a.moe.active}x${a.moe.expert_hidden}` : '';
  const kinds = [...new Set(a.attention.map((g) => g.kind))].join('+');
  return `${kinds}-l${a.layers}-h${a.hidden}-f${a.ffn_hidden ?? 0}${moe}`;
}

/** Levels by what their keys depend on beside the engine. */
export const FORMAT_LEVELS = [
  'quant_class',
  'quant',
  'quant_stack',
  'quant_vendor_stack',
  'quant_family_stack',
] as const satisfies readonly Level[];
export const MODEL_LEVELS = [
  'model_family',
  'model',
  'model_stack',
  'architecture_stack',
  'experts_stack',
] as const satisfies readonly Level[];
type FormatLevel = (typeof FORMAT_LEVELS)[number];
type ModelLevel = (typeof MODEL_LEVELS)[number];
export type MachineLevel = Exclude<Level, FormatLevel | ModelLevel>;

export const placeOf = (job: TextJob, machine: Machine): Place => ({
  ...machinePlace(job, machine),
  ...formatPlace(job, machine),
  ...modelPlace(job),
});

const stackOf = (job: TextJob): string => `${job.engine}/${job.backend}`;

export function machinePlace(job: TextJob, machine: Machine): Pick<Place, MachineLevel> {
  const { device } = machine;
  const stack = stackOf(job);
  const several = machine.count > 1 ? machine.link.kind : '';
  return {
    all: 'all',
    engine: job.engine,
    stack,
    vendor: device.vendor,
    vendor_stack: `${device.vendor} ${stack}`,
    family: device.family,
    family_stack: `${device.family} ${stack}`,
    device: device.id,
    device_stack: `${device.id} ${stack}`,
    link: several,
    link_stack: several && `${several} ${stack}`,
  };
}

export function formatPlace(job: TextJob, { device }: Machine): Pick<Place, FormatLevel> {
  const stack = stackOf(job);
  const quant = quantKey(job.quant);
  return {
    quant_class: job.quant.class,
    quant,
    quant_stack: `${quant} ${stack}`,
    quant_vendor_stack: `${quant} ${device.vendor} ${stack}`,
    quant_family_stack: `${quant} ${device.family} ${stack}`,
  };
}

export function modelPlace(job: TextJob): Pick<Place, ModelLevel> {
  const stack = stackOf(job);
  const architecture = architectureKey(job.model);
  return {
    model_family: job.model.family,
    model: architecture,
    model_stack: `${architecture} ${stack}`,
    architecture_stack: `${attentionKey(job.model)} ${stack}`,
    experts_stack: `${job.model.architecture?.moe ? 'experts' : 'dense'} ${stack}`,
  };
}
