import type { Catalog } from '../schema/catalog.ts';
import type { System } from '../schema/system.ts';
import type { FormClass } from '../schema/vocabulary.ts';
import { constant, level } from '../scoring/model.ts';
import { workWatts } from './work-watts.ts';

/** Cases with room for as many fans as the heat needs. */
const ROOMY: readonly FormClass[] = ['tower', 'open-frame'];

/**
 * Noise of a machine at work in dB(A): as measured; else the level of the loudest trait in its profile, for each of its
 * nodes. A tower without any is taken for a desktop PC that carries off more heat with more fans. Independent sources
 * add in power, so twice as many are 3 dB louder (10 log10 2).
 */
export function noiseAtWork(system: System, catalog: Catalog): number | null {
  if (system.form.noise_dba !== undefined) return system.form.noise_dba;
  const trait = (['loud', 'quiet', 'silent'] as const).find((t) => system.traits.includes(t));
  const one = level(catalog.scoring, 'noise_dba', trait ?? 'normal');
  const sources = trait === undefined && ROOMY.includes(system.form.class) ? heat(system, catalog) : null;
  return one === null ? null : one + 10 * Math.log10(sources ?? system.nodes);
}

/** How many desktop PCs at work give off as much heat; null where its draw is unknown. */
function heat(system: System, catalog: Catalog): number | null {
  const watts = workWatts(system, catalog);
  return watts && watts / constant(catalog.scoring, 'desktop_load_w');
}
