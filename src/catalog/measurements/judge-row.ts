import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { daysBetween } from '../../units/days.ts';
import { firstDay } from '../import/row-notes.ts';
import type { NameIndex } from '../names/build-index.ts';
import type { UnknownName } from '../names/resolution.ts';
import { type CleaningReason, hardwareReason, noteReason } from './cleaning.ts';
import { isUnresolved, type NameReason, type ResolvedRow, resolveRow } from './resolve-row.ts';

/** Why a row is not predicted. */
export type SkipReason = NameReason | CleaningReason | 'old_build';
interface Skipped {
  readonly reason: SkipReason;
  /** The unknown name and what it may have meant. */
  readonly name?: UnknownName;
}

/** Prefill kernels about doubled in two years; decode hardly moved. Age in days from which prefill says nothing: assumption. */
const OLD_PREFILL_DAYS = 730;

function isOldPrefill(row: RawMeasurement, asOf: string): boolean {
  const date = firstDay(row.source_date);
  return row.phase === 'prefill' && date !== null && daysBetween(date, asOf) > OLD_PREFILL_DAYS;
}

/**
 * The row with its names resolved, or the reason that it does not measure what an estimate means.
 * @param asOf day the estimate speaks for, YYYY-MM-DD: software much older than that is another product
 * @param forgiven a peculiarity that the caller knows how to predict
 */
export function judgeRow(
  index: NameIndex,
  row: RawMeasurement,
  asOf: string,
  forgiven: CleaningReason | null = null,
): ResolvedRow | Skipped {
  const said = noteReason(row, forgiven);
  if (said) return { reason: said };
  const resolved = resolveRow(index, row);
  if (isUnresolved(resolved)) return resolved;
  const reason = hardwareReason(resolved);
  if (reason) return { reason };
  return isOldPrefill(row, asOf) ? { reason: 'old_build' } : resolved;
}

export const isSkipped = (result: ResolvedRow | Skipped): result is Skipped => 'reason' in result;
