import type { Performance } from '../../schema/document.ts';
import type { Trial } from './trial.ts';

export const MOST_ALSO_RUNS = 3;

/**
 * What is listed after the first trial: the best of other families, so that the list shows choices rather than sizes of
 * one model, and last what runs with its experts in main memory.
 */
export function alsoRuns([best, ...others]: readonly Trial[], aside: Trial | null): Performance['also_runs'] {
  const families = new Set([best?.model.family]);
  const kept: Trial[] = [];
  for (const t of others) {
    if (families.has(t.model.family) || kept.length >= MOST_ALSO_RUNS) continue;
    families.add(t.model.family);
    kept.push(t);
  }
  return [...kept.map(told), ...(aside ? [{ ...told(aside), experts_in_main_memory: true as const }] : [])];
}

const told = (t: Trial): Performance['also_runs'][number] => ({
  id: t.model.id,
  name: t.model.name,
  quant: t.quant.name,
  decode_tok_s: t.rates?.decode_tok_s ?? null,
});
