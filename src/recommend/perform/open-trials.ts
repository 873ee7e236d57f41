import { couldBeComfortable } from '../../perf/memory/fit.ts';
import { bytesAt, bytesOf } from '../../perf/memory/weights.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import { type BytesPerSecond, bytesFromGib, bytesPerSecond } from '../../units/units.ts';
import type { Setup } from '../setups/setups.ts';
import { memoryOf } from './memory.ts';
import type { ModelChoice } from './model-choices.ts';
import { type Trial, tryFormat } from './trial.ts';
import type { TrialContext } from './trial-context.ts';
import { keepsModel } from './way-grade.ts';

/** Assumption: formats below this are never recommended: a first look at the size that costs no arithmetic. */
const SMALLEST_BITS = 2;

interface OpenTrials {
  /** The most useful first: at least as many models as are asked for, and all that could lead. */
  readonly best: (least: number) => readonly Trial[];
  /** The best that fits but whose speed is unknown, among those looked at so far. */
  readonly unrated: () => Trial | null;
}

/**
 * No model named: the one whose quality, speed and wait together serve best here, then other makers' next best, in a
 * format that loses no more than people accept; squeezed further only where nothing fits otherwise.
 */
export function openTrials(
  context: TrialContext,
  candidates: readonly ModelChoice[],
  setups: readonly Setup[],
): OpenTrials {
  const sound = trialsIn(context, candidates, setups, (quant) => keepsModel(context, quant));
  const squeezed = trialsIn(context, candidates, setups, () => true);
  return {
    best: (least) => {
      const found = sound.best(least);
      return found.length > 0 ? found : squeezed.best(least);
    },
    unrated: () => sound.unrated() ?? squeezed.unrated(),
  };
}

/**
 * Candidates come in falling quality, so the search ends where even an infinitely fast model could no longer lead.
 * Where only the best is wanted, models are skipped that could not lead even if they decoded as fast as memory
 * delivers. Ask once: what was skipped for one answer is not looked at again for a longer one.
 */
function trialsIn(
  context: TrialContext,
  candidates: readonly ModelChoice[],
  setups: readonly Setup[],
  accepted: (quant: Quant) => boolean,
): OpenTrials {
  const { yardstick } = context;
  const room = bytesFromGib(Math.max(...setups.map((s) => s.memory.total_gib)));
  const bandwidth = Math.max(...setups.map((s) => bandwidthOf(s, context.catalog)));
  const found: Trial[] = [];
  let unrated: Trial | null = null;
  let best = 0;
  let next = 0;
  return {
    unrated: () => unrated,
    best: (least) => {
      for (; next < candidates.length; next++) {
        const { model, quality } = candidates[next] as ModelChoice;
        if (found.length >= least) {
          if (yardstick.most(quality) <= best) break;
          const most_tok_s = bandwidth / bytesOf(model.params_active_b, SMALLEST_BITS);
          if (least === 1 && yardstick.most(quality, most_tok_s) <= best) continue;
        }
        if (bytesAt(model, SMALLEST_BITS) > room) continue;
        const trial = bestWay(context, model, setups, accepted);
        if (!trial) continue;
        if ((trial.rates?.decode_tok_s ?? null) === null) {
          unrated ??= trial;
          continue;
        }
        found.push(trial);
        best = Math.max(best, trial.usefulness);
      }
      return found.sort((a, b) => b.usefulness - a.usefulness);
    },
  };
}

/** Bandwidth of all its devices together, whether or not they read at once. */
const bandwidthOf = ({ on }: Setup, { devices }: Catalog): BytesPerSecond =>
  on.devices.reduce(
    (sum, { device, count }) => sum + count * bytesPerSecond(devices[device]?.memory.bandwidth_gb_s ?? 0),
    0,
  );

/** The trial on the setup that makes most of the model; of equal ones the first. */
function bestWay(
  context: TrialContext,
  model: TextModel,
  setups: readonly Setup[],
  accepted: (quant: Quant) => boolean,
): Trial | null {
  const { ofWay } = context.yardstick;
  let best: Trial | null = null;
  for (const setup of setups) {
    const trial = firstComfortable(context, model, setup, accepted);
    if (trial && (!best || ofWay(trial.usable) > ofWay(best.usable))) best = trial;
  }
  return best;
}

function firstComfortable(
  context: TrialContext,
  model: TextModel,
  setup: Setup,
  accepted: (quant: Quant) => boolean,
): Trial | null {
  const { catalog, need, optionsOf, roomFor } = context;
  const room = roomFor(setup);
  for (const option of optionsOf(model, need, setup)) {
    if (!accepted(option.quant)) continue;
    const plan = option.plan();
    if (!couldBeComfortable(plan, room, setup.memory.devices)) continue;
    const memory = memoryOf(plan, need, setup, catalog);
    const trial =
      memory.fit.status === 'comfortable' ? tryFormat(context, model, option, setup, memory) : null;
    if (trial?.fit.status === 'comfortable') return trial;
  }
  return null;
}
