import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { estimateOne } from '../../src/recommend/estimate/estimate-one.ts';
import { estimateTarget } from '../../src/recommend/estimate/target.ts';

const catalog = builtInCatalog();
const file = fileURLToPath(new URL('joined-macs.csv', import.meta.url));
const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Record<
  'system' | 'model' | 'quant' | 'tok_s',
  string
>[];

describe('Macs joined by Thunderbolt with RDMA, against what a reviewer measured', () => {
  const judged = rows.map((row) => {
    const target = estimateTarget('system', row.system, 1, catalog);
    const model = catalog.models[row.model];
    const quant = catalog.quants[row.quant];
    if (!target || !model || !quant) throw new Error(`${row.system} ${row.model} is not in the catalogue`);
    const open = { backend: null, split: null, depth: 0, prompt_tokens: 512, users: 1, modelOnly: true };
    const document = estimateOne({ target, model, quant, engine: 'mlx', ...open }, catalog);
    return { row, document, ratio: (document?.decode_tok_s?.value ?? 0) / Number(row.tok_s) };
  });
  it('share every layer where nothing is said', () => {
    for (const { document } of judged) expect(document?.split).toBe('tensor');
  });
  it('err by a third at the median, on the fast side', () => {
    const ratios = judged.map((j) => j.ratio).sort((a, b) => a - b);
    const median = ((ratios[1] ?? 0) + (ratios[2] ?? 0)) / 2;
    expect(median).toBeGreaterThan(0.75);
    expect(median).toBeLessThan(1.35);
  });
});
