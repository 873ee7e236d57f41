import type { DataProblem } from '../../schema/errors.ts';
import type { RawFile } from '../raw-file.ts';
import { type BenchRecord, type BenchRecords, nothingRead } from './bench-record.ts';

/** The array of `-o json`. A run that was interrupted lacks its end: what was measured until then still counts. */
export function readBenchJson(file: RawFile): BenchRecords {
  const text = file.text.replace(/^\ufeff/, '');
  const whole = parsed(text);
  const value = whole.ok ? whole.value : parsed(`${text.replace(/,\s*$/, '')}]`).value;
  if (!Array.isArray(value)) return nothingRead([unreadable(file, text, whole.error)]);
  const starts = [...text.matchAll(/^\s*\{/gm)].map((m) => lineAt(text, m.index + m[0].length));
  return records(
    file,
    value.map((item, i) => ({ item, line: starts[i] ?? 1 })),
  );
}

/** `-o jsonl`: one object per line; other lines (a log) are passed over. */
export function readBenchJsonl(file: RawFile): BenchRecords {
  const problems: DataProblem[] = [];
  const items: { item: unknown; line: number }[] = [];
  const lines = file.text.replace(/^\ufeff/, '').split(/\r?\n/);
  const oneObject = parsed(file.text);
  if (oneObject.ok) return records(file, [{ item: oneObject.value, line: 1 }]);
  for (const [i, line] of lines.entries()) {
    if (!line.trimStart().startsWith('{')) continue;
    const { ok, value } = parsed(line);
    if (ok) items.push({ item: value, line: i + 1 });
    else problems.push(complaint(file, i + 1, 1, '', 'is no complete JSON object'));
  }
  const read = records(file, items);
  return { ...read, problems: [...problems, ...read.problems] };
}

function records(file: RawFile, items: readonly { item: unknown; line: number }[]): BenchRecords {
  const problems: DataProblem[] = [];
  const list: BenchRecord[] = [];
  for (const { item, line } of items) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      problems.push(complaint(file, line, 1, '', 'is no object with the fields of a test'));
      continue;
    }
    const fields = Object.fromEntries(
      Object.entries(item)
        .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
        .map(([key, value]) => [key, value === true ? '1' : value === false ? '0' : String(value)]),
    );
    list.push({ line, columnOf: () => 1, fields });
  }
  return { records: list, problems, machines: [], build: null };
}

function parsed(text: string): { ok: boolean; value?: unknown; error?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, error };
  }
}

const complaint = (
  { shown }: RawFile,
  line: number,
  column: number,
  path: string,
  message: string,
): DataProblem => ({ file: shown, line, column, path, message });

/** Where JSON breaks off, from the position that the parser names. */
function unreadable(file: RawFile, text: string, error: unknown): DataProblem {
  const said = error instanceof Error ? error.message : '';
  const position = Number(/position (\d+)/.exec(said)?.[1] ?? text.length);
  const before = text.slice(0, position);
  return {
    file: file.shown,
    line: lineAt(text, position),
    column: position - before.lastIndexOf('\n'),
    path: '',
    message: 'is not JSON from here on',
    hint: 'Was the run interrupted? llama-bench -o jsonl keeps every finished test.',
  };
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;
