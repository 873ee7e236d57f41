import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Alternative, WorkloadNeed } from '../../schema/document.ts';
import type { Usd } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import { tokensPerHour } from '../outlook/capacity.ts';
import { onHours, USUAL_HOURS_PER_DAY } from '../outlook/ownership.ts';

/** A service that does the whole work, and how strongly a rule speaks for it. */
interface Service {
  readonly alternative: Alternative;
  readonly weight: number;
}

/**
 * The service to use where nothing is worth buying: the one a rule speaks for; else the one that costs less for what an
 * hour of the rented machine is paid for; else the first. A rule's mere remark is meant for people who buy.
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

/**
 * Tokens that an hour of a rented machine is paid for: all it can do where nobody waits; where somebody reads along,
 * the day's tokens, stated or usual, over the hours it is switched on. Null where unknown.
 */
export function tokensOfRentedHour(
  rented: Evaluated,
  needs: readonly WorkloadNeed[],
  { tokens_per_day }: Pick<Answers, 'tokens_per_day'>,
  catalog: Catalog,
): number | null {
  const most = tokensPerHour(rented, catalog);
  if (most === null || !needs.some(({ id }) => catalog.workloads[id].interactive)) return most;
  const on = onHours(
    needs.map((n) => n.id),
    catalog,
  );
  return Math.min(most, (tokens_per_day ?? USUAL_HOURS_PER_DAY * most) / on);
}

/** Cost of an hour: a rented machine's price, or what an API charges for the tokens of such an hour. */
function usdPerHour({ cost_usd }: Alternative, tokens_per_hour: number | null): Usd | null {
  if (cost_usd === null || tokens_per_hour === null) return null;
  if (cost_usd.per === 'hour') return cost_usd.value;
  return cost_usd.per === 'mtok' ? (cost_usd.value * tokens_per_hour) / 1e6 : null;
}
