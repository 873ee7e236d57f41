import { parseAnswers } from '../../answers/parse-answers.ts';
import type { NamedText } from '../../catalog/files/raw-file.ts';
import { readTable } from '../../catalog/files/replay-table.ts';
import { packageVersion } from '../../package/version.ts';
import { recommend } from '../../recommend/recommend.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError, DataError } from '../../schema/errors.ts';
import type { VerdictEvaluation, VerdictPrediction } from '../../schema/evaluation.ts';
import { type VerdictCase, verdictCaseSchema } from '../../schema/verdict-case.ts';
import type { Io } from '../io/io.ts';
import { caseFlags } from './case-flags.ts';
import { counts } from './evaluation.ts';
import { OPTIONAL_COLUMNS } from './optional-columns.ts';
import { judgeCase } from './verdict.ts';

interface Judged {
  readonly record: Readonly<Record<string, string>>;
  readonly workload: string;
  readonly weight: number;
  readonly verdict: VerdictPrediction | null;
  /** Code of the error the case ended with. */
  readonly error: string | null;
}

/** Replays a verdict file: each case is the command line it holds, parsed and answered as on its day. */
export async function evaluateVerdicts(
  file: NamedText,
  catalog: Catalog,
  io: Io,
): Promise<VerdictEvaluation> {
  const rows = readTable(file, verdictCaseSchema, OPTIONAL_COLUMNS.verdicts);
  const problems = rows.flatMap(({ row }, i) => badCase(row, file.name, i + 2));
  if (problems.length > 0) throw new DataError(problems, 'Fix the cases named.');
  const judged: Judged[] = [];
  for (const { row, record } of rows) judged.push({ record, ...(await replay(row, catalog, io)) });
  return report(judged);
}

/** The first workload among arguments that need not parse, '' when none is named: failures are counted under it. */
function statedWorkload(args: readonly string[]): string {
  for (const [i, arg] of args.entries()) {
    const flag = /^(?:--workload(?:=|$)|-w)(.*)$/.exec(arg);
    if (flag) return (flag[1] || args[i + 1] || '').split(/[=,]/)[0] ?? '';
  }
  return '';
}

async function replay(c: VerdictCase, catalog: Catalog, io: Io): Promise<Omit<Judged, 'record'>> {
  const args = argsOf(c) ?? [];
  const stated = statedWorkload(args);
  try {
    const answers = parseAnswers(await caseFlags(args, io), catalog);
    const document = recommend(answers, catalog, { asOf: c.as_of, seed: 1, version: packageVersion() });
    const workload = answers.workloads[0]?.id ?? stated;
    return { workload, weight: c.weight, verdict: judgeCase(c, document), error: null };
  } catch (error) {
    if (!(error instanceof AdviseError)) throw error;
    return { workload: stated, weight: c.weight, verdict: null, error: error.code };
  }
}

function argsOf(c: VerdictCase): string[] | null {
  try {
    const args: unknown = JSON.parse(c.args);
    return Array.isArray(args) && args.every((a) => typeof a === 'string') ? args : null;
  } catch {
    return null;
  }
}

/** What the schema cannot see: arguments that are no list, patterns that are no regular expression. */
function badCase(c: VerdictCase, file: string, line: number) {
  const at = (path: string, message: string, hint: string) => ({
    file,
    line,
    column: 1,
    path,
    message,
    hint,
  });
  const patterns = (['accept_regex', 'also_ok_regex', 'reject_regex'] as const).flatMap((column) => {
    try {
      new RegExp(c[column], 'i');
      return [];
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unreadable';
      return [at(column, `case ${c.case_id}: ${why}`, 'Write a JavaScript regular expression.')];
    }
  });
  if (argsOf(c) !== null) return patterns;
  const hint = 'For instance ["--workload","chat","--budget","4000"].';
  return [at('args', `case ${c.case_id}: not a JSON array of strings`, hint), ...patterns];
}

function report(judged: readonly Judged[]): VerdictEvaluation {
  const passed = (j: Judged) => j.verdict?.accepted === true;
  const agreement = (list: readonly Judged[]) => {
    const total = list.reduce((s, j) => s + j.weight, 0);
    return total === 0 ? 0 : list.filter(passed).reduce((s, j) => s + j.weight, 0) / total;
  };
  const rejected = (list: readonly Judged[]) => list.filter((j) => j.verdict?.rejected === true).length;
  const errors = judged.flatMap(({ error }) => error ?? []);
  const workloads = [...new Set(judged.map((j) => j.workload))].sort();
  return {
    schema_version: 1,
    kind: 'evaluation',
    subject: 'verdicts',
    rows_total: judged.length,
    predicted: judged.length - errors.length,
    skipped: counts(errors),
    agreement: agreement(judged),
    rejected_picks: rejected(judged),
    groups: Object.fromEntries(
      workloads.map((w) => {
        const list = judged.filter((j) => j.workload === w);
        return [w, { n: list.length, agreement: agreement(list), rejected_picks: rejected(list) }];
      }),
    ),
    rows: judged.map((j) => ({ row: { ...j.record }, prediction: j.verdict, skipped: j.error })),
  };
}
