import type { Catalog } from '../../schema/catalog.ts';
import type { OwnedRun, Reason } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { constant } from '../../scoring/model.ts';
import { feltScore } from '../../units/score-step.ts';
import { besidePick, stepUp } from '../alternatives/own-beside-pick.ts';
import { isOfUnknownMemory } from '../bare-cards.ts';
import { type Evaluated, workOf, works } from '../evaluated.ts';
import { failuresOf } from '../exclusions.ts';
import { firedReason, type Judged } from '../judge.ts';
import { isSeveral, wordsFor } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';
import { criteriaOf, withOthers } from '../ranked-rows.ts';
import { systemRef } from '../system-ref.ts';
import { isAroundCards } from './owned-systems.ts';

/** What is owned, as the document shows it: how it does the work, and what prevents it or speaks against it. */
export const ownedRuns = (owned: readonly Judged[], pick: Judged | undefined, catalog: Catalog): OwnedRun[] =>
  owned.map((mine) => {
    const { evaluated, exclusions, facts } = mine;
    const { system, outcomes } = withOthers(evaluated);
    const { score } = mine.score;
    return {
      system: { ...systemRef(system, catalog), ...(isOfUnknownMemory(system) && { memory_gb: null }) },
      os: outcomes[0]?.os ?? system.os[0] ?? 'linux',
      runs: works(evaluated),
      beside_first: pick && works(evaluated) ? besideFirst(mine, pick, catalog) : null,
      ...(works(evaluated) && score !== null
        ? { score: feltScore(score), criteria: criteriaOf(mine, catalog) }
        : { score: null, criteria: [] }),
      workloads: workOf({ outcomes }),
      reasons: works(evaluated)
        ? exclusions.map((f) => firedReason(f, facts))
        : [...failures(evaluated), ...memoryUnsaid(evaluated, catalog)],
    };
  });

function besideFirst(mine: Judged, pick: Judged, { scoring }: Catalog): Reason | null {
  const gap = (pick.score.score ?? 0) - (mine.score.score ?? 0);
  const step = stepUp(gap, constant(scoring, 'worthwhile_upgrade'), mine.evaluated.system.name);
  return besidePick(mine.evaluated, pick.evaluated, step)[0] ?? null;
}

const failures = ({ system, outcomes }: Evaluated): Reason[] =>
  isOfUnknownMemory(system) ? [] : failuresOf(outcomes);

/** How to state the main memory, where more might run had the owner done so. */
function memoryUnsaid({ system, outcomes }: Evaluated, catalog: Catalog): Reason[] {
  const say = (such: string, what: string) => [
    toldReason('own_memory_unsaid', `${what} was not said; say it as in --own "${such}".`, 'caution'),
  ];
  if (isOfUnknownMemory(system)) return say(`${system.id} 64GB`, 'how much memory it has');
  const tooSmall = outcomes.some((o) => o.failure?.code === 'does_not_fit');
  return tooSmall && isBare(system, catalog)
    ? say(`${system.id} + 64GB`, `How much memory the PC around ${wordsFor(isSeveral(system.name)).them} has`)
    : [];
}

/** Cards that we build no machine around and of which nothing more was said. */
const isBare = (system: System, catalog: Catalog): boolean =>
  isAroundCards(system.id, catalog) && system.host?.ram_gb === undefined;
