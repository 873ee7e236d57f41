import { diffusionCalibration } from '../../perf/calibrations.ts';
import { type DiffusionEstimate, estimateDiffusion } from '../../perf/diffusion/estimate.ts';
import { diffusionJob, mathOf } from '../../perf/diffusion/job.ts';
import { leastBytes } from '../../perf/diffusion/memory.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { DiffusionModel } from '../../schema/model.ts';
import type { PictureJob } from '../../schema/picture-job.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import { type Gib, gibFromBytes, type Seconds } from '../../units/units.ts';
import type { Failure, Outcome } from '../evaluated.ts';
import { type Setup, setupsFor } from '../setups/setups.ts';
import { blankPerformance, failed, NO_MEASUREMENT, noEngine, noEstimate, outcome } from './outcome.ts';

/**
 * One image or clip on a system: the precision and setup that finish first among those that hold the job without
 * streaming weights from the host; streaming only when nothing else works. One card makes the picture. A precision that
 * was named is the only one tried.
 */
export function diffusionOutcome(
  system: System,
  os: readonly OperatingSystem[],
  need: WorkloadNeed,
  kind: 'image' | 'video',
  catalog: Catalog,
): Outcome {
  const out = (why: Failure): Outcome => failed(need, os[0] ?? 'linux', why);
  const model = catalog.diffusion[need.models[0] ?? ''];
  if (!model) return out(noEstimate(need, `no ${kind} model is called ${need.models[0] ?? ''}`));
  const setups = setupsFor(
    { system, os, purpose: 'diffusion', users: 1, keep_free_gib: need.keep_free_gib },
    catalog,
  );
  if (setups.length === 0) return out(noEngine(need, null));

  const asked = model.precisions.filter((p) => need.quant !== null && p === precisionNamed(need.quant));
  const precisions = asked.length > 0 ? asked : model.precisions;
  const tries = setups.flatMap((setup) => triesOn(setup, model, precisions, catalog));
  if (tries.length === 0) return out(noEngine(need, need.quant));
  const [best] = tries
    .filter((t) => t.estimate.residency !== null)
    .sort((a, b) => streams(a) - streams(b) || time(a) - time(b));
  if (!best)
    return out({
      code: 'does_not_fit',
      args: {
        model: model.name,
        needs_gib: Math.min(...tries.map((t) => t.least_gib())),
        usable_gib: setups[0]?.memory.alone_gib ?? 0,
      },
    });
  const { seconds, peak_gib, in_turns_gib, reasons } = best.estimate;
  const job: PictureJob = { seconds, peak_gib, ...offDevice(best, system) };
  const performance = {
    ...blankPerformance(need),
    model: { id: model.id, name: model.name, quant: best.precision },
    engine: best.setup.engine,
    backend: best.setup.backend,
    ...(kind === 'image' ? { image: job } : { video: job }),
    unknown: [
      ...(reasons.includes('no_throughput') ? [`speed: ${NO_MEASUREMENT}`] : []),
      ...(need.quant !== null && asked.length === 0
        ? [`format: no ${need.quant} of this model is known; the fastest of the others was taken`]
        : []),
    ],
  };
  const failure = seconds ? null : noEstimate(need);
  // A card that holds all parts at once and decodes the whole picture has no less room than one that cannot.
  const headroom = in_turns_gib === null ? null : best.setup.memory.alone_gib / in_turns_gib;
  const room_gib = need.stand_in ? best.setup.memory.alone_gib : null;
  return outcome(performance, best.setup.os, { headroom, room_gib, failure });
}

/** A model in one precision on one setup. */
interface Try {
  readonly setup: Setup;
  readonly precision: string;
  /** Processor and GPU share the memory: parts that wait can only wait on disk. */
  readonly shared: boolean;
  /** The least that the device must hold. */
  readonly least_gib: () => Gib;
  readonly estimate: DiffusionEstimate;
}

function triesOn(
  setup: Setup,
  model: DiffusionModel,
  precisions: DiffusionModel['precisions'],
  catalog: Catalog,
): Try[] {
  const device = catalog.devices[setup.on.devices[0]?.device ?? ''];
  if (!device) return [];
  const calibration = diffusionCalibration(catalog);
  const machine = { device, count: 1, usable_gib_per_device: setup.memory.alone_gib, nodes: 1 };
  const lacking = catalog.engines[setup.engine].lacks_precisions[setup.backend] ?? [];
  return precisions
    .filter((p) => !lacking.includes(p))
    .map((precision) => {
      const job = diffusionJob(model, { math: mathOf(precision) });
      return {
        setup,
        precision,
        shared: device.memory.kind !== 'vram',
        least_gib: () => gibFromBytes(leastBytes(job, device, calibration.memory)),
        estimate: estimateDiffusion(job, machine, calibration),
      };
    });
}

const time = ({ estimate }: Try): Seconds => estimate.seconds?.value ?? Number.POSITIVE_INFINITY;
const streams = ({ estimate }: Try): number => Number(estimate.reasons.includes('streams_from_host'));

/** What the device does not hold while it works, and where that lies; empty where it holds all. */
function offDevice(
  { estimate, shared }: { readonly estimate: DiffusionEstimate; readonly shared: boolean },
  { host }: System,
): Pick<PictureJob, 'off_device'> {
  const { residency, waiting_gib, in_tiles } = estimate;
  if (residency === null || residency === 'all') return {};
  return {
    off_device: {
      gib: waiting_gib,
      kept_in: shared ? 'disk' : 'main_memory',
      streamed: residency === 'streamed',
      in_tiles,
      host_ram_gb: host?.ram_gb ?? null,
    },
  };
}

/**
 * What a language model's format is called among picture models: all 16-bit ones are one, so are all 32-bit ones and a
 * GGUF's 8 and 4.
 */
function precisionNamed(quant: string): string {
  const id = quant.toLowerCase();
  if (id === 'f16') return 'bf16';
  if (id === 'f32') return 'fp32';
  return /^q[48](?=_)/.exec(id)?.[0] ?? id;
}
