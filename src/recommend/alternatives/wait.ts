import type { Answers } from '../../schema/answers.ts';
import { isWanted } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Alternative, Reason } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { percent } from '../../units/format.ts';
import { ascending } from '../../units/order.ts';
import { remembered } from '../../units/remembered.ts';
import type { GbPerSecond, Usd } from '../../units/units.ts';
import { isToCome } from '../availability.ts';
import { ableOs } from '../candidate.ts';
import type { Evaluated } from '../evaluated.ts';
import { hasForm } from '../form.ts';
import { jobTime } from '../main-figure.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';

/** Assumption: a move of this size within 90 days is a market in motion. */
const NOTABLE_MOVE = 0.1;
/** The best of the field, whose prices the text calls those of "the ten best". */
const LOOKED_AT = 10;

/** Waiting, when there is something to wait for: announced machines that would qualify, or prices in motion. */
export function waitAlternative(input: AlternativesInput): Alternative | null {
  const { announced } = input;
  const trends = trendsOfTheBest(input);
  const reasons: Reason[] = [...trendReasons(trends), ...announcedReason(announced)];
  const [first, second] = announced;
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

interface Trend {
  readonly name: string;
  readonly trend: number;
}

/**
 * How far each of the ten best moved, where that is far. Machines of one chip and memory that moved both ways say what
 * different shops ask, not where the market goes, so none of them counts.
 */
function trendsOfTheBest({ field, trends, catalog }: AlternativesInput): Trend[] {
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
  return field.slice(0, LOOKED_AT).flatMap(({ evaluated: { system } }) => {
    const trend = moved(system);
    if (trend === null || (system.group !== undefined && contested(system.group))) return [];
    return [{ name: system.name, trend }];
  });
}

/** Nobody should wait for some prices to fall while as many rise. */
const mostlyFell = (trends: readonly Trend[]): boolean =>
  2 * trends.filter((t) => t.trend < 0).length > trends.length;

function announcedReason(names: readonly string[]): Reason[] {
  if (names.length === 0) return [];
  const text =
    names.length === 1
      ? 'What it will cost nobody knows yet.'
      : `${names.length} announced machines would qualify; what they will cost nobody knows yet.`;
  return [toldReason('announced', text)];
}

/** Risers and fallers apart, what the title follows first, each with the span of their moves and the strongest by name. */
function trendReasons(trends: readonly Trend[]): Reason[] {
  return (mostlyFell(trends) ? [-1, 1] : [1, -1]).flatMap((sign) => {
    const moved = trends.filter((t) => Math.sign(t.trend) === sign);
    const sizes = moved.map((t) => Math.abs(t.trend)).sort((a, b) => a - b);
    const [least, most] = [sizes[0], sizes.at(-1)];
    const [strongest] = [...moved].sort((a, b) => Math.abs(b.trend) - Math.abs(a.trend));
    if (least === undefined || most === undefined || !strongest) return [];
    const word = sign > 0 ? 'rose' : 'fell';
    const so = sign > 0 ? 'Waiting may cost: ' : 'Prices fall: ';
    const text =
      moved.length === 1
        ? `${so}${strongest.name} ${word} ${percent(most)} against the price known 90 days ago.`
        : `${so}${moved.length} of the ten best ${word} ${span(least, most)} against the prices known 90 days ago, ${strongest.name} the most.`;
    return [toldReason('price_trend', text)];
  });
}

const span = (least: number, most: number): string =>
  percent(least) === percent(most) ? percent(most) : `${percent(least)} to ${percent(most)}`;

/** Assumption: memory is what costs, and a generation brings half as much again for the money, as 192 GB after 128. */
const NEXT_GENERATION = 1.5;

/**
 * Machines announced by the day that satisfy OS, shape, maker and CUDA and hold what is asked; how fast they are may be
 * unknown, and what they will cost nobody knows. None that is out of the budget's reach, no laptop where none was asked for,
 * and none that is known to train or draw slower than what can be bought.
 * @param onSale what qualifies so far, at its price
 */
export function announcedMatches(
  input: Pick<AlternativesInput, 'answers' | 'catalog' | 'asOf' | 'performFree' | 'prices'>,
  onSale: readonly Evaluated[],
): string[] {
  const { answers, catalog, asOf, performFree } = input;
  const announced = Object.values(catalog.systems).filter(
    (s) => s.announced !== undefined && s.announced <= asOf && isToCome(s, catalog, asOf),
  );
  if (announced.length === 0) return [];
  const isInReach = reachOf(input);
  const affordable = onSale.filter((e) => (e.price?.value ?? 0) <= (answers.budget_usd ?? Infinity));
  return announced
    .filter((s) => hasForm(s.form.class, answers.form) && !isUnaskedLaptop(s, answers))
    .filter((s) => isWanted(s, answers, catalog) && ableOs(s, answers, catalog).length > 0)
    .filter(isInReach)
    .map((s) => ({ s, e: performFree(s) }))
    .filter(({ e }) => e.outcomes.every((o) => o.failure === null || o.failure.code === 'no_estimate'))
    .filter(({ e }) => !outrun(e, affordable))
    .map(({ s }) => s)
    .sort((a, b) => ascending(b.announced ?? '', a.announced ?? '') || ascending(a.id, b.id))
    .map((s) => s.name);
}

/** A laptop costs more than what does the same on a desk: nobody waits for one who has not asked for one. */
const isUnaskedLaptop = ({ form }: System, answers: Answers): boolean =>
  form.class === 'laptop' && answers.form === 'any';

/** Memory bandwidth of its slowest accelerator; null where that of one is unknown. */
function slowestMemory({ devices }: System, catalog: Catalog): GbPerSecond | null {
  const known = devices.map(({ device }) => catalog.devices[device]?.memory.bandwidth_gb_s ?? null);
  return known.includes(null) ? null : Math.min(...known.filter((gb_s) => gb_s !== null));
}

/** Whether every piece of work is a job, and one of the others ends them all before this machine does at its best. */
function outrun(slow: Evaluated, others: readonly Evaluated[]): boolean {
  const jobs = slow.outcomes.map((o) => jobTime(o.performance));
  if (jobs.includes(null)) return false;
  return others.some(({ outcomes }) =>
    jobs.every((job, i) => {
      const own = outcomes[i] && jobTime(outcomes[i].performance);
      return job && own ? own.value < job.low : false;
    }),
  );
}

/** Assumption: up to so many times the budget is near it. */
const NEAR_BUDGET = 1.25;

/**
 * Whether an announced machine, whose price nobody knows, may cost no more than the budget. Not where it has far more memory
 * than any machine that the budget buys today, or than any near the budget where it buys none. And not where even the
 * cheapest like it costs far more, which is one with its memory that is no slower than a generation before it. Without a
 * budget anything may.
 */
function reachOf({
  answers,
  catalog,
  prices,
}: Pick<AlternativesInput, 'answers' | 'catalog' | 'prices'>): (announced: System) => boolean {
  const { budget_usd } = answers;
  if (budget_usd === null) return () => true;
  const priced = Object.values(catalog.systems).flatMap((system) => {
    const usd = prices.quote(system)?.value;
    return usd === undefined ? [] : [{ usd, system }];
  });
  const upTo = (most_usd: Usd) => priced.filter(({ usd }) => usd <= most_usd);
  const within = upTo(budget_usd);
  const near = within.length > 0 ? within : upTo(NEAR_BUDGET * budget_usd);
  const most_gb = NEXT_GENERATION * Math.max(0, ...near.map(({ system }) => system.memory_gb));
  const readingAt = remembered((s: System) => slowestMemory(s, catalog) ?? 0);
  return (announced) => {
    if (announced.memory_gb > most_gb) return false;
    const least_gb_s = readingAt(announced) / NEXT_GENERATION;
    const like = priced.filter(
      ({ system }) => system.memory_gb >= announced.memory_gb && readingAt(system) >= least_gb_s,
    );
    return like.length === 0 || like.some(({ usd }) => usd <= NEXT_GENERATION * budget_usd);
  };
}
