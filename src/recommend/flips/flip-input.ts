import type { Answers } from '../../schema/answers.ts';
import type { Flip, WorkloadNeed } from '../../schema/document.ts';
import { nextPurse } from '../../scoring/model.ts';
import { makeOwnedBeside } from '../alternatives/owned-beside.ts';
import { ableOs } from '../candidate.ts';
import { type Evaluated, works } from '../evaluated.ts';
import { type Judged, judge } from '../judge.ts';
import { buyerOf } from '../judge-context.ts';
import { nothingPaid, statedQuote } from '../price-book.ts';
import type { Survey } from '../survey.ts';
import {
  type AskingAgain,
  leaderAmong,
  leaderOfAll,
  type makeFieldUnder,
  type OtherWork,
} from './asking-again.ts';
import type { FlipInput } from './flips.ts';
import { makeOverBudget } from './over-budget.ts';
import { makeStepUp } from './step-up.ts';

interface Answered {
  readonly needs: readonly WorkloadNeed[];
  readonly survey: Survey;
  readonly again: AskingAgain;
  readonly otherWork: (change: Partial<Answers>) => OtherWork;
  readonly fieldUnder: ReturnType<typeof makeFieldUnder>;
  /** What is owned beside a machine that could be bought. */
  readonly ownedBeside: (other: Evaluated) => readonly Evaluated[];
  readonly deadEndFlips: readonly Flip[];
}

/** What flips are found with: the machines of the answer, those that cost too much, and how to ask about others. */
export function flipInput({
  needs,
  survey,
  again,
  otherWork,
  fieldUnder,
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
    leaderAtWork: (change) => fieldUnder(change)[0] ?? null,
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

/** The same where the work is another one: what is owned does that, or does not. */
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
    merit: (e) => judge({ ...e, price: null }, context).score.score,
  });
  const nothing = nothingPaid(terms);
  return makeStepUp({ answers: said, needs, catalog, ownedBeside, evaluate, contextUnder, nothing })(j, {});
}
