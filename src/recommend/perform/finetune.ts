import { finetuneCalibration } from '../../perf/calibrations.ts';
import { estimateFinetune, type FinetuneEstimate } from '../../perf/finetune/estimate.ts';
import { defaultJob, type TrainedShape, trainedShapeOf } from '../../perf/finetune/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { FinetuneMethod, OperatingSystem } from '../../schema/vocabulary.ts';
import type { Gib, Hours } from '../../units/units.ts';
import type { Failure, Outcome } from '../evaluated.ts';
import { type Setup, setupsFor } from '../setups/setups.ts';
import { blankPerformance, failed, NO_MEASUREMENT, noEngine, noEstimate, outcome } from './outcome.ts';

/**
 * A fine-tuning run on a system: the setup that finishes first; memory decides before time. Sequences are as long as
 * assumed, or half that, and so on, where longer ones do not fit: no assumption of ours keeps a machine out.
 */
export function finetuneOutcome(
  system: System,
  os: readonly OperatingSystem[],
  need: WorkloadNeed,
  catalog: Catalog,
): Outcome {
  const asAssumed = outcomeOf(system, os, need, catalog, null);
  if (fits(asAssumed)) return asAssumed;
  const { defaults } = catalog.workloads[need.id];
  const least = defaults.least_sequence_length?.value ?? Number.POSITIVE_INFINITY;
  for (let length = (need.sequence_length ?? 0) / 2; length >= least; length /= 2) {
    const shorter = outcomeOf(system, os, { ...need, sequence_length: length }, catalog, length);
    if (fits(shorter)) return shorter;
  }
  return asAssumed;
}

const fits = ({ failure }: Outcome): boolean => failure?.code !== 'does_not_fit';

function outcomeOf(
  system: System,
  os: readonly OperatingSystem[],
  need: WorkloadNeed,
  catalog: Catalog,
  shortened_to: number | null,
): Outcome {
  const out = (why: Failure): Outcome => failed(need, os[0] ?? 'linux', why);
  const model = catalog.models[need.models[0] ?? ''];
  const shape = model ? trainedShapeOf(model) : null;
  // Each operating system apart: the one that leaves most memory may be one that uses a single card.
  const setups = os.flatMap((o) => setupsFor({ system, os: [o], purpose: 'finetune', users: 1 }, catalog));
  if (setups.length === 0) return out(noEngine(need, null));
  if (!model || !shape)
    return out(noEstimate(need, `the architecture of ${model?.name ?? need.models[0] ?? 'the model'}`));
  const method = need.method ?? 'qlora';
  const tries = setups.flatMap((setup) => {
    const estimate = estimateOn(setup, { shape, method, need }, catalog);
    return estimate ? [{ setup, estimate }] : [];
  });
  const fitting = tries.filter((t) => !t.estimate.reasons.includes('does_not_fit'));
  const [best] = fitting.sort(
    (a, b) => hours(a.estimate) - hours(b.estimate) || b.setup.memory.total_gib - a.setup.memory.total_gib,
  );
  const shown = best ?? tries.sort((a, b) => peakOf(a.estimate) - peakOf(b.estimate))[0];
  if (!shown) return out(noEstimate(need, 'one kind of device per machine'));
  const { setup, estimate } = shown;
  const performance = {
    ...blankPerformance(need),
    model: { id: model.id, name: model.name, quant: method },
    engine: setup.engine,
    backend: setup.backend,
    finetune: {
      hours: estimate.hours,
      tokens_per_s: estimate.tokens_per_s,
      peak_gib: estimate.peak_gib,
      ...(estimate.split === 'shard' ? { shared_by: setup.memory.devices } : {}),
      ...(shortened_to === null ? {} : { shortened_to }),
    },
    unknown: estimate.reasons.includes('no_throughput') ? [`training speed: ${NO_MEASUREMENT}`] : [],
  };
  if (!best)
    return outcome(performance, setup.os, {
      failure: {
        code: 'does_not_fit',
        args: {
          model: `${method} of ${model.name}`,
          needs_gib: estimate.peak_gib.value,
          usable_gib: setup.memory.per_device_gib,
        },
      },
    });
  return outcome(performance, setup.os, {
    headroom: setup.memory.per_device_gib / estimate.peak_gib.value,
    room_gib: need.stand_in ? setup.memory.total_gib : null,
    bits_per_weight: method === 'qlora' ? 4 : 16,
    failure: estimate.hours ? null : noEstimate(need),
  });
}

/** What is trained, and how. */
interface Run {
  readonly shape: TrainedShape;
  readonly method: FinetuneMethod;
  readonly need: WorkloadNeed;
}

/** A run on one setup; null where several kinds of device would share it. */
function estimateOn(setup: Setup, { shape, method, need }: Run, catalog: Catalog): FinetuneEstimate | null {
  const [only, second] = setup.on.devices;
  const device = only && !second ? catalog.devices[only.device] : undefined;
  if (!device || !only) return null;
  const { trains_as, trains_over_devices_on, sharded_training } = catalog.engines[setup.engine];
  const job = defaultJob(shape, method, {
    engine: trains_as[setup.backend] ?? 'eager',
    ...(need.sequence_length === null ? {} : { sequence_length: need.sequence_length }),
    train_tokens: need.train_tokens,
  });
  const machine = {
    device,
    count: trains_over_devices_on.includes(setup.os) ? only.count : 1,
    usable_gib_per_device: setup.memory.per_device_gib,
    nodes: setup.on.nodes,
  };
  return estimateFinetune(
    job,
    machine,
    finetuneCalibration(catalog),
    sharded_training.includes(setup.backend),
  );
}

const peakOf = ({ peak_gib }: FinetuneEstimate): Gib => peak_gib.value;

const hours = ({ hours: run }: FinetuneEstimate): Hours => run?.value ?? Number.POSITIVE_INFINITY;
