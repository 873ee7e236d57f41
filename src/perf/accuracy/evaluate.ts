import type { Phase } from '../../schema/vocabulary.ts';
import type { Problem } from '../calibration/fit.ts';
import { type CellBuilder, type Grouping, type HeldOut, holdOut } from '../calibration/held-out.ts';
import type { Observation } from '../calibration/observation.ts';
import { testerKnown } from '../calibration/tester-offset.ts';
import type { Calibration } from '../speed/fitted-values.ts';
import { intervalFor } from '../speed/interval.ts';
import { GROUP_NAMES, GROUPS, type Group } from './groups.ts';
import { type JudgedRow, type Metrics, metricsOf } from './metrics.ts';
import { PEERS, peerInput } from './peers.ts';

export type ByGroup = Readonly<Partial<Record<Group, Metrics>>>;

/** Metrics of every group that has rows. */
export function byGroup(rows: readonly (readonly [Observation, JudgedRow])[]): ByGroup {
  const found: Partial<Record<Group, Metrics>> = {};
  for (const group of GROUP_NAMES) {
    const own = rows.flatMap(([o, judged]) => (GROUPS[group](o) ? [judged] : []));
    if (own.length > 0) found[group] = metricsOf(own);
  }
  return found;
}

const judgeHeldOut = (calibration: Calibration, phase: Phase, h: HeldOut): JudgedRow => {
  const { low, high } = intervalFor(calibration, phase, h.grade, h.regime, h.observation.shape);
  const ratio = Math.exp(h.log);
  return { log: -h.log, inside: ratio >= Math.min(1, low) && ratio <= Math.max(1, high) };
};

/**
 * Every row predicted by a fit that has not seen its group, and what error would be left if each tester's offset were
 * known.
 */
export interface LeftOut {
  readonly groups: ByGroup;
  readonly tester_known: ByGroup;
}

export function leaveOut(
  problem: Problem,
  of: Grouping,
  cellsOf: CellBuilder,
  calibration: Calibration,
): LeftOut {
  const held = holdOut(problem, of, cellsOf);
  return {
    groups: byGroup(held.map((h) => [h.observation, judgeHeldOut(calibration, problem.phase, h)])),
    tester_known: byGroup(
      testerKnown(held).map(({ observation, log }) => [observation, { log: -log, inside: null }]),
    ),
  };
}

/** The formulas of others on the very same rows. */
export function peerAccuracy(phase: Phase, rows: readonly Observation[]): Record<string, ByGroup> {
  const result: Record<string, ByGroup> = {};
  for (const peer of PEERS) {
    const formula = peer[phase];
    if (!formula) continue;
    const judged = rows.flatMap((o) => {
      const rate = formula(peerInput(o));
      return rate === null ? [] : [[o, { log: Math.log(rate / o.measurement.tok_s), inside: null }] as const];
    });
    result[peer.name] = byGroup(judged);
  }
  return result;
}
