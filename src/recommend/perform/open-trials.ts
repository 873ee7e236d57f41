import { couldBeComfortable } from '../../perf/memory/fit.ts';
import { bytesAt } from '../../perf/memory/weights.ts';
import type { TextModel } from '../../schema/model.ts';
import { bytesFromGib } from '../../units/units.ts';
import type { Setup } from '../setups.ts';
import { memoryOf } from './memory.ts';
import type { ModelChoice } from './model-choices.ts';
import type { Trial } from './trial.ts';
import { keepsModel, type TrialContext } from './trial-context.ts';
import { tryFormat } from './try-format.ts';

/** Assumption: formats below this are not recommended for anything: a quick look at the size that costs no arithmetic. */
const SMALLEST_BITS = 2;

export interface OpenTrials {
  /** The most useful first: of as many models as are asked for, and of all that could lead. */
  readonly best: (least: number) => readonly Trial[];
  /** The best that fits and whose speed is unknown, among those looked at so far. */
  readonly unrated: () => Trial | null;
}

/**
 * No model named: the one whose quality, speed and wait together serve best here, then other makers' next best, in a
 * format that loses no more than people accept; only where nothing fits like that, squeezed further.
 */
export function openTrials(
  context: TrialContext,
  candidates: readonly ModelChoice[],
  setups: readonly Setup[],
): OpenTrials {
  const sound = trialsIn(context, candidates, setups, true);
  const squeezed = trialsIn(context, candidates, setups, false);
  return {
    best: (least) => (sound.best(1).length > 0 ? sound.best(least) : squeezed.best(least)),
    unrated: () => sound.unrated() ?? squeezed.unrated(),
  };
}

/**
 * The list falls in quality, so it ends where even an infinitely fast model could not lead any more. Whoever wants more
 * than the best has the list gone on with from there.
 */
function trialsIn(
  context: TrialContext,
  candidates: readonly ModelChoice[],
  setups: readonly Setup[],
  sound: boolean,
): OpenTrials {
  const { yardstick } = context;
  const room = bytesFromGib(Math.max(...setups.map((s) => s.memory.total_gib)));
  const found: Trial[] = [];
  let unrated: Trial | null = null;
  let best = 0;
  let next = 0;
  return {
    unrated: () => unrated,
    best: (least) => {
      for (; next < candidates.length; next++) {
        const { model, quality } = candidates[next] as ModelChoice;
        if (found.length >= least && yardstick.most(quality) <= best) break;
        if (bytesAt(model, SMALLEST_BITS) > room) continue;
        const perSetup = setups.flatMap((setup) => firstComfortable(context, model, setup, sound) ?? []);
        const [trial] = perSetup.sort((a, b) => yardstick.ofWay(b.usable) - yardstick.ofWay(a.usable));
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

function firstComfortable(
  context: TrialContext,
  model: TextModel,
  setup: Setup,
  sound: boolean,
): Trial | null {
  const { catalog, need, optionsOf, roomFor } = context;
  const room = roomFor(setup);
  for (const option of optionsOf(model, need, setup)) {
    if (sound && !keepsModel(context, option.quant)) continue;
    const plan = option.plan();
    if (!couldBeComfortable(plan, room)) continue;
    const memory = memoryOf(plan, need, setup, catalog);
    const trial =
      memory.fit.status === 'comfortable' ? tryFormat(context, model, option, setup, memory) : null;
    if (trial?.fit.status === 'comfortable') return trial;
  }
  return null;
}
