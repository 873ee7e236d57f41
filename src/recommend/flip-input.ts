import type { Flip, WorkloadNeed } from '../schema/document.ts';
import { nextPurse } from '../scoring/model.ts';
import { type AskingAgain, leaderAmong, leaderOfAll, type makeFieldUnder } from './asking-again.ts';
import { type Evaluated, works } from './evaluated.ts';
import type { FlipInput } from './flips.ts';
import { judge } from './judge.ts';
import { buyerOf } from './judge-context.ts';
import { makeOverBudget } from './over-budget.ts';
import { nothingPaid, statedQuote } from './price-book.ts';
import { makeStepUp } from './step-up.ts';
import type { Survey } from './survey.ts';

interface Answered {
  readonly needs: readonly WorkloadNeed[];
  readonly survey: Survey;
  readonly again: AskingAgain;
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
    atPrice: (j, usd) => judge({ ...j.evaluated, price: statedQuote(usd, terms) }, context),
  };
}
