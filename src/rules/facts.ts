import { CANDIDATE_FACTS } from './candidate-facts.ts';
import type { BooleanFact, FactSpec, ListFact, NumberFact, StringFact } from './fact-specs.ts';
import { NEED_FACTS } from './need-facts.ts';

/** Every fact a rule may ask about. A rule that names another is refused when it is loaded. */
export const FACTS = { ...NEED_FACTS, ...CANDIDATE_FACTS } as const;

type NeedFactName = keyof typeof NEED_FACTS;
type CandidateFactName = keyof typeof CANDIDATE_FACTS;

type ValueOf<S> = S extends NumberFact
  ? number
  : S extends StringFact
    ? string
    : S extends BooleanFact
      ? boolean
      : S extends ListFact
        ? readonly string[]
        : never;

/** One fact, or null: unknown. Unknown is never false, never zero and never fires a rule. */
export type FactValue = number | string | boolean | readonly string[] | null;

/** The whole record: whoever fills it is told by the compiler when a fact is forgotten. */
export type NeedFacts = { readonly [N in NeedFactName]: ValueOf<(typeof NEED_FACTS)[N]> | null };
export type CandidateFacts = {
  readonly [N in CandidateFactName]: ValueOf<(typeof CANDIDATE_FACTS)[N]> | null;
};
/** What the engine reads: a fact that is absent counts as unknown. */
export type Facts = Partial<NeedFacts & CandidateFacts>;

export const factSpec = (name: string): FactSpec | null =>
  Object.hasOwn(FACTS, name) ? ((FACTS as Record<string, FactSpec>)[name] ?? null) : null;

export const isNeedFact = (name: string): name is NeedFactName => Object.hasOwn(NEED_FACTS, name);

/** The value under a name that is only known at run time. */
export const factValue = (facts: Facts, name: string): FactValue =>
  (facts as Readonly<Record<string, FactValue | undefined>>)[name] ?? null;

/**
 * A candidate's facts with those of the need behind them. Laid on top of each other rather than copied together: hundreds
 * of candidates share one need. `own` is taken over.
 */
export const overNeed = (need: NeedFacts, own: CandidateFacts): Facts =>
  Object.setPrototypeOf(own, need) as Facts;
