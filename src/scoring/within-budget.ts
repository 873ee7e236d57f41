import type { Usd } from '../units/units.ts';
import { blended, type Draws, type Uncertain } from './draw-scores.ts';
import { drawOf } from './intervals.ts';

/** Standard-normal draws beyond this are one in thirty thousand: nobody asks about them. */
const FARTHEST_DRAW = 4;

/**
 * Tells of a candidate in which draws it costs more than the budget (1: it does), by the very draws of its price that its
 * score is drawn with; null where it does in none.
 */
export function overBudgetIn(draws: Draws, budget_usd: Usd | null): (c: Uncertain) => Uint8Array | null {
  if (budget_usd === null) return () => null;
  const prices = blended('price', draws, draws.common_price);
  return (c) => {
    const limit = c.price && drawOf(c.price, budget_usd);
    if (limit === null || limit > FARTHEST_DRAW) return null;
    return Uint8Array.from(prices(c.id, c.price_group), (z) => (z > limit ? 1 : 0));
  };
}
