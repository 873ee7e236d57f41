import type { Alternative, Reason } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { constant } from '../../scoring/model.ts';
import { percent, usd } from '../../units/format.ts';
import { remembered } from '../../units/remembered.ts';
import type { Announced } from '../announced.ts';
import type { Judged } from '../judge.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';

/** Assumption: a move of this size within 90 days is a market in motion. */
const NOTABLE_MOVE = 0.1;
/** How many of the best are looked at, at most (assumption). */
const LOOKED_AT = 10;

/** Waiting, where there is something to wait for: announced machines that would qualify, or moving prices. */
export function waitAlternative(input: AlternativesInput): Alternative | null {
  const { announced } = input;
  const best = theBest(input);
  const trends = trendsOf(best, input);
  const reasons: Reason[] = [...trendReasons(trends, best.length), ...announcedReason(announced)];
  const [first, second] = mostUseful(input).map(({ evaluated }) => inOneBreath(evaluated.system.name));
  if (reasons.length === 0) return null;
  return {
    kind: 'wait',
    title: first
      ? `Wait for ${second ? `${first} or ${second}` : first}, announced but not on sale yet`
      : mostlyFell(trends)
        ? 'Wait'
        : 'Do not wait long',
    is_the_answer: false,
    cost_usd: null,
    break_even_days: null,
    system: null,
    decode_tok_s: null,
    reasons,
  };
}

/** "RTX Spark laptop (any maker)": a comma in a name would part it from "or". */
const inOneBreath = (name: string): string => name.replace(/, (.+)$/, ' ($1)');

/** Those whose speed is known, the best at this work first, money aside; then the others, the latest first. */
function mostUseful({ announced, merit }: AlternativesInput): Announced[] {
  return announced
    .map((a) => ({ a, worth: merit(a.evaluated) ?? -1 }))
    .sort((x, y) => y.worth - x.worth)
    .map(({ a }) => a);
}

/**
 * Those of the best that somebody might buy instead of the first: what moved of a machine that is clearly worse is no
 * reason to hurry, or to wait.
 */
function theBest({ field, catalog }: AlternativesInput): readonly Judged[] {
  const felt = constant(catalog.scoring, 'worthwhile_upgrade');
  const least = (field[0]?.score.score ?? 0) - felt;
  return field.slice(0, LOOKED_AT).filter((j) => (j.score.score ?? 0) > least);
}

interface Trend {
  readonly name: string;
  readonly trend: number;
}

/**
 * How far the price of each of these moved, where that is far. Machines of one chip and memory that moved both
 * ways show what different shops ask, not where the market goes, so none of them counts.
 */
function trendsOf(best: readonly Judged[], { trends, catalog }: AlternativesInput): Trend[] {
  const moved = (system: System): number | null => {
    const trend = trends(system);
    return trend !== null && Math.abs(trend) >= NOTABLE_MOVE ? trend : null;
  };
  const contested = remembered((group: string): boolean => {
    const signs = Object.values(catalog.systems)
      .filter((s) => s.group === group)
      .map((s) => Math.sign(moved(s) ?? 0));
    return signs.includes(1) && signs.includes(-1);
  });
  return best.flatMap(({ evaluated: { system } }) => {
    const trend = moved(system);
    if (trend === null || (system.group !== undefined && contested(system.group))) return [];
    return [{ name: system.name, trend }];
  });
}

/** Nobody should wait for some prices to fall while as many rise. */
const mostlyFell = (trends: readonly Trend[]): boolean =>
  2 * trends.filter((t) => t.trend < 0).length > trends.length;

const announcedReason = (machines: readonly Announced[]): Reason[] =>
  machines.length === 0 ? [] : [toldReason('announced', whatTheyCost(machines))];

/** "3 announced machines would qualify, 2 of them for $4,999 and more; what the others will cost nobody knows yet." */
function whatTheyCost(machines: readonly Announced[]): string {
  const asked = machines.flatMap((m) => m.usd ?? []);
  const least = asked.length > 0 ? usd(Math.min(...asked)) : null;
  if (machines.length === 1)
    return least ? `It is announced at ${least}.` : 'What it will cost nobody knows yet.';
  const all = `${machines.length} announced machines would qualify`;
  if (!least) return `${all}; what they will cost nobody knows yet.`;
  if (asked.length === machines.length) return `${all}, for ${least} and more.`;
  const some =
    asked.length === 1 ? `one of them for ${least}` : `${asked.length} of them for ${least} and more`;
  return `${all}, ${some}; what the others will cost nobody knows yet.`;
}

/** Risers and fallers apart, in the order of the title, each with the span of their moves and the strongest by name. */
function trendReasons(trends: readonly Trend[], of: number): Reason[] {
  return (mostlyFell(trends) ? [-1, 1] : [1, -1]).flatMap((sign) => {
    const moved = trends.filter((t) => Math.sign(t.trend) === sign);
    const sizes = moved.map((t) => Math.abs(t.trend)).sort((a, b) => a - b);
    const [least, most] = [sizes[0], sizes.at(-1)];
    const [strongest] = [...moved].sort((a, b) => Math.abs(b.trend) - Math.abs(a.trend));
    if (least === undefined || most === undefined || !strongest) return [];
    const word = sign > 0 ? 'rose' : 'fell';
    const so = sign > 0 ? 'Waiting may cost: ' : 'Prices fall: ';
    const best = `the ${of === LOOKED_AT ? 'ten' : of} best`;
    const text =
      moved.length === 1
        ? `${so}${strongest.name} ${word} ${percent(most)} against the price known 90 days ago.`
        : `${so}${moved.length === of ? best : `${moved.length} of ${best}`} ${word} ${span(least, most)} against the prices known 90 days ago, ${strongest.name} the most.`;
    return [toldReason('price_trend', text)];
  });
}

const span = (least: number, most: number): string =>
  percent(least) === percent(most) ? percent(most) : `${percent(least)} to ${percent(most)}`;
