import type { Answers } from '../schema/answers.ts';
import { isAmong, leftOutBy } from '../schema/called.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { PriceQuote } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import type { OperatingSystem } from '../schema/vocabulary.ts';
import { endOf, isOnSale, startOf } from './availability.ts';
import { hasForm } from './form.ts';
import type { PriceBook } from './prices/price-book.ts';
import type { ReasonArgs } from './prose/reason-text.ts';
import { hasCuda } from './setups/backends.ts';

/**
 * Why a system is out, as a code with arguments; the sentences are in `prose/reason-text.ts`. Rules give their own
 * reasons.
 */
export interface Exclusion {
  readonly code:
    | 'owned'
    | 'not_released'
    | 'not_sold'
    | 'no_price'
    | 'over_budget'
    | 'wrong_os'
    | 'wrong_form'
    | 'left_out'
    | 'not_among'
    | 'no_cuda'
    | 'generic'
    | 'does_not_fit'
    | 'no_estimate'
    | 'no_engine'
    | 'no_model';
  readonly args: ReasonArgs;
}

/** A system the buyer could have, with its price and the operating systems that satisfy the need. */
export interface Candidate {
  readonly system: System;
  readonly price: PriceQuote | null;
  readonly os: readonly OperatingSystem[];
  /** A dearer way to have it, with more memory: which is the better buy depends on the work. */
  readonly otherwise?: Candidate;
}

/** The candidate, and the other way to have it. */
export const waysOf = (candidate: Candidate): readonly Candidate[] =>
  candidate.otherwise ? [candidate, candidate.otherwise] : [candidate];

/** A system and the hard constraint that keeps it out, if any. */
export interface Screened {
  readonly candidate: Candidate;
  readonly exclusion: Exclusion | null;
}

/** The operating systems it runs that satisfy the buyer. */
export const wantedOs = ({ os }: System, { os: wanted }: Pick<Answers, 'os'>): readonly OperatingSystem[] =>
  wanted === 'any' ? os : os.filter((o) => o === wanted);

/** Those of them under which it can do the work: under which it runs CUDA, where the buyer's tools require that. */
export const ableOs = (
  system: System,
  answers: Pick<Answers, 'os' | 'cuda'>,
  catalog: Catalog,
): readonly OperatingSystem[] => {
  const os = wantedOs(system, answers);
  return answers.cuda === 'required' ? os.filter((o) => hasCuda(system, [o], catalog)) : os;
};

/**
 * Hard constraints only: it exists, can be had in that condition and for the money, and its OS, CUDA, shape and maker
 * fit.
 */
export function screen(
  system: System,
  answers: Answers,
  catalog: Catalog,
  prices: PriceBook,
  asOf: string,
): Screened {
  const os = wantedOs(system, answers);
  const out = (code: Exclusion['code'], args: Exclusion['args'] = {}): Screened => ({
    candidate: { system, price: null, os },
    exclusion: { code, args },
  });
  if (system.generic) return out('generic');
  const start = startOf(system, catalog);
  if (start === null ? !prices.seen(system.id) : start > asOf)
    return out('not_released', { released: start ?? system.announced ?? null });
  if (os.length === 0) return out('wrong_os', { os: answers.os, has: system.os.join(', ') });
  if (!hasForm(system.form.class, answers.form))
    return out('wrong_form', { form: answers.form, has: system.form.class });
  const left_out = leftOutBy(system, answers, catalog);
  if (left_out !== null) return out('left_out', { word: left_out });
  if (!isAmong(system, answers, catalog)) return out('not_among', { words: (answers.only ?? []).join(',') });
  if (answers.cuda === 'required' && !hasCuda(system, os, catalog)) return out('no_cuda');
  if (answers.own.includes(system.id)) return out('owned');
  const [cheapest, ...others] = prices.ways(system);
  if (!cheapest) {
    const ended = endOf(system);
    if (ended !== null && !isOnSale(system, asOf) && answers.condition === 'new')
      return out('not_sold', { ended });
    return out('no_price', { condition: answers.condition });
  }
  // A price of nothing means that the buyer already has every part of it.
  if (cheapest.price.value === 0) return out('owned');
  const { budget_usd } = answers;
  const { value } = cheapest.price;
  if (budget_usd !== null && value > budget_usd)
    return {
      candidate: { ...cheapest, os },
      exclusion: { code: 'over_budget', args: { price_usd: value, budget_usd } },
    };
  const [dearer] = others.filter((w) => budget_usd === null || w.price.value <= budget_usd);
  return {
    candidate: { ...cheapest, os, ...(dearer && { otherwise: { ...dearer, os } }) },
    exclusion: null,
  };
}
