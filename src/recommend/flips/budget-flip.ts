import type { Catalog } from '../../schema/catalog.ts';
import type { Flip } from '../../schema/document.ts';
import { usd } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import { alike, byScore, type Judged } from '../judge.ts';
import { FARTHEST_BUDGET, perBudget, priceOf } from './budget-steps.ts';
import { type FlipInput, isWorthwhile, leadsWhen } from './flip-input.ts';

/** Budgets tried before the search is given up: usually the first one holds. */
const MOST_BUDGETS = 5;

/** The smallest larger budget with which a machine would lead that is out of reach now. */
export function budgetFlip(input: FlipInput, first: Judged): Flip | null {
  const { answers, field, overBudget, nextPurse, catalog } = input;
  if (answers.budget_usd === null) return null;
  const affordable = [...field];
  let tried = 0;
  let grown = false;
  for (const { to, machines } of perBudget(overBudget, pursesFrom(answers.budget_usd, nextPurse))) {
    if (to > answers.budget_usd * FARTHEST_BUDGET || tried === MOST_BUDGETS) return null;
    affordable.push(...machines);
    // With a larger budget the earlier scores no longer tell whom to ask about.
    grown ||= machines.length === 0;
    const near = (j: Judged) => byScore(j, first) < 0 || (grown && behind(j, first) < FAR_BEHIND_POINTS);
    if (machines.length > 0 && !machines.some((j) => !alike(j, first) && near(j))) continue;
    tried++;
    const leader = input.leader({ budget_usd: to }, affordable);
    // A machine within the budget would lead only because money weighs less, which its buyer could not see.
    if (
      leader &&
      !alike(leader, first) &&
      (priceOf(leader) ?? 0) > answers.budget_usd &&
      isWorthwhile(leader, input, { budget_usd: to })
    )
      return budgetLeadsTo(leader, catalog, answers.budget_usd, to);
  }
  return null;
}

/** Assumption: no larger budget makes up for more points than these. */
const FAR_BEHIND_POINTS = 15;
const behind = (j: Judged, first: Judged): number => (first.score.score ?? 0) - (j.score.score ?? 0);

/**
 * Says that a machine leads with a larger budget. One that leaves much of it unspent leads because money weighs less
 * then.
 */
function budgetLeadsTo(j: Judged, catalog: Catalog, from: Usd, to: Usd): Flip {
  const when = `With ${usd(to)} instead of ${usd(from)}`;
  const price = priceOf(j);
  const flip = { change: 'budget', from, to } as const;
  return price === null || price >= to * NEARLY_ALL
    ? leadsWhen(j, catalog, when, flip)
    : leadsWhen(j, catalog, `${when}, when money weighs less`, flip, ` for about ${usd(price)}`);
}

/** Assumption: a price above this share of the budget uses it up. */
const NEARLY_ALL = 0.95;

function* pursesFrom(budget: Usd, nextPurse: (budget: Usd) => Usd | null): Generator<Usd> {
  for (let to = nextPurse(budget); to !== null; to = nextPurse(to)) yield to;
}
