import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Flip, WorkloadNeed } from '../../schema/document.ts';
import { nextPurse } from '../../scoring/model.ts';
import type { Usd } from '../../units/units.ts';
import { makeOwnedBeside } from '../alternatives/owned-beside.ts';
import { ableOs } from '../candidate.ts';
import { type Evaluated, works } from '../evaluated.ts';
import { isWorthBuying, type Judged, judge, meritOf } from '../judge.ts';
import { buyerOf } from '../judge-context.ts';
import { nothingPaid, statedQuote } from '../prices/quotes.ts';
import type { Survey } from '../survey.ts';
import { systemRef } from '../system-ref.ts';
import {
  type AskingAgain,
  leaderAmong,
  leaderOfAll,
  makeFieldUnder,
  type OtherWork,
} from './asking-again.ts';
import { makeOverBudget } from './over-budget.ts';
import { makeStepUp } from './step-up.ts';

/** What flips are found with: the machines of the answer, those over the budget, and how to ask about others. */
export interface FlipInput {
  readonly answers: Answers;
  readonly catalog: Catalog;
  /** Ranked, best first. */
  readonly field: readonly Judged[];
  /** Judged the same way, but over the budget: cheapest first, each worked out when it is reached. */
  readonly overBudget: Iterable<Judged>;
  /** The next budget above this one at which money weighs less. */
  readonly nextPurse: (budget: Usd) => Usd | null;
  /** The candidate scored again at the buyer's own price. */
  readonly atPrice: (j: Judged, usd: Usd) => Judged;
  /** Who would lead among these had the buyer said something else. */
  readonly leader: (change: Partial<Answers>, among: readonly Judged[]) => Judged | null;
  /** Who would lead of all there are had the buyer said something else about the machine, the work being the same. */
  readonly leaderOfAll: (change: Partial<Answers>) => Judged | null;
  /** Who would lead of all there are had the buyer said something else about the work. */
  readonly leaderAtWork: (change: Partial<Answers>) => Judged | null;
  /** Where nothing qualifies: what giving up a limit would bring. */
  readonly deadEndFlips: readonly Flip[];
  /** Whether this buyer, owning the same but having said something else, would buy it. */
  readonly isStepUp: (j: Judged, change: Partial<Answers>) => boolean;
  /** The same where what was said differently is about the work. */
  readonly isStepUpAtWork: (j: Judged, change: Partial<Answers>) => boolean;
  /** Machines over the budget that this one is a part of: they get cheaper with it. */
  readonly madeFrom: (id: string) => readonly Judged[];
}

/** Whether it is a reason to change anything: it is no poor machine, and its buyer would give up what they own for it. */
export const isWorthwhile = (
  j: Judged,
  { catalog, isStepUp }: FlipInput,
  change: Partial<Answers>,
): boolean => isWorthBuying(j, catalog) && isStepUp(j, change);

/** Says that a machine leads after a change of the answers; `when` begins the sentence, `at` tells the price. */
export const leadsWhen = (
  { evaluated: { system } }: Judged,
  catalog: Catalog,
  when: string,
  { change, from, to }: Pick<Flip, 'change' | 'from' | 'to'>,
  at = '',
): Flip => ({
  change,
  text: `${when}: ${system.name}${at} leads.`,
  from,
  to,
  system: systemRef(system, catalog),
});

interface Answered {
  readonly needs: readonly WorkloadNeed[];
  readonly survey: Survey;
  readonly again: AskingAgain;
  readonly otherWork: (change: Partial<Answers>) => OtherWork;
  /** What is owned beside a machine that could be bought. */
  readonly ownedBeside: (other: Evaluated) => readonly Evaluated[];
  readonly deadEndFlips: readonly Flip[];
}

/** What the flips of one answer are found with. */
export function flipInput({
  needs,
  survey,
  again,
  otherWork,
  ownedBeside,
  deadEndFlips,
}: Answered): FlipInput {
  const { answers, catalog } = again;
  const { field, screened, terms, evaluate, context } = survey;
  const dearer = makeOverBudget(screened, (candidate) => {
    const e = evaluate(candidate);
    return works(e) ? judge(e, context) : null;
  });
  const ids = answers.workloads.map((w) => w.id);
  return {
    answers,
    catalog,
    field,
    deadEndFlips,
    overBudget: dearer.all(),
    madeFrom: dearer.madeFrom,
    nextPurse: (budget) => nextPurse(catalog.scoring, ids, buyerOf(answers, needs, catalog), budget),
    leader: (change, among) => leaderAmong(again, change, among),
    leaderOfAll: (change) => leaderOfAll(again, change),
    leaderAtWork: (change) => makeFieldUnder(otherWork)(change)[0] ?? null,
    isStepUp: makeStepUp({
      answers,
      needs,
      catalog,
      ownedBeside,
      evaluate,
      contextUnder: (said) => again.contextFor(said, again.bookFor(said)),
      nothing: nothingPaid(terms),
    }),
    isStepUpAtWork: (j, change) => isStepUpAt(otherWork(change), j, survey),
    atPrice: (j, usd) => judge({ ...j.evaluated, price: statedQuote(usd, terms) }, context),
  };
}

/** The same for other work: what is owned is worked out and judged for that again. */
function isStepUpAt({ said, needs, again }: OtherWork, j: Judged, { owned, terms }: Survey): boolean {
  const { catalog, asOf, evaluate, bookFor } = again;
  const contextUnder = (other: Answers) => again.contextFor(other, bookFor(other));
  const context = contextUnder(said);
  const ownedBeside = makeOwnedBeside({
    answers: said,
    needs,
    catalog,
    asOf,
    owned: owned.map(({ system }) => evaluate({ system, price: null, os: ableOs(system, said, catalog) })),
    merit: (e) => meritOf(e, context),
  });
  const nothing = nothingPaid(terms);
  return makeStepUp({ answers: said, needs, catalog, ownedBeside, evaluate, contextUnder, nothing })(j, {});
}
