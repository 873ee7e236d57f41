import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { GbPerSecond, Usd } from '../../units/units.ts';
import { isToCome } from '../availability.ts';
import { wantedOs } from '../candidate.ts';
import type { PriceBook } from '../prices/price-book.ts';

/**
 * Memory bandwidth of the fastest unified-memory machine that this buyer could have for no more money; null where there
 * is none.
 */
export type UnifiedPace = (price_usd: Usd) => GbPerSecond | null;

interface Step {
  readonly price_usd: Usd;
  readonly fastest: GbPerSecond;
}

/**
 * Memory bandwidth decides how fast a model decodes, so this says whether a card gives what its price can buy
 * elsewhere. Machines sold whole are compared, whatever the budget; the list is made when the first price is asked
 * about.
 */
export function unifiedPace(
  answers: Pick<Answers, 'os'>,
  catalog: Catalog,
  book: Pick<PriceBook, 'item'>,
  asOf: string,
): UnifiedPace {
  let steps: readonly Step[] | null = null;
  return (price_usd) => {
    steps ??= stepsOf(answers, catalog, book, asOf);
    return steps.findLast((s) => s.price_usd <= price_usd)?.fastest ?? null;
  };
}

function stepsOf(
  answers: Pick<Answers, 'os'>,
  catalog: Catalog,
  book: Pick<PriceBook, 'item'>,
  asOf: string,
): Step[] {
  const sold = Object.values(catalog.systems)
    .flatMap((system) => {
      const { generic, id, devices, nodes } = system;
      const memories = devices.map((d) => catalog.devices[d.device]?.memory);
      if (generic || nodes > 1 || !memories.every((m) => m?.kind === 'unified')) return [];
      if (isToCome(system, catalog, asOf) || wantedOs(system, answers).length === 0) return [];
      const price = book.item(id);
      return price ? [{ price_usd: price.value, gb_s: memories[0]?.bandwidth_gb_s ?? 0 }] : [];
    })
    .sort((a, b) => a.price_usd - b.price_usd);
  const steps: Step[] = [];
  for (const { price_usd, gb_s } of sold)
    if (gb_s > (steps.at(-1)?.fastest ?? 0)) steps.push({ price_usd, fastest: gb_s });
  return steps;
}
