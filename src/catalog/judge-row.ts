import type { RawMeasurement } from '../schema/raw-measurement.ts';
import { type CleaningReason, hardwareReason, noteReason } from './cleaning.ts';
import type { NameIndex } from './names/build-index.ts';
import type { UnknownName } from './names/resolution.ts';
import { isUnresolved, type NameReason, type ResolvedRow, resolveRow } from './resolve-row.ts';

/** Why a row is not predicted. */
export type SkipReason = NameReason | CleaningReason;
export interface Skipped {
  readonly reason: SkipReason;
  /** The unknown name and what it may have meant. */
  readonly name?: UnknownName;
}

/** The row with its names resolved, or the reason that it does not measure what an estimate means. */
export function judgeRow(index: NameIndex, row: RawMeasurement): ResolvedRow | Skipped {
  const said = noteReason(row);
  if (said) return { reason: said };
  const resolved = resolveRow(index, row);
  if (isUnresolved(resolved)) return resolved;
  const reason = hardwareReason(resolved);
  return reason ? { reason } : resolved;
}

export const isSkipped = (result: ResolvedRow | Skipped): result is Skipped => 'reason' in result;
