import type { Measurement } from '../../schema/measurement.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import type { Phase } from '../../schema/vocabulary.ts';
import { latestDay } from '../../units/days.ts';
import { ascending, byKey } from '../../units/order.ts';
import { groupBy } from '../../units/statistics.ts';
import { noteReason } from '../cleaning.ts';
import { sorted } from '../collections.ts';
import { type Disagreement, disagreement } from '../disagreement.ts';
import { newestEra } from '../experiments.ts';
import type { NameIndex } from '../names/build-index.ts';
import { collapseRepeats, matureSoftware } from './collapse.ts';
import { type DropReason, importRow, type Quirk } from './import-rows.ts';
import { listedOnce, ofOneFormat, slowedByDepth } from './incredible-runs.ts';
import { type NameKind, nameKind, type Resolution, resolutionCounter } from './resolution-rate.ts';
import { firstDay } from './row-notes.ts';
import type { SourceRef } from './source-ref.ts';

export interface RawFileRows {
  readonly name: string;
  readonly rows: readonly RawMeasurement[];
}

type Counts = Partial<Record<DropReason, number>>;
export interface FileReport {
  read: number;
  kept: number;
  dropped: Counts;
}

export interface ImportReport {
  readonly total: FileReport;
  readonly resolution: Resolution;
  /** Difference between independent sources that measured the same cell. */
  readonly disagreement: Record<Phase, { any_date: Disagreement; within_60_days: Disagreement }>;
  readonly unresolved: Record<NameKind, Record<string, number>>;
  readonly files: Record<string, FileReport>;
}

export interface ImportResult {
  readonly files: ReadonlyMap<string, readonly Measurement[]>;
  readonly sources: ReadonlyMap<string, SourceRef & { readonly date: string }>;
  readonly report: ImportReport;
}

const bump = (counts: Record<string, number>, key: string, by = 1): void => {
  if (by > 0) counts[key] = (counts[key] ?? 0) + by;
};
/** The newest row is "today" for all of them: the same folder gives the same result next year. */
const newestRow = (raw: readonly RawFileRows[]): string =>
  latestDay(raw.flatMap((file) => file.rows.map((row) => firstDay(row.source_date) ?? '')));

/** Names nobody resolved, most frequent first; rare ones only lengthen the report. */
function topNames(counts: Record<string, number>, limit = 40): Record<string, number> {
  const order = Object.entries(counts).sort(([a, x], [b, y]) => y - x || ascending(a, b));
  return Object.fromEntries(order.slice(0, limit));
}

/** Resolves, cleans and collapses all files together: what is old is decided across sources. */
export function importFiles(
  index: NameIndex,
  quirks: readonly Quirk[],
  raw: readonly RawFileRows[],
): ImportResult {
  const asOf = newestRow(raw);
  const reports: Record<string, FileReport> = {};
  const sources = new Map<string, SourceRef & { date: string }>();
  const unresolved = { devices: {}, models: {}, quants: {} } as ImportReport['unresolved'];
  const fileOf = new Map<Measurement, string>();
  const resolution = resolutionCounter();
  for (const { name, rows } of raw) {
    const report: FileReport = { read: rows.length, kept: 0, dropped: {} };
    reports[name] = report;
    const good: Measurement[] = [];
    for (const row of rows) {
      const verdict = importRow(index, quirks, row, asOf);
      const failedAt = 'reason' in verdict ? nameKind(verdict.reason) : null;
      if (!('reason' in verdict) || failedAt || !noteReason(row)) resolution.see(row, failedAt);
      if ('reason' in verdict) {
        bump(report.dropped, verdict.reason);
        if (failedAt && verdict.name !== undefined) bump(unresolved[failedAt], verdict.name);
        continue;
      }
      good.push(verdict.measurement);
      const { source } = verdict;
      const { date } = verdict.measurement;
      const before = sources.get(source.id);
      sources.set(source.id, { ...source, date: before && before.date > date ? before.date : date });
    }
    const once = listedOnce(good);
    const named = ofOneFormat(once.kept);
    const credible = slowedByDepth(named.kept);
    bump(report.dropped, 'listed_twice', once.out + named.out);
    bump(report.dropped, 'inconsistent_runs', credible.out);
    const collapsed = collapseRepeats(credible.kept);
    bump(report.dropped, 'old_build', collapsed.oldBuilds);
    bump(report.dropped, 'repeat', collapsed.repeats);
    for (const m of collapsed.kept) fileOf.set(m, name);
  }
  const measured = [...fileOf.keys()];
  const newest = newestEra(measured);
  const mature = matureSoftware(newest.kept, (id) => index.parts.devices[id]?.released);
  const { kept } = mature;
  const old = [...newest.old, ...mature.old];
  const files = groupBy(kept, (m) => fileOf.get(m) ?? '');
  for (const [name, rows] of files) {
    const report = reports[name];
    if (report) report.kept = rows.length;
  }
  for (const m of old) bump(reports[fileOf.get(m) ?? '']?.dropped ?? {}, 'old_build');
  return {
    files,
    sources: usedSources(sources, kept),
    report: {
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
    },
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
