import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { PriceQuote, WorkloadNeed } from '../../schema/document.ts';
import { outdoes } from '../alternatives/outdoes.ts';
import { isKept } from '../alternatives/own.ts';
import { ableOs, type Candidate } from '../candidate.ts';
import type { Evaluated } from '../evaluated.ts';
import { type JudgeContext, type Judged, judge, meritAtWork, meritOf } from '../judge.ts';
import { isOfForm } from '../owned/owned-form.ts';

/** The question, and how what is owned would be judged under other answers. */
interface Owning {
  readonly answers: Answers;
  readonly needs: readonly WorkloadNeed[];
  readonly catalog: Catalog;
  /** What is owned, as it would run beside this machine. */
  readonly ownedBeside: (other: Evaluated) => readonly Evaluated[];
  readonly evaluate: (candidate: Candidate) => Evaluated;
  readonly contextUnder: (said: Answers) => JudgeContext;
  /** What an owned machine costs. */
  readonly nothing: PriceQuote;
}

/**
 * Whether this buyer, having said something else, would buy a machine: it does some of the work better than everything
 * they own, and by so much that they would keep none of it. True where they own nothing of the shape asked for.
 */
export function makeStepUp(owning: Owning): (j: Judged, change: Partial<Answers>) => boolean {
  const { answers, needs, catalog, ownedBeside, evaluate, contextUnder, nothing } = owning;
  return (j, change) => {
    const said = { ...answers, ...change };
    const mine = ownedBeside(j.evaluated).filter((e) => isOfForm(e.system, said, catalog));
    if (mine.length === 0) return true;
    const elsewhere = said.os !== answers.os || said.cuda !== answers.cuda;
    const then = elsewhere
      ? mine.flatMap(({ system }) => {
          const os = ableOs(system, said, catalog);
          return os.length > 0 ? [evaluate({ system, price: null, os })] : [];
        })
      : mine;
    if (![...mine, ...then].every((e) => outdoes(j.evaluated, e))) return false;
    const context = contextUnder(said);
    const merit = (e: Evaluated) => meritOf(e, context);
    const by = { answers: said, needs, catalog, merit, atWork: (e: Evaluated) => meritAtWork(e, context) };
    return then.every((e) => !isKept(judge({ ...e, price: nothing }, context), j, by));
  };
}
