import type { Catalog } from '../schema/catalog.ts';
import type { OwnedRun } from '../schema/document.ts';
import { works } from './evaluated.ts';
import { asReason } from './exclusions.ts';
import { firedReason, type Judged } from './judge.ts';
import { withOthers } from './ranked-rows.ts';
import { systemRef } from './system-ref.ts';

/** What is owned as the document tells it: how it does the work, and what keeps it from that or speaks against it. */
export const ownedRuns = (owned: readonly Judged[], catalog: Catalog): OwnedRun[] =>
  owned.map(({ evaluated, exclusions, facts }) => {
    const { system, outcomes } = withOthers(evaluated);
    const failed = outcomes.flatMap((o) => (o.failure ? [asReason(o.failure)] : []));
    return {
      system: systemRef(system, catalog),
      os: outcomes[0]?.os ?? system.os[0] ?? 'linux',
      runs: works(evaluated),
      workloads: outcomes.map((o) => o.performance),
      reasons: failed.length > 0 ? failed : exclusions.map((f) => firedReason(f, facts)),
    };
  });
