import { type Price, rateAt } from '../../prices/pricing.ts';
import type { Alternative } from '../../schema/document.ts';
import { significant, usd } from '../../units/format.ts';
import type { Evaluated } from '../evaluated.ts';
import type { AlternativesInput } from './alternatives.ts';
import { ownedSystem } from './own.ts';

const CLOUD_COUNTS = [1, 2, 4, 8] as const;

/** The cheapest cloud machine per hour that holds the whole job, from dated hourly prices. */
export function rentAlternative(input: AlternativesInput): Alternative | null {
  const options = cloudMachines(input)
    .map(({ evaluated, rate, count }) => ({ evaluated, rate, count, hourly: rate.value * count }))
    .filter(({ evaluated }) =>
      evaluated.outcomes.every(
        (o) =>
          o.failure === null &&
          (o.performance.fit === null ||
            o.performance.fit.status === 'comfortable' ||
            o.performance.fit.status === 'tight'),
      ),
    )
    .sort((a, b) => a.hourly - b.hourly);
  const [best] = options;
  if (!best) return null;
  const price = input.field[0]?.evaluated.price?.value;
  const decode = best.evaluated.outcomes[0]?.performance.speed?.decode_tok_s ?? null;
  const hoursPerDay =
    input.answers.tokens_per_day !== null && decode
      ? input.answers.tokens_per_day / decode.value / 3600
      : null;
  const reasons =
    price === undefined
      ? []
      : [`The price of the pick pays for about ${significant(price / best.hourly, 2)} hours.`];
  return {
    kind: 'rent',
    title: `Rent ${best.evaluated.system.name} for about ${usd(best.hourly)} an hour`,
    is_the_answer: false,
    cost_usd: {
      value: best.hourly,
      per: 'hour',
      source: best.rate.source ?? '',
      observed: best.rate.observed,
    },
    break_even_days:
      price !== undefined && hoursPerDay
        ? Math.round(price / (best.hourly * Math.min(24, hoursPerDay)))
        : null,
    system: best.evaluated.system.id,
    decode_tok_s: decode,
    reasons: reasons.map((text) => ({
      code: 'rent_hours',
      severity: 'info' as const,
      text,
      sources: [best.rate.source ?? ''],
    })),
  };
}

function cloudMachines(input: AlternativesInput): { evaluated: Evaluated; rate: Price; count: number }[] {
  const items = [...input.prices.offers.keys()].filter((k) => k.startsWith('cloud:')).sort();
  return items.flatMap((item) => {
    const id = item.slice('cloud:'.length);
    const rate = rateAt(input.prices.offers, item, 'cloud-hourly', input.asOf);
    const single = ownedSystem(id, input.catalog);
    const device = input.catalog.devices[id];
    if (!rate || !single || !device) return [];
    for (const count of CLOUD_COUNTS) {
      const evaluated = input.perform({
        ...single,
        id: `cloud-${count}x-${id}`,
        name: `${count}x ${device.name}`,
        os: ['linux'],
        devices: [{ device: id, count }],
        memory_gb: (device.memory.capacity_gb ?? single.memory_gb) * count,
        usable_memory: [],
      });
      if (evaluated.outcomes.every((o) => o.failure === null && o.performance.fit?.status !== 'offload'))
        return [{ evaluated, rate, count }];
    }
    return [];
  });
}
