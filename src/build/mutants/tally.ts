import { wilson } from './interval.ts';

/** What became of one mutant, as Stryker's report names it. */
type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError';

/** The part of Stryker's JSON report that is counted. */
export type Report = {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly id: string; readonly status: Status }[] }>
  >;
};

/** How many mutants of one folder ended how. */
type Tally = Record<'killed' | 'timeout' | 'survived' | 'uncovered', number>;

const COLUMN: Partial<Record<Status, keyof Tally>> = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'uncovered',
};

/** Counts the drawn mutants of each folder of `src/`; those that only run while modules load are no part of it. */
export function tally(report: Report, drawn: (id: string) => boolean): Map<string, Tally> {
  const folders = new Map<string, Tally>();
  for (const [file, { mutants }] of Object.entries(report.files)) {
    const folder = file.split('/')[1] ?? file;
    const counts = folders.get(folder) ?? { killed: 0, timeout: 0, survived: 0, uncovered: 0 };
    folders.set(folder, counts);
    for (const { id, status } of mutants) {
      const column = COLUMN[status];
      if (column !== undefined && drawn(id)) counts[column] += 1;
    }
  }
  return folders;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One line of the table: how many of the mutants were noticed, and what share that makes of all of them. */
export function tallyLine(name: string, counts: Tally): string {
  const found = counts.killed + counts.timeout;
  const all = found + counts.survived + counts.uncovered;
  const [low, high] = wilson(found, all);
  const share = all === 0 ? 'unknown' : percent(found / all);
  return (
    `${name}: ${found} of ${all} noticed, ${share} (95 % interval ${percent(low)} to ${percent(high)}): ` +
    `${counts.killed} killed, ${counts.timeout} timed out, ${counts.survived} survived, ${counts.uncovered} not covered`
  );
}

/** The counts of all folders together. */
export function total(folders: ReadonlyMap<string, Tally>): Tally {
  const sum: Tally = { killed: 0, timeout: 0, survived: 0, uncovered: 0 };
  for (const counts of folders.values())
    for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += counts[key];
  return sum;
}
