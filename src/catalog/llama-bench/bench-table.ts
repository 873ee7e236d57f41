import { type DataProblem, lineFault } from '../../schema/errors.ts';
import { bytesFromGib, bytesFromMib } from '../../units/units.ts';
import type { TextRecord } from '../files/csv-records.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { BenchRecords } from './bench-record.ts';

/** Column titles of the Markdown table and the fields they stand for (llama-bench shortens some). */
const FIELD_OF: Readonly<Record<string, string>> = {
  model: 'model_type',
  backend: 'backends',
  ngl: 'n_gpu_layers',
  threads: 'n_threads',
  sm: 'split_mode',
  mg: 'main_gpu',
  nkvo: 'no_kv_offload',
  fa: 'flash_attn',
  dev: 'devices',
  ts: 'tensor_split',
  ot: 'tensor_buft_overrides',
  ncmoe: 'n_cpu_moe',
  embd: 'embeddings',
};

/** Lines of ggml's log that name a machine: CUDA and ROCm, Vulkan, Metal, SYCL. */
const MACHINE_LINES: readonly RegExp[] = [
  /^\s*Device \d+: ([^,]+),/,
  /^ggml_vulkan: \d+ = (.+?)\s*(?:\(|\|)/,
  /^ggml_metal\w*init: (?:found device|GPU name):\s+(?:MTL\d+ \()?(.+?)\)?\s*$/,
  /^\|\s*\d+\|\s*\[\w+:gpu:\d+\]\|\s*([^|]+?)\s*\|/,
];

/** The Markdown tables of a file, with whatever log or prose stands around them. */
export function readBenchTable(file: RawFile): BenchRecords {
  const problems: DataProblem[] = [];
  const records: TextRecord[] = [];
  const machines: string[] = [];
  let titles: string[] | null = null;
  let build: string | null = null;
  for (const [i, line] of file.text.split(/\r?\n/).entries()) {
    const machine = MACHINE_LINES.map((p) => p.exec(line)?.[1]).find((name) => name !== undefined);
    if (machine) machines.push(machine);
    const built = /^build: (\w+) \((\d+)\)/.exec(line);
    if (built) build = `b${built[2]} (${built[1]})`;
    if (!line.trimStart().startsWith('|')) {
      if (line.trim() !== '') titles = null;
      continue;
    }
    const cells = cellsOf(line);
    if (cells[0] === 'model' && cells.at(-1) === 't/s') titles = cells;
    else if (titles && !cells.every((cell) => /^:?-+:?$/.test(cell))) {
      const row = fitted(cells, titles);
      if (row) records.push(recordOf(titles, row, line, i + 1));
      else
        problems.push(
          lineFault(file.shown, i + 1, `has ${cells.length} cells under a header of ${titles.length}`),
        );
    }
  }
  return { records, problems, machines, build };
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

/** Patterns of overridden tensors may hold the very sign that separates cells. */
function fitted(cells: readonly string[], titles: readonly string[]): string[] | null {
  const extra = cells.length - titles.length;
  if (extra === 0) return [...cells];
  const at = titles.indexOf('ot');
  if (extra < 0 || at < 0) return null;
  return [...cells.slice(0, at), cells.slice(at, at + extra + 1).join('|'), ...cells.slice(at + extra + 1)];
}

function recordOf(
  titles: readonly string[],
  cells: readonly string[],
  text: string,
  line: number,
): TextRecord {
  const fields: Record<string, string> = {};
  for (const [i, title] of titles.entries()) fields[FIELD_OF[title] ?? title] = cells[i] ?? '';
  return {
    line,
    columnOf: (field) => {
      const at = titles.findIndex((title) => (FIELD_OF[title] ?? title) === field);
      return Math.max(1, text.indexOf(cells[at] ?? '', at) + 1);
    },
    fields: { ...fields, ...testOf(fields['test'] ?? ''), ...rateOf(fields['t/s'] ?? ''), ...sizeOf(fields) },
  };
}

/** "pp512", "tg 128 @ d4096", "pp512+tg128". */
function testOf(cell: string): Record<string, string> {
  const found = /^(?:pp\s*(\d+))?\s*\+?\s*(?:tg\s*(\d+))?\s*(?:@\s*d\s*(\d+))?$/.exec(cell);
  if (!found || (found[1] === undefined && found[2] === undefined)) return {};
  return { n_prompt: found[1] ?? '0', n_gen: found[2] ?? '0', n_depth: found[3] ?? '0' };
}

/** "132.19 ± 0.55", also where the sign was lost between encodings. */
function rateOf(cell: string): Record<string, string> {
  const found = /^(\d+(?:\.\d+)?)(?:[^\d.]+(\d+(?:\.\d+)?))?$/.exec(cell);
  return found ? { avg_ts: found[1] ?? '', ...(found[2] ? { stddev_ts: found[2] } : {}) } : {};
}

/** "3.56 GiB" or "608.16 MiB" as bytes. */
function sizeOf(fields: Readonly<Record<string, string>>): Record<string, string> {
  const found = /^(\d+(?:\.\d+)?) (G|M)iB$/.exec(fields['size'] ?? '');
  if (!found) return {};
  return {
    model_size: String(Math.round((found[2] === 'G' ? bytesFromGib : bytesFromMib)(Number(found[1])))),
  };
}
