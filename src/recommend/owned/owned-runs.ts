import type { Catalog } from '../../schema/catalog.ts';
import type { OwnedRun, Reason } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { isOfUnknownMemory } from '../bare-cards.ts';
import { type Evaluated, workOf, works } from '../evaluated.ts';
import { failuresOf } from '../exclusions.ts';
import { firedReason, type Judged } from '../judge.ts';
import { toldReason } from '../prose/reason-text.ts';
import { withOthers } from '../ranked-rows.ts';
import { systemRef } from '../system-ref.ts';
import { isAroundCards } from './owned-systems.ts';

/** What is owned, as the document shows it: how it does the work, and what prevents it or speaks against it. */
export const ownedRuns = (owned: readonly Judged[], catalog: Catalog): OwnedRun[] =>
  owned.map(({ evaluated, exclusions, facts }) => {
    const { system, outcomes } = withOthers(evaluated);
    return {
      system: { ...systemRef(system, catalog), ...(isOfUnknownMemory(system) && { memory_gb: null }) },
      os: outcomes[0]?.os ?? system.os[0] ?? 'linux',
      runs: works(evaluated),
      workloads: workOf({ outcomes }),
      reasons: works(evaluated)
        ? exclusions.map((f) => firedReason(f, facts))
        : [...failures(evaluated), ...memoryUnsaid(evaluated, catalog)],
    };
  });

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
    ? say(`${system.id} + 64GB`, 'How much memory the PC around it has')
    : [];
}

/** Cards that we build no machine around and of which nothing more was said. */
const isBare = (system: System, catalog: Catalog): boolean =>
  isAroundCards(system.id, catalog) && system.host?.ram_gb === undefined;
