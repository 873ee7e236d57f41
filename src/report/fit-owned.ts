import { isSeveral } from '../recommend/prose/names.ts';
import type { OwnedRun, Ranked } from '../schema/document.ts';
import type { FitList } from '../schema/views.ts';

/** What the table of machines that run a model needs of one. */
export type FitRow = Pick<
  Ranked,
  'price_usd' | 'os' | 'model' | 'engine' | 'backend' | 'fit' | 'speed' | 'image' | 'video' | 'workloads'
> & {
  readonly system: OwnedRun['system'];
  /** It has been paid for. */
  readonly yours?: true;
};

/** What is owned and runs the model, as rows: they come first, whatever the others cost. */
export const ownedRows = ({ owned = [] }: Pick<FitList, 'owned'>): FitRow[] =>
  owned.flatMap(({ runs, system, os, workloads }) => {
    const [work] = workloads;
    return runs && work ? [{ ...work, system, os, workloads, price_usd: null, yours: true }] : [];
  });

/**
 * Why something owned does not run it, or the first thing that speaks against running it there: several rules may say
 * the same.
 */
export const ownedNotes = ({ owned = [] }: Pick<FitList, 'owned'>): string[] =>
  owned.flatMap(({ system, runs, reasons }) => {
    if (reasons.length === 0) return [];
    const [run, do_not] = isSeveral(system.name) ? ['run', 'do not'] : ['runs', 'does not'];
    const told = runs ? reasons.slice(0, 1) : reasons;
    const why = told.map(({ text }) => (text.endsWith('.') ? text : `${text}.`)).join(' ');
    return [
      `Your ${system.name} ${runs ? `${run} it in a way that we would not advise.` : `${do_not} run it:`} ${why}`,
    ];
  });
