import { withoutMark } from '../files/raw-file.ts';

/** The forms in which llama-bench prints (`-o`), SQL apart; null for anything else. */
export type BenchFormat = 'json' | 'jsonl' | 'csv' | 'markdown';

/** Columns that only llama-bench has together: what its files are recognised by. */
export const BENCH_FIELDS = ['model_type', 'n_prompt', 'n_gen', 'avg_ts'] as const;

/** Tells llama-bench's output from other text by its beginning, whatever the file is called. */
export function benchFormat(text: string): BenchFormat | null {
  const start = withoutMark(text).trimStart();
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return 'jsonl';
  const [header = ''] = start.split(/\r?\n/, 1);
  const columns = header.split(',').map((name) => name.trim().replace(/^"|"$/g, ''));
  if (BENCH_FIELDS.every((field) => columns.includes(field))) return 'csv';
  return TABLE_HEADER.test(text) ? 'markdown' : null;
}

/** The header row of the Markdown table: first `model`, last `test` and `t/s`. */
const TABLE_HEADER = /^\s*\|\s*model\s*\|.*\|\s*test\s*\|\s*t\/s\s*\|\s*$/m;

/** Output of tools that people mistake for llama-bench's, by what only it prints. */
const OTHER_TOOLS: readonly (readonly [RegExp, string])[] = [
  [/\|\s*PP\s*\|\s*TG\s*\|.*S_PP t\/s|"speed_pp"|"n_kv_max"/, 'llama-batched-bench or llama-sweep-bench'],
  [/\b(?:CREATE TABLE|INSERT INTO)[^\n]*\b(?:llama_bench|test)\b/i, "llama-bench's SQL (`-o sql`)"],
  [/llama-benchy|"?(?:e2e_ttft|est_ppt)"?/, 'llama-benchy'],
  [/"(?:output_throughput|total_token_throughput|mean_tpot_ms)"/, "vLLM's or SGLang's serving benchmark"],
  [/"(?:eval_count|prompt_eval_duration)"/, 'Ollama'],
  [/"(?:generation_tps|prompt_tps)"/, 'mlx-lm'],
  [/llama_perf_context_print|llama_print_timings/, "llama-cli's or llama-server's timings"],
];

/** Which other benchmark wrote this; null when nobody we know did. */
export const otherTool = (text: string): string | null =>
  OTHER_TOOLS.find(([sign]) => sign.test(text))?.[1] ?? null;
