import type { Alternative } from '../../schema/document.ts';
import type { Usd } from '../../units/units.ts';

/** A service that does the whole work, and how strongly a rule speaks for it. */
export interface Service {
  readonly alternative: Alternative;
  readonly weight: number;
}

/**
 * The service to use where nothing is worth buying: the one a rule speaks for; else, the one that costs less for what the
 * rented machine does in an hour; else the first. What a rule merely mentions, it mentions to people who buy.
 */
export function bestService(
  services: readonly Service[],
  tokens_per_hour: number | null,
): Alternative | null {
  const spoken = (s: Service) => (s.weight > 1 ? s.weight : 0);
  const [best] = [...services].sort(
    (a, b) =>
      spoken(b) - spoken(a) ||
      (usdPerHour(a.alternative, tokens_per_hour) ?? 0) - (usdPerHour(b.alternative, tokens_per_hour) ?? 0),
  );
  return best?.alternative ?? null;
}

/** Of a rented machine its price; of an API, what it asks for the tokens such a machine reads and writes in that time. */
function usdPerHour({ cost_usd }: Alternative, tokens_per_hour: number | null): Usd | null {
  if (cost_usd === null || tokens_per_hour === null) return null;
  if (cost_usd.per === 'hour') return cost_usd.value;
  return cost_usd.per === 'mtok' ? (cost_usd.value * tokens_per_hour) / 1e6 : null;
}
