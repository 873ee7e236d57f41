import type { Measurement } from '../../schema/measurement.ts';
import { dayNumber } from '../../units/days.ts';
import { groupBy, median } from '../../units/statistics.ts';
import { cellKey, newestDate, round4 } from '../measurements/experiments.ts';

interface Collapsed {
  readonly kept: Measurement[];
  /** Rows of the same source and cell from an older build. */
  readonly oldBuilds: number;
  /** Rows folded into a median with others of the same build date. */
  readonly repeats: number;
}

/** Today's engines switch flash attention on by themselves: where both were run, the run with it is the default. */
function withDefaultAttention(rows: readonly Measurement[]): readonly Measurement[] {
  const on = rows.filter((m) => /\bfa=(?:1|on|true|auto)\b/.test(m.note));
  return on.length > 0 ? on : rows;
}

/** One row per cell and source: the median of its newest date. */
export function collapseRepeats(rows: readonly Measurement[]): Collapsed {
  const kept: Measurement[] = [];
  let oldBuilds = 0;
  let repeats = 0;
  for (const group of groupBy(rows, (m) => `${m.source}|${cellKey(m)}`).values()) {
    const newest = newestDate(group);
    const current = withDefaultAttention(group.filter((m) => m.date === newest));
    oldBuilds += group.filter((m) => m.date !== newest).length;
    repeats += group.filter((m) => m.date === newest).length - 1;
    const value = median(current.map((m) => m.tok_s));
    const nearest = [...current].sort((a, b) => Math.abs(a.tok_s - value) - Math.abs(b.tok_s - value))[0];
    if (!nearest) continue;
    const n = current.reduce((sum, m) => sum + m.n, 0);
    const { stddev, ...rest } = nearest;
    kept.push({
      ...rest,
      tok_s: round4(value),
      n,
      ...(stddev !== undefined && current.length === 1 ? { stddev } : {}),
    });
  }
  return { kept, oldBuilds, repeats };
}

/** For so long after the release of a chip its software is young (assumption). */
const DAYS_UNTIL_MATURE = 365;
/** Older than this beside the newest row, a row of young software is outdated; of any software, see `newestEra` (assumption). */
const IMMATURE_ERA_DAYS = 270;

/**
 * Prefill on a new chip grows severalfold in its first year of software. Rows of that year that are much older than the
 * newest row of the same chip, engine and backend measured kernels that nobody runs any more, whatever the model. What
 * waits for the host's memory says nothing of them: it outdates only its like.
 */
export function matureSoftware(
  rows: readonly Measurement[],
  released: (device: string) => string | undefined,
): { kept: Measurement[]; old: Measurement[] } {
  const kept: Measurement[] = [];
  const old: Measurement[] = [];
  const software = (m: Measurement): string =>
    [m.device, m.engine, m.backend, m.phase, m.offload ?? 'none'].join('|');
  for (const group of groupBy(rows, software).values()) {
    const newest = dayNumber(newestDate(group));
    for (const m of group) {
      const day = released(m.device);
      const young = day !== undefined && dayNumber(m.date) - dayNumber(day) < DAYS_UNTIL_MATURE;
      const replaced = newest - dayNumber(m.date) > IMMATURE_ERA_DAYS;
      (m.phase === 'prefill' && young && replaced ? old : kept).push(m);
    }
  }
  return { kept, old };
}
