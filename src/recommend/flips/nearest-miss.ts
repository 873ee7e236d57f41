import type { Catalog } from '../../schema/catalog.ts';
import type { Flip } from '../../schema/document.ts';
import { usd } from '../../units/format.ts';
import { byScore, isWorthBuying, type Judged } from '../judge.ts';
import { systemRef } from '../system-ref.ts';
import { FARTHEST_BUDGET, perPrice, type Step } from './budget-steps.ts';
import type { FlipInput } from './flip-input.ts';

/** Nothing qualifies: how much more money it would take, and what else could be given up. */
export function flipsOfDeadEnd(
  input: Pick<FlipInput, 'answers' | 'overBudget' | 'catalog' | 'deadEndFlips'>,
): Flip[] {
  const miss = nearestMiss(input);
  return [...miss, ...input.deadEndFlips.filter((f) => miss.length === 0 || f.change !== 'budget')];
}

/**
 * The cheapest machine that would be worth its money without a budget, else the cheapest of all. Of equally cheap ones
 * the best.
 */
function nearestMiss({
  answers,
  overBudget,
  catalog,
}: Pick<FlipInput, 'answers' | 'overBudget' | 'catalog'>): Flip[] {
  const { reached, poorer } = cheapestWorthwhile(overBudget, catalog);
  const cheapest = reached && bestOf(reached);
  if (!cheapest || answers.budget_usd === null) return [];
  const { to } = reached;
  const name = `${cheapest.evaluated.system.name} for about ${usd(to)}, ${usd(to - answers.budget_usd)} over the budget`;
  const lesser = poorer && bestOf(poorer)?.evaluated.system.name;
  const text = lesser
    ? `The cheapest worth its money is ${name}; ${lesser} does it poorly for about ${usd(poorer.to)}.`
    : `The cheapest that does it${isWorthBuying(cheapest, catalog) ? '' : ', if poorly,'} is ${name}.`;
  return [
    {
      change: 'budget',
      text,
      from: answers.budget_usd,
      to,
      system: systemRef(cheapest.evaluated.system, catalog),
    },
  ];
}

/**
 * The first step in price with a machine worth it, and the cheapest machine below it; the first step of all where there
 * is none, or only for many times as much.
 */
function cheapestWorthwhile(
  overBudget: Iterable<Judged>,
  catalog: Catalog,
): { readonly reached: Step | null; readonly poorer: Step | null } {
  let poorer: Step | null = null;
  for (const step of perPrice(overBudget)) {
    if (poorer && step.to > poorer.to * FARTHEST_BUDGET) break;
    if (step.machines.some((j) => isWorthBuying(j, catalog))) return { reached: step, poorer };
    poorer ??= step;
  }
  return { reached: poorer, poorer: null };
}

const bestOf = ({ machines }: Step): Judged | null => [...machines].sort(byScore)[0] ?? null;
