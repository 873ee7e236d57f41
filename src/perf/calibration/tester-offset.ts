import { groupBy, median } from '../../units/statistics.ts';
import type { HeldOut } from './held-out.ts';

/** One tester's machine: what shifts all rows of it alike (clocks, power, drivers, how the test asks) is in no data sheet. */
const testersMachine = ({ observation: { measurement: m } }: HeldOut): string =>
  [m.source, m.device, m.count, m.engine, m.backend, m.concurrency > 1].join('|');

/** Rows of one tester's machine from which an offset is worth naming: assumption. */
const FEWEST = 3;

/**
 * Held-out residuals less the tester's own offset, as the other rows of that machine tell it (their median, shrunk as if
 * one more row had none). What remains is the model's error; what vanished is what no model can know beforehand. Rows of
 * machines with fewer than three are left out.
 */
export function testerKnown(held: readonly HeldOut[]): HeldOut[] {
  return [...groupBy(held, testersMachine).values()]
    .filter((rows) => rows.length >= FEWEST)
    .flatMap((rows) =>
      rows.map((h) => {
        const others = rows.filter((o) => o !== h).map((o) => o.log);
        return { ...h, log: h.log - (median(others) * others.length) / (others.length + 1) };
      }),
    );
}
