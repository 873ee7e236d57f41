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
  const least = need.least_sequence_length ?? Number.POSITIVE_INFINITY;
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
  const setups = os.flatMap((o) =>
    setupsFor({ system, os: [o], purpose: 'finetune', users: 1, keep_free_gib: need.keep_free_gib }, catalog),
  );
  if (setups.length === 0) return out(noEngine(need, null));
  if (!model || !shape)
    return out(noEstimate(need, `the architecture of ${model?.name ?? need.models[0] ?? 'the model'}`));
  const method = need.method ?? 'qlora';
  const best = bestTry(setups, { shape, method, need }, catalog);
  if (!best) return out(noEstimate(need, 'one kind of device per machine'));
  const { setup, estimate } = best;
  const usable_gib = setup.memory.per_device_gib;
  const performance = {
    ...blankPerformance(need),
    model: { id: model.id, name: model.name, quant: method },
    engine: setup.engine,
    backend: setup.backend,
    finetune: {
      hours: estimate.hours,
      tokens_per_s: estimate.tokens_per_s,
      peak_gib: estimate.peak_gib,
      ...(need.sequence_length === null ? {} : { sequence_length: need.sequence_length }),
      ...(estimate.split === 'shard' ? { shared_by: setup.memory.devices } : {}),
      ...(shortened_to === null ? {} : { shortened_to }),
    },
    unknown: estimate.reasons.includes('no_throughput') ? [`training speed: ${NO_MEASUREMENT}`] : [],
  };
  if (!isHeld(best)) {
    const args = { model: `${method} of ${model.name}`, needs_gib: peakOf(estimate), usable_gib };
    return outcome(performance, setup.os, { failure: { code: 'does_not_fit', args } });
  }
  return outcome(performance, setup.os, {
    headroom: usable_gib / peakOf(estimate),
    room_gib: need.stand_in ? setup.memory.total_gib : null,
    bits_per_weight: method === 'qlora' ? 4 : 16,
    failure: estimate.hours ? null : noEstimate(need),
  });
}

/** A run on one setup. */
interface Try {
  readonly setup: Setup;
  readonly estimate: FinetuneEstimate;
}

const isHeld = ({ estimate }: Try): boolean => !estimate.reasons.includes('does_not_fit');

/** The run that finishes first, of equal ones that with most memory; where none fits, the one that needs least. */
function bestTry(setups: readonly Setup[], run: Run, catalog: Catalog): Try | null {
  const tries = setups.flatMap((setup) => {
    const estimate = estimateOn(setup, run, catalog);
    return estimate ? [{ setup, estimate }] : [];
  });
  const [best] = tries
    .filter(isHeld)
    .sort(
      (a, b) => hours(a.estimate) - hours(b.estimate) || b.setup.memory.total_gib - a.setup.memory.total_gib,
    );
  return best ?? tries.sort((a, b) => peakOf(a.estimate) - peakOf(b.estimate))[0] ?? null;
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
