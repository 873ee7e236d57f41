import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import { rememberedBy } from '../../units/remembered.ts';
import type { Outcome } from '../evaluated.ts';
import { diffusionOutcome } from './diffusion.ts';
import { finetuneOutcome } from './finetune.ts';
import { makeTextPerformer } from './text.ts';

type Perform = (system: System, os: readonly OperatingSystem[]) => Outcome[];

/**
 * Fit and estimates of a system for every need. Machines that look the same to the model (twins of one chip) are worked
 * out once.
 */
export function makePerformer(
  catalog: Catalog,
  { priorities }: Pick<Answers, 'priorities'>,
  needs: readonly WorkloadNeed[],
  asOf: string,
): Perform {
  const text = makeTextPerformer(catalog, asOf, priorities);
  const known = new Map<string, Outcome[]>();
  return (system, os) => {
    const key = machineKey(system, os, catalog);
    const before = known.get(key);
    if (before) return before;
    const outcomes = needs.map((need) => {
      const { kind } = catalog.workloads[need.id];
      if (kind === 'text') return text(system, os, need);
      return kind === 'finetune'
        ? finetuneOutcome(system, os, need, catalog)
        : diffusionOutcome(system, os, need, kind, catalog);
    });
    known.set(key, outcomes);
    return outcomes;
  };
}

/** Work, and the answers that it follows from. */
export interface Work {
  readonly said: Answers;
  readonly needs: readonly WorkloadNeed[];
}

/** Performers for callers that ask about one work after another: results are kept for when a work comes again. */
export const performersByWork = (catalog: Catalog, asOf: string): ((work: Work) => Perform) =>
  rememberedBy(
    ({ said, needs }: Work) => JSON.stringify([needs, said.priorities]),
    ({ said, needs }) => makePerformer(catalog, said, needs, asOf),
  );

/** Everything fit and estimates can see of a system, and of its parts those that are machines with their own memory. */
const machineKey = (s: System, os: readonly OperatingSystem[], { systems }: Catalog): string =>
  JSON.stringify([
    s.devices,
    s.usable_memory.map((u) => [u.os, u.backend, u.gib]),
    s.memory_gb,
    s.host,
    s.nodes,
    s.link,
    s.parts.filter(({ item }) => item in systems),
    s.devices.length > 1 ? [s.kind, s.parts] : 0,
    os,
  ]);
