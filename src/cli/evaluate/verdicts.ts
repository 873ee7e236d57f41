import { parseCsv } from '../../catalog/csv-file.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { recommendationSchema } from '../../schema/document.ts';
import { AdviseError, DataError } from '../../schema/errors.ts';
import { verdictCaseSchema } from '../../schema/verdict-case.ts';
import type { Io, OutStream } from '../io.ts';
import { type Judgement, judgeCase } from './verdict.ts';

export interface VerdictReport {
  readonly schema_version: 1;
  readonly kind: 'evaluation';
  readonly subject: 'verdicts';
  readonly rows_total: number;
  readonly predicted: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly agreement: number;
  readonly rejected_picks: number;
  readonly groups: Readonly<Record<string, { n: number; agreement: number; rejected_picks: number }>>;
  readonly rows: readonly {
    row: { case_id: string; args: string; why: string };
    prediction: {
      top: string | null;
      accepted: boolean;
      rejected: boolean;
      failed: readonly string[];
    } | null;
    skipped: string | null;
  }[];
}

type RunMain = (argv: readonly string[], io: Io) => Promise<number>;

/** Replays a verdict file: each case is the command line it holds, on its day, through the very program. */
export async function evaluateVerdicts(
  text: string,
  shown: string,
  io: Io,
  runMain: RunMain,
  _catalog: Catalog,
): Promise<VerdictReport> {
  const { rows, problems } = parseCsv({ path: shown, shown, text }, verdictCaseSchema);
  if (problems.length > 0) throw new DataError(problems);
  const judged: (Judgement & { args: string; why: string })[] = [];
  for (const c of rows) {
    const args = parseArgs(c.args, c.case_id);
    let printed = '';
    const quiet: OutStream = { write: () => undefined, isTTY: false, columns: undefined };
    const capture: OutStream = {
      ...quiet,
      write: (t) => {
        printed += t;
      },
    };
    await runMain(['recommend', ...args, '--as-of', c.as_of, '--json', '--no-input'], {
      ...io,
      stdout: capture,
      stderr: quiet,
    });
    const parsed = recommendationSchema.safeParse(JSON.parse(printed));
    const workload = (args[args.indexOf('--workload') + 1] ?? '').split(/[=,]/)[0] ?? '';
    const verdict = parsed.success
      ? judgeCase(c, parsed.data)
      : { passed: false, failed: ['error'], rejected_first: false, top: null };
    judged.push({
      case_id: c.case_id,
      workload,
      weight: c.weight,
      error: parsed.success ? null : printed.slice(0, 300),
      args: args.join(' '),
      why: c.why,
      ...verdict,
    });
  }
  return report(judged);
}

function parseArgs(json: string, id: string): string[] {
  try {
    const args: unknown = JSON.parse(json);
    if (Array.isArray(args) && args.every((a) => typeof a === 'string')) return args;
  } catch {
    // Falls through to the typed error below.
  }
  throw new AdviseError(
    'bad_case',
    `case ${id}: args is not a JSON array of strings`,
    'For instance ["--workload","chat","--budget","4000"].',
  );
}

function report(judged: readonly (Judgement & { args: string; why: string })[]): VerdictReport {
  const agreement = (list: readonly Judgement[]) => {
    const total = list.reduce((s, j) => s + j.weight, 0);
    return total === 0 ? 0 : list.filter((j) => j.passed).reduce((s, j) => s + j.weight, 0) / total;
  };
  const rejected = (list: readonly Judgement[]) => list.filter((j) => j.rejected_first).length;
  const workloads = [...new Set(judged.map((j) => j.workload))].sort();
  return {
    schema_version: 1,
    kind: 'evaluation',
    subject: 'verdicts',
    rows_total: judged.length,
    predicted: judged.filter((j) => j.error === null).length,
    skipped: {},
    agreement: agreement(judged),
    rejected_picks: rejected(judged),
    groups: Object.fromEntries(
      workloads.map((w) => {
        const list = judged.filter((j) => j.workload === w);
        return [w, { n: list.length, agreement: agreement(list), rejected_picks: rejected(list) }];
      }),
    ),
    rows: judged.map((j) => ({
      row: { case_id: j.case_id, args: j.args, why: j.why },
      prediction: { top: j.top, accepted: j.passed, rejected: j.rejected_first, failed: j.failed },
      skipped: j.error,
    })),
  };
}
