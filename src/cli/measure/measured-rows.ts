import type { TableRow } from '../../catalog/files/replay-table.ts';
import { teachingReason } from '../../catalog/measurements/cleaning.ts';
import { type Compared, ratioOf } from '../../perf/standing/standing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { MeasureDocument } from '../../schema/measure.ts';
import type { Measurement } from '../../schema/measurement.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { OWN_NOTES } from '../../schema/vocabulary.ts';
import { byOthers, replayedSpeed } from '../evaluate/replayed-speed.ts';
import { speedRow } from '../evaluate/speed-row.ts';

/** One row of a run: what the document shows, what the comparison counts, and the cell that others may use. */
export interface MeasuredRow {
  readonly shown: MeasureDocument['rows'][number];
  readonly compared: Compared | null;
  readonly cell: Measurement | null;
}

/** A row beside what an estimate expects of that machine, with what others measured on theirs but without one's own. */
export function measuredRow(
  { row }: TableRow<RawMeasurement>,
  catalog: Catalog,
  asOf: string,
  file: string,
): MeasuredRow {
  const shown = {
    model: row.model,
    quant: row.quant,
    backend: null,
    phase: row.phase,
    tokens: row.tokens ?? null,
    depth: row.depth,
    measured_tok_s: row.tok_s,
    expected_tok_s: null,
    ratio: null,
    skipped: null,
    kept: false,
  };
  const found = speedRow(row.source_date === '' ? { ...row, source_date: asOf } : row, catalog, asOf);
  if ('skipped' in found) return { shown: { ...shown, skipped: found.skipped }, compared: null, cell: null };
  const { observed, at } = found;
  const expected = replayedSpeed(observed, catalog, byOthers);
  const m = observed.measurement;
  const known = { ...shown, model: m.model, quant: at.quant.name, backend: m.backend };
  if (!expected) return { shown: { ...known, skipped: 'unsupported_device' }, compared: null, cell: null };
  const spread = row.stddev === undefined ? null : row.stddev / row.tok_s;
  const compared: Compared = { observed, measured: row.tok_s, expected, spread };
  const kept = teachingReason(at) === null;
  return {
    shown: { ...known, expected_tok_s: expected, ratio: ratioOf(compared), kept },
    compared,
    cell: kept
      ? { ...m, source: OWN_NOTES, ref: file, ...(row.stddev === undefined ? {} : { stddev: row.stddev }) }
      : null,
  };
}
