import { type DataProblem, lineFault } from '../../schema/errors.ts';
import type { TextRecord } from '../files/csv-records.ts';
import { breakingPoint, elementLines, placeOf } from '../files/json-places.ts';
import type { RawFile } from '../files/raw-file.ts';
import { type BenchRecords, bare } from './bench-record.ts';

/** The array of `-o json`. A run that was interrupted lacks its end: what was measured until then still counts. */
export function readBenchJson(file: RawFile): BenchRecords {
  const value = parsed(file.text) ?? parsed(`${file.text.replace(/,\s*$/, '')}]`);
  if (!Array.isArray(value)) return bare({ records: [], problems: [unreadable(file)] });
  const lines = elementLines(file.text);
  return records(
    file,
    value.map((item, i) => ({ item, line: lines[i] ?? 1 })),
  );
}

/** `-o jsonl`: one object per line; other lines (a log) are passed over. */
export function readBenchJsonl(file: RawFile): BenchRecords {
  const problems: DataProblem[] = [];
  const items: { item: unknown; line: number }[] = [];
  const oneObject = parsed(file.text);
  if (oneObject !== undefined) return records(file, [{ item: oneObject, line: 1 }]);
  for (const [i, line] of file.text.split(/\r?\n/).entries()) {
    if (!line.trimStart().startsWith('{')) continue;
    const item = parsed(line);
    if (item !== undefined) items.push({ item, line: i + 1 });
    else problems.push(lineFault(file.shown, i + 1, 'is no complete JSON object'));
  }
  const read = records(file, items);
  return { ...read, problems: [...problems, ...read.problems] };
}

function records(file: RawFile, items: readonly { item: unknown; line: number }[]): BenchRecords {
  const problems: DataProblem[] = [];
  const list: TextRecord[] = [];
  for (const { item, line } of items) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      problems.push(lineFault(file.shown, line, 'is no object with the fields of a test'));
      continue;
    }
    const fields = Object.fromEntries(
      Object.entries(item)
        .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
        .map(([key, value]) => [key, value === true ? '1' : value === false ? '0' : String(value)]),
    );
    list.push({ line, columnOf: () => 1, fields });
  }
  return bare({ records: list, problems });
}

/** The value of JSON text; undefined, which JSON has not, for anything else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreadable = (file: RawFile): DataProblem => ({
  file: file.shown,
  ...placeOf(file.text, breakingPoint(file.text)),
  path: '',
  message: 'is not JSON from here on',
  hint: 'Was the run interrupted? llama-bench -o jsonl keeps every finished test.',
});
