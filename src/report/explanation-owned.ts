import { isSeveral, wordsFor } from '../recommend/prose/names.ts';
import type { Excluded, OwnedRun, Recommendation } from '../schema/document.ts';
import type { Explanation } from '../schema/views.ts';
import { runLines } from './answer/runs.ts';
import { scoreText } from './values.ts';

type Owned = NonNullable<Explanation['owned']>;

/** What is owned by that id, or stands in the machine of that id that is out for being owned. */
export function ownedPart(id: string, excluded: Excluded | null, d: Recommendation): Owned | null {
  const { owned = [] } = d;
  const run = owned.find((o) => o.system.id === id) ?? inItsPlace(excluded, owned);
  if (!run) return null;
  return {
    run,
    instead: d.alternatives.find((a) => a.kind === 'own' && a.system === run.system.id) ?? null,
  };
}

/** The machine for sale that what is owned by that id stands for, which is out for being owned. */
export function machineOfOwned(id: string, { owned = [], excluded }: Recommendation): Excluded | null {
  const run = owned.find((o) => o.system.id === id);
  return (run && excluded.find((e) => inItsPlace(e, [run]))) ?? null;
}

/** "2x RTX 3090" are a rig of two; one of a pair that is owned is part of it. */
function inItsPlace(excluded: Excluded | null, owned: readonly OwnedRun[]): OwnedRun | undefined {
  if (!excluded?.reasons.some(({ code }) => code === 'owned')) return undefined;
  const { devices } = excluded.system;
  const holds = (o: OwnedRun, counted: boolean) =>
    devices.every(({ id, count }) =>
      o.system.devices.some((d) => d.id === id && (!counted || d.count === count)),
    );
  return owned.find((o) => holds(o, true)) ?? owned.find((o) => holds(o, false));
}

/** What it scores beside the first of what is on sale, or that it does not do the work. */
export function ownedHead({ run }: Owned, first: Explanation['first']): string {
  const { name } = run.system;
  if (!run.runs) return `Your ${name} ${wordsFor(isSeveral(name)).does} not do this work:`;
  const score = run.score === null ? 'not scored' : `score ${scoreText(run.score)}, costing nothing`;
  const rival = first ? `; first of what is on sale is ${first.name} with ${scoreText(first.score)}` : '';
  return `Your ${name}: ${score}${rival}.`;
}

/** Whether to keep it, what buying would be better for, and what speaks against it. */
export function ownedVerdict({ run, instead }: Owned): string[] {
  const beside = run.beside_first;
  // What a rule says for keeping what one has is no reason where buying is better.
  const told = (instead?.reasons ?? []).filter(
    ({ code }) => code !== beside?.code && (instead?.is_the_answer || !code.startsWith('rule:alt-')),
  );
  const texts = [...(beside ? [beside] : []), ...told, ...run.reasons].map(({ text }) => text);
  return [...(instead ? [`${instead.title}.`] : []), ...new Set(texts)];
}

/** What it runs, how that fits and how fast it is. */
export const ownedRunLines = ({ run }: Owned): string[] => (run.runs ? runLines(run) : []);
