import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { Ownership } from '../../schema/outlook.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import type { UsdPerKwh, Watts } from '../../units/units.ts';
import { loadsOf } from './request-load.ts';
import type { TextRun } from './text-run.ts';

const HOURS_PER_YEAR = DAYS_PER_YEAR * 24;

/** Documents and tokens an hour with all of the need's streams busy, and what a million tokens cost around the clock. */
export function batchOf(
  need: WorkloadNeed,
  run: TextRun,
  owning: Ownership | null,
  power_w: Watts | null,
  usd_per_kwh: UsdPerKwh | null,
): NonNullable<Performance['batch']> | null {
  const load = loadsOf(run, need)(need.users);
  if (!load) return null;
  const documents_per_hour = load.requests_per_s * 3600;
  const tokens_per_hour = documents_per_hour * ((need.prompt_tokens ?? 0) + (need.output_tokens ?? 0));
  const worn = owning && (owning.price_usd - owning.resale_usd) / (owning.years * HOURS_PER_YEAR);
  const usd_per_hour =
    worn === null || power_w === null || usd_per_kwh === null ? null : worn + (power_w / 1000) * usd_per_kwh;
  return {
    documents_per_hour,
    tokens_per_hour,
    usd_per_mtok: usd_per_hour === null ? null : (usd_per_hour * 1e6) / tokens_per_hour,
  };
}
