import type { Usd } from '../../units/units.ts';
import type { Judged } from '../judge.ts';

/** Assumption: nobody who set a budget, or sees the lowest price, wants to hear of three times as much. */
export const FARTHEST_BUDGET = 3;

export const priceOf = (j: Judged): Usd | null => j.evaluated.price?.value ?? null;

export interface Step {
  readonly to: Usd;
  /** What it brings within reach; empty where only the weight of money falls. */
  readonly machines: readonly Judged[];
}

/** Steps of a growing budget, smallest first: those at which money weighs less, and in between what they buy. */
export function* perBudget(dearer: Iterable<Judged>, purses: Iterator<Usd>): Generator<Step> {
  let purse = purses.next();
  for (const step of perPrice(dearer)) {
    for (; !purse.done && purse.value <= step.to; purse = purses.next())
      yield { to: purse.value, machines: [] };
    yield step;
  }
  for (; !purse.done; purse = purses.next()) yield { to: purse.value, machines: [] };
}

/** Machines by the budget in whole dollars that buys them, cheapest first: equal prices come within reach together. */
export function* perPrice(dearer: Iterable<Judged>): Generator<Step> {
  let to = 0;
  let machines: Judged[] = [];
  for (const j of dearer) {
    const price = Math.ceil(priceOf(j) ?? Number.POSITIVE_INFINITY);
    if (price !== to && machines.length > 0) {
      yield { to, machines };
      machines = [];
    }
    to = price;
    machines.push(j);
  }
  if (machines.length > 0) yield { to, machines };
}
