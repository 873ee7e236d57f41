import type { Flip, WorkloadNeed } from '../schema/document.ts';
import type { OperatingSystem } from '../schema/vocabulary.ts';
import { nextPurse } from '../scoring/model.ts';
import { outdoes } from './alternatives/outdoes.ts';
import { type AskingAgain, leaderAmong, leaderOfAll, type makeFieldUnder } from './asking-again.ts';
import { type Evaluated, works } from './evaluated.ts';
import type { FlipInput } from './flips.ts';
import { judge } from './judge.ts';
import { buyerOf } from './judge-context.ts';
import { makeOverBudget } from './over-budget.ts';
import { statedQuote } from './price-book.ts';
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
  const { field, screened, owned, terms, evaluate, context } = survey;
  const dearer = makeOverBudget(screened, (candidate) => {
    const e = evaluate(candidate);
    return works(e) ? judge(e, context) : null;
  });
  const ids = answers.workloads.map((w) => w.id);
  const ownedUnder = (os: OperatingSystem | undefined): Evaluated[] =>
    owned.flatMap(({ system }) =>
      os && system.os.includes(os) ? [evaluate({ system, price: null, os: [os] })] : [],
    );
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
    outdoesOwned: (j, os) =>
      [...ownedBeside(j.evaluated), ...ownedUnder(os)].every((mine) => outdoes(j.evaluated, mine)),
    atPrice: (j, usd) => judge({ ...j.evaluated, price: statedQuote(usd, terms) }, context),
  };
}
