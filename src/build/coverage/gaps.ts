import type { Collections } from '../../catalog/collections.ts';
import type { PriceBook } from '../../recommend/prices/price-book.ts';
import type { Device } from '../../schema/device.ts';
import type { DiffusionModel, TextModel } from '../../schema/model.ts';
import type { System } from '../../schema/system.ts';

/** What entries of a kind may lack. `of`: those for which the figure could exist at all. */
interface Gap {
  readonly lacks: string;
  readonly of: number;
  /** Ids in code-point order. */
  readonly ids: readonly string[];
}
export interface KindGaps {
  readonly total: number;
  readonly gaps: readonly Gap[];
}

interface Question<T> {
  readonly lacks: string;
  readonly has: (thing: T) => boolean;
  /** Absent: asked of all. */
  readonly when?: (thing: T) => boolean;
}

function ask<T extends { readonly id: string }>(
  things: readonly T[],
  questions: readonly Question<T>[],
): KindGaps {
  const gaps = questions.map(({ lacks, has, when }) => {
    const asked = when ? things.filter(when) : things;
    return { lacks, of: asked.length, ids: asked.filter((thing) => !has(thing)).map(({ id }) => id) };
  });
  return { total: things.length, gaps };
}

const isGpu = (d: Device): boolean => d.kind !== 'cpu';

const OF_DEVICES: readonly Question<Device>[] = [
  { lacks: 'memory bandwidth', has: (d) => d.memory.bandwidth_gb_s !== undefined },
  {
    lacks: 'dense 16-bit throughput',
    has: (d) => d.compute.fp16_acc32_tflops !== undefined || d.compute.fp16_acc16_tflops !== undefined,
    when: isGpu,
  },
  { lacks: 'power limit', has: (d) => d.power.limit_w !== undefined },
  { lacks: 'measured load', has: (d) => d.power.load_w !== undefined, when: isGpu },
  { lacks: 'idle power', has: (d) => d.power.idle_w !== undefined, when: isGpu },
  { lacks: 'release date', has: (d) => d.released !== undefined },
  {
    lacks: 'memory size',
    has: (d) => d.memory.capacity_gb !== undefined,
    when: (d) => d.memory.kind === 'vram',
  },
];

/** Two questions on price: what a buyer pays now, and whether there was ever a day on which it was known. */
const ofSystems = (
  all: Collections,
  today: PriceBook,
  ever: readonly PriceBook[],
): readonly Question<System>[] => {
  const wanted = (s: System) => !s.generic;
  const own = (s: System) => wanted(s) && s.id in all.hand_written;
  const unified = (s: System) => s.devices.some((d) => all.devices[d.device]?.memory.kind === 'unified');
  return [
    { lacks: 'price today, new or used', has: (s) => today.quote(s) !== null, when: wanted },
    { lacks: 'price at any time', has: (s) => ever.some((day) => day.quote(s) !== null), when: wanted },
    { lacks: 'usable memory with its source', has: (s) => s.usable_memory.length > 0, when: unified },
    { lacks: 'release date', has: (s) => (s.released ?? s.announced) !== undefined, when: wanted },
    { lacks: 'power under load', has: (s) => s.power.load_w !== undefined, when: wanted },
    { lacks: 'power, not even a maximum', has: (s) => Object.keys(s.power).length > 0, when: wanted },
    { lacks: 'idle power', has: (s) => s.power.idle_w !== undefined, when: wanted },
    {
      lacks: 'noise, neither dB(A) nor a word',
      has: (s) => s.form.noise_dba !== undefined || s.traits.some((t) => /silent|quiet|loud/.test(t)),
      when: own,
    },
    { lacks: 'volume', has: (s) => s.form.volume_l !== undefined, when: own },
  ];
};

const ofModels = (all: Collections): readonly Question<TextModel>[] => {
  const sized = new Set(all.sizes.map((s) => s.model));
  const measured = new Set(all.measurements.map((m) => m.model));
  return [
    { lacks: 'architecture', has: (m) => m.architecture !== undefined },
    { lacks: 'quality', has: (m) => m.quality !== undefined, when: (m) => m.kind === 'text' },
    { lacks: 'licence', has: (m) => m.licence !== undefined },
    { lacks: 'release date', has: (m) => m.released !== undefined },
    { lacks: 'published file size', has: (m) => sized.has(m.id) },
    { lacks: 'measured speed', has: (m) => measured.has(m.id) },
  ];
};

const ofDiffusion = (measured: ReadonlySet<string>): readonly Question<DiffusionModel>[] => [
  {
    lacks: 'shape of the denoiser',
    has: (m) =>
      m.components.some((c) => c.role === 'denoiser' && (c.layers ?? c.tflop_per_forward) !== undefined),
  },
  { lacks: 'working memory', has: (m) => m.activation_gib !== undefined },
  { lacks: 'quality', has: (m) => m.quality !== undefined },
  { lacks: 'licence', has: (m) => m.licence !== undefined },
  { lacks: 'release date', has: (m) => m.released !== undefined },
  { lacks: 'measured time', has: (m) => measured.has(m.id) },
];

export interface Evidence {
  readonly today: PriceBook;
  /** One book per month since prices are collected. */
  readonly ever: readonly PriceBook[];
  /** Diffusion models that somebody timed. */
  readonly timed: ReadonlySet<string>;
}

export function gapsByKind(
  all: Collections,
  { today, ever, timed }: Evidence,
): Readonly<Record<string, KindGaps>> {
  return {
    devices: ask(Object.values(all.devices), OF_DEVICES),
    systems: ask(Object.values(all.systems), ofSystems(all, today, ever)),
    models: ask(Object.values(all.models), ofModels(all)),
    diffusion: ask(Object.values(all.diffusion), ofDiffusion(timed)),
  };
}
