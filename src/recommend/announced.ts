import type { Answers } from '../schema/answers.ts';
import { isWanted } from '../schema/called.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import { ascending } from '../units/order.ts';
import { remembered } from '../units/remembered.ts';
import type { GbPerSecond, Usd } from '../units/units.ts';
import { isToCome } from './availability.ts';
import { ableOs } from './candidate.ts';
import type { Evaluated } from './evaluated.ts';
import { hasForm } from './form.ts';
import { jobTime } from './main-figure.ts';
import type { PriceBook } from './prices/price-book.ts';

interface Question {
  readonly answers: Answers;
  readonly catalog: Catalog;
  readonly asOf: string;
  /** Runs a system through fit and estimates as if it were free. */
  readonly performFree: (system: System) => Evaluated;
  readonly prices: Pick<PriceBook, 'quote'>;
}

/** A machine that one could wait for. */
export interface Announced {
  /** As it would run, were it free. */
  readonly evaluated: Evaluated;
  /** What its maker will ask; null where nobody knows yet. */
  readonly usd: Usd | null;
}

/**
 * The machines announced by the day that satisfy OS, shape, maker and CUDA and hold what is asked, the latest
 * announcement first. Their speed may be unknown, and so may their price. Left out are those beyond the budget's reach,
 * laptops nobody asked for, and those known to train or draw slower than what can be bought.
 * @param onSale what qualifies so far, at its price
 */
export function announcedMatches(input: Question, onSale: readonly Evaluated[]): Announced[] {
  const { answers, catalog, asOf, performFree, prices } = input;
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
    .map(performFree)
    .filter((e) => e.outcomes.every((o) => o.failure === null || o.failure.code === 'no_estimate'))
    .filter((e) => !outrun(e, affordable))
    .sort(({ system: a }, { system: b }) => latest(a, b) || ascending(a.id, b.id))
    .map((evaluated) => ({ evaluated, usd: prices.quote(evaluated.system)?.value ?? null }));
}

const latest = (a: System, b: System): number => ascending(b.announced ?? '', a.announced ?? '');

/** A laptop costs more than a desktop that does the same: nobody waits for one without having asked for it. */
const isUnaskedLaptop = ({ form }: System, answers: Answers): boolean =>
  form.class === 'laptop' && answers.form === 'any';

/** Memory bandwidth of its slowest accelerator; null where that of one is unknown. */
function slowestMemory({ devices }: System, catalog: Catalog): GbPerSecond | null {
  const known = devices.map(({ device }) => catalog.devices[device]?.memory.bandwidth_gb_s ?? null);
  return known.includes(null) ? null : Math.min(...known.filter((gb_s) => gb_s !== null));
}

/** Whether all the work is jobs, and one of the others finishes each of them before this machine does at its best. */
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

/** Assumption: memory is what costs, and a generation brings half as much again for the money: 192 GB after 128. */
const NEXT_GENERATION = 1.5;
/** Assumption: up to this many times the budget is near it. */
const NEAR_BUDGET = 1.25;

/**
 * Whether an announced machine may cost no more than the budget: by its price where its maker has said it. Where nobody
 * knows, it may not if it has far more memory than any machine that the budget buys today, or, where it buys none, than
 * any near the budget. Nor where even the cheapest like it costs far more: one with as much memory that is no slower
 * than a generation before. Without a budget anything may.
 */
function reachOf({ answers, catalog, prices }: Question): (announced: System) => boolean {
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
    const asked = prices.quote(announced)?.value;
    if (asked !== undefined) return asked <= budget_usd;
    if (announced.memory_gb > most_gb) return false;
    const least_gb_s = readingAt(announced) / NEXT_GENERATION;
    const like = priced.filter(
      ({ system }) => system.memory_gb >= announced.memory_gb && readingAt(system) >= least_gb_s,
    );
    return like.length === 0 || like.some(({ usd }) => usd <= NEXT_GENERATION * budget_usd);
  };
}
