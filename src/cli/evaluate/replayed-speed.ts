import type { Observation } from '../../perf/calibration/observation.ts';
import { replayRate } from '../../perf/calibration/replay.ts';
import { textCalibration } from '../../perf/calibrations.ts';
import type { Catalog, Cell } from '../../schema/catalog.ts';
import { cellsKey } from '../../schema/cell-key.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { TokensPerSecond } from '../../units/units.ts';

/**
 * What the product tells for a measured row, total over its users: the model, corrected by those stored measurements of
 * the machine and model that `counts` lets through. Null where the physics lacks an input.
 */
export function replayedSpeed(
  o: Observation,
  catalog: Catalog,
  counts: (cell: Cell) => boolean,
): Estimate<TokensPerSecond> | null {
  const { job, machine } = o;
  const cellsOf = (count: number) =>
    catalog.cells[cellsKey(machine.device.id, count, job.model.id)]?.filter(counts);
  return replayRate(o, textCalibration(catalog), cellsOf(machine.count), cellsOf(1));
}

/** Everybody's cells but those of one's own machine: nobody is compared with himself. */
export const byOthers = (cell: Cell): boolean => cell.own !== true;
