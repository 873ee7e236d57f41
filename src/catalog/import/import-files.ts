import type { Measurement } from '../../schema/measurement.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { latestDay } from '../../units/days.ts';
import { ascending, byKey } from '../../units/order.ts';
import { groupBy } from '../../units/statistics.ts';
import { sorted } from '../collections.ts';
import { noteReason } from '../measurements/cleaning.ts';
import { type Disagreement, disagreement } from '../measurements/disagreement.ts';
import { newestEra } from '../measurements/experiments.ts';
import type { NameIndex } from '../names/build-index.ts';
import { collapseRepeats, matureSoftware } from './collapse.ts';
import { type DropReason, importRow, type Verdict } from './import-rows.ts';
import { listedOnce, ofOneFormat, slowedByDepth } from './incredible-runs.ts';
import type { Quirk } from './quirks.ts';
import { type NameKind, nameKind, type Resolution, resolutionCounter } from './resolution-rate.ts';
import { firstDay } from './row-notes.ts';
import type { SourceRef } from './source-ref.ts';

interface RawFileRows {
  readonly name: string;
  readonly rows: readonly RawMeasurement[];
}

type Counts = Partial<Record<DropReason, number>>;
interface FileReport {
  read: number;
  kept: number;
  dropped: Counts;
}

interface ImportReport {
  readonly total: FileReport;
  readonly resolution: Resolution;
  /** Difference between independent sources that measured the same cell. */
  readonly disagreement: Record<Phase, { any_date: Disagreement; within_60_days: Disagreement }>;
  readonly unresolved: Record<NameKind, Record<string, number>>;
  readonly files: Record<string, FileReport>;
}

interface ImportResult {
  readonly files: ReadonlyMap<string, readonly Measurement[]>;
  readonly sources: ReadonlyMap<string, DatedSource>;
  readonly report: ImportReport;
}

/** Adds to a count; one that stays 0 is not listed. */
const bump = (counts: Record<string, number>, key: string, by = 1): void => {
  if (by > 0) counts[key] = (counts[key] ?? 0) + by;
};

/** The newest row is "today" for all of them: the same folder gives the same result next year. */
const newestRow = (raw: readonly RawFileRows[]): string =>
  latestDay(raw.flatMap((file) => file.rows.map((row) => firstDay(row.source_date) ?? '')));

/** Rarer names would only lengthen the report. */
const MOST_NAMES = 40;

/** Names nobody resolved, most frequent first. */
function topNames(counts: Record<string, number>): Record<string, number> {
  const order = Object.entries(counts).sort(([a, x], [b, y]) => y - x || ascending(a, b));
  return Object.fromEntries(order.slice(0, MOST_NAMES));
}

type DatedSource = SourceRef & { readonly date: string };

/** What the rows of all files add to, besides their own measurements. */
interface Tallies {
  /** The newest row of each. */
  readonly sources: Map<string, DatedSource>;
  readonly unresolved: ImportReport['unresolved'];
  readonly resolution: ReturnType<typeof resolutionCounter>;
}

/**
 * Resolves, cleans and collapses all files together: what is old is decided across sources, those of `standing` (curated
 * rows of other tables) among them.
 */
export function importFiles(
  index: NameIndex,
  quirks: readonly Quirk[],
  raw: readonly RawFileRows[],
  standing: readonly Measurement[] = [],
): ImportResult {
  const asOf = newestRow(raw);
  const tallies: Tallies = {
    sources: new Map(),
    unresolved: { devices: {}, models: {}, quants: {} },
    resolution: resolutionCounter(),
  };
  const reports: Record<string, FileReport> = {};
  const fileOf = new Map<Measurement, string>();
  for (const { name, rows } of raw) {
    const report: FileReport = { read: rows.length, kept: 0, dropped: {} };
    reports[name] = report;
    const importOne = (row: RawMeasurement) => importRow(index, quirks, row, asOf);
    for (const m of withoutRepeats(soundRows(rows, importOne, report, tallies), report)) fileOf.set(m, name);
  }
  const measured = [...fileOf.keys()];
  const newest = newestEra([...measured, ...standing]);
  const mature = matureSoftware(newest.kept, (id) => index.parts.devices[id]?.released);
  const kept = mature.kept.filter((m) => fileOf.has(m));
  const files = groupBy(kept, (m) => fileOf.get(m) ?? '');
  for (const [name, rows] of files) {
    const report = reports[name];
    if (report) report.kept = rows.length;
  }
  for (const m of [...newest.old, ...mature.old])
    bump(reports[fileOf.get(m) ?? '']?.dropped ?? {}, 'old_build');
  return {
    files,
    sources: usedSources(tallies.sources, kept),
    report: reportOf(reports, tallies, measured),
  };
}

/** The rows of one file that measure what an estimate means; why the others do not is counted. */
function soundRows(
  rows: readonly RawMeasurement[],
  importOne: (row: RawMeasurement) => Verdict,
  report: FileReport,
  { sources, unresolved, resolution }: Tallies,
): Measurement[] {
  const sound: Measurement[] = [];
  for (const row of rows) {
    const verdict = importOne(row);
    const failedAt = 'reason' in verdict ? nameKind(verdict.reason) : null;
    if (!('reason' in verdict) || failedAt || !noteReason(row)) resolution.see(row, failedAt);
    if ('reason' in verdict) {
      bump(report.dropped, verdict.reason);
      if (failedAt && verdict.name !== undefined) bump(unresolved[failedAt], verdict.name);
      continue;
    }
    const { source, measurement } = verdict;
    sound.push(measurement);
    const before = sources.get(source.id)?.date ?? '';
    sources.set(source.id, { ...source, date: latestDay([measurement.date, before]) });
  }
  return sound;
}

/** One row per cell and source; how many others there were is counted. */
function withoutRepeats(rows: readonly Measurement[], { dropped }: FileReport): readonly Measurement[] {
  const once = listedOnce(rows);
  const named = ofOneFormat(once.kept);
  const credible = slowedByDepth(named.kept);
  bump(dropped, 'listed_twice', once.out + named.out);
  bump(dropped, 'inconsistent_runs', credible.out);
  const collapsed = collapseRepeats(credible.kept);
  bump(dropped, 'old_build', collapsed.oldBuilds);
  bump(dropped, 'repeat', collapsed.repeats);
  return collapsed.kept;
}

function reportOf(
  reports: Readonly<Record<string, FileReport>>,
  { resolution, unresolved }: Tallies,
  measured: readonly Measurement[],
): ImportReport {
  return {
    resolution: resolution.result(),
    total: totalOf(Object.values(reports)),
    disagreement: { decode: apart(measured, 'decode'), prefill: apart(measured, 'prefill') },
    unresolved: {
      devices: topNames(unresolved.devices),
      models: topNames(unresolved.models),
      quants: topNames(unresolved.quants),
    },
    files: Object.fromEntries(
      Object.entries(reports).map(([name, r]) => [name, { ...r, dropped: sorted(r.dropped) }]),
    ),
  };
}

function usedSources<T>(sources: ReadonlyMap<string, T>, kept: readonly Measurement[]): Map<string, T> {
  const used = new Set(kept.map((m) => m.source));
  return new Map([...sources].filter(([id]) => used.has(id)).sort(byKey));
}

/** Over all eras; close dates are shown apart, for there the difference is the testers' and not the software's. */
const apart = (rows: readonly Measurement[], phase: Measurement['phase']) => ({
  any_date: disagreement(rows, phase),
  within_60_days: disagreement(rows, phase, 60),
});

function totalOf(reports: readonly FileReport[]): FileReport {
  const dropped: Record<string, number> = {};
  for (const report of reports)
    for (const [reason, count] of Object.entries(report.dropped)) bump(dropped, reason, count);
  return {
    read: reports.reduce((sum, r) => sum + r.read, 0),
    kept: reports.reduce((sum, r) => sum + r.kept, 0),
    dropped: sorted(dropped as Counts),
  };
}
