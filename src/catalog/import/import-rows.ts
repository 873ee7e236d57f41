import type { Measurement } from '../../schema/measurement.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { teachingReason } from '../measurements/cleaning.ts';
import { round4 } from '../measurements/experiments.ts';
import { isSkipped, judgeRow, type SkipReason } from '../measurements/judge-row.ts';
import type { ResolvedRow } from '../measurements/resolve-row.ts';
import type { NameIndex } from '../names/build-index.ts';
import { measuredCell } from './measurement-of.ts';
import type { Quirk } from './quirks.ts';
import { earliestDay, repeatsOf, settingsOf } from './row-notes.ts';
import { readSource, type SourceRef } from './source-ref.ts';

export type DropReason =
  | SkipReason
  | 'unnamed_source'
  | 'unknown_date'
  | 'old_build'
  | 'repeat'
  | 'listed_twice';

export type Verdict =
  | { readonly measurement: Measurement; readonly source: SourceRef }
  | { readonly reason: DropReason; readonly name?: string };

function quirksOf(quirks: readonly Quirk[], row: RawMeasurement): readonly Quirk[] {
  const text = `${row.source}; ${row.notes}`;
  return quirks.filter(
    (q) =>
      (q.phase === undefined || q.phase === row.phase) &&
      (q.engine === undefined || q.engine === row.engine) &&
      row.tok_s > (q.above_tok_s ?? 0) &&
      row.depth >= (q.from_depth_tokens ?? 0) &&
      new RegExp(q.match, 'i').test(text),
  );
}

function fill(row: RawMeasurement, assume: Quirk['assume']): RawMeasurement {
  return { ...row, quant: row.quant || (assume?.quant ?? ''), source_date: assume?.date ?? row.source_date };
}

function toMeasurement(
  at: ResolvedRow,
  source: SourceRef,
  date: string,
  remarks: readonly string[],
): Measurement | null {
  const { row, backend } = at;
  if (backend === null) return null;
  return {
    ...measuredCell(at, backend),
    tok_s: round4(row.tok_s),
    n: repeatsOf(row.notes),
    date,
    source: source.id,
    ref: source.ref,
    note: [settingsOf(row.notes), ...remarks].filter((part) => part !== '').join('; '),
    ...(row.stddev === undefined ? {} : { stddev: row.stddev }),
  };
}

/** One raw row to a stored measurement, or the reason it stays out. */
export function importRow(
  index: NameIndex,
  quirks: readonly Quirk[],
  printed: RawMeasurement,
  asOf: string,
): Verdict {
  const known = quirksOf(quirks, printed);
  const reasonKnown = known.find((quirk) => quirk.reason)?.reason;
  if (reasonKnown) return { reason: reasonKnown };
  const row = known.reduce((filled, { assume }) => fill(filled, assume), printed);
  const judged = judgeRow(index, row, asOf);
  if (isSkipped(judged))
    return { reason: judged.reason, ...(judged.name ? { name: judged.name.unknown } : {}) };
  const reason = teachingReason(judged);
  if (reason) return { reason };
  const source = readSource(row.source);
  if (!source) return { reason: 'unnamed_source' };
  const date = earliestDay(row.source_date, [judged.device.released, judged.model.released]);
  if (!date) return { reason: 'unknown_date' };
  const remarks = known.flatMap((quirk) => quirk.remark ?? []);
  const measurement = toMeasurement(judged, source, date, remarks);
  return measurement ? { measurement, source } : { reason: 'unknown_backend' };
}
