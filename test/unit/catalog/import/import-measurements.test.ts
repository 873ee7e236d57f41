import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../../src/catalog/files/csv-file.ts';
import { importFiles } from '../../../../src/catalog/import/import-files.ts';
import { measurementsCsv } from '../../../../src/catalog/import/measurements-csv.ts';
import { disagreement } from '../../../../src/catalog/measurements/disagreement.ts';
import { buildCells } from '../../../../src/catalog/measurements/measured-cells.ts';
import { measurementSchema } from '../../../../src/schema/measurement.ts';
import { rawMeasurementSchema } from '../../../../src/schema/raw-measurement.ts';
import { folderWith, put } from '../../../fixtures/folder-with.ts';
import { index, parts } from '../../../fixtures/names-catalogue.ts';
import { SPEEDS_HEADER } from '../../../fixtures/replay/tables.ts';

const raw = (name: string, lines: string[]) => {
  const text = [SPEEDS_HEADER, ...lines].join('\n');
  return { name, ...parseCsv({ path: `${name}.csv`, shown: `raw/${name}.csv`, text }, rawMeasurementSchema) };
};
const line = (f: {
  tok_s: number;
  date: string;
  phase?: string;
  source?: string;
  notes?: string;
  more?: string;
}) =>
  [
    `RTX 3090,1,24,,llama.cpp,b7100,cuda,Llama-3.1-8B-Instruct,Q4_K_M,4.58,${f.phase ?? 'prefill'},512,0,1,${f.tok_s},`,
    `,none,"${f.source ?? 'github:a/one@abc:x.json'}",${f.date},${f.notes ?? ''}`,
  ].join(',');

describe('raw measurement files', () => {
  it('reports each bad cell with line and column, and keeps the good rows', () => {
    const { rows, problems } = raw('bad', [
      line({ tok_s: 3000, date: '2026-05-01' }),
      line({ tok_s: 3000, date: '2026-05-01' }).replace('prefill', 'prefil'),
      line({ tok_s: -1, date: '2026-05-01' }),
    ]);
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([
      { file: 'raw/bad.csv', line: 3, column: 71, path: 'phase' },
      { file: 'raw/bad.csv', line: 4, column: 87, path: 'tok_s' },
    ]);
  });
});

describe('importFiles', () => {
  const files = [
    raw('one', [
      line({ tok_s: 1000, date: '2025-03-01' }),
      line({ tok_s: 3000, date: '2026-05-01', notes: 'fa=1; ubatch 2048' }),
      line({ tok_s: 3200, date: '2026-05-01', notes: 'median of 3 runs or builds' }),
      line({ tok_s: 120, date: '2026-05-01', phase: 'decode', notes: 'MTP n=2' }),
    ]),
    raw('two', [
      line({ tok_s: 3400, date: '2026-04-01', source: 'https://github.com/b/two/issues/7' }),
      line({ tok_s: 2000, date: '2025-01-01', source: 'https://example.org/old.html' }),
      line({ tok_s: 3300, date: '2026-05-01', source: 'public file, index id 1 (repository not shown)' }),
      line({ tok_s: 3300, date: '', source: 'https://example.org/dateless' }),
      line({ tok_s: 3300, date: '2026-05-01' }).replace('RTX 3090', 'RTX 3095'),
    ]),
  ];
  const result = importFiles(index, [], files);

  it('keeps the newest build of a source, prefers flash attention, and counts what went', () => {
    expect(result.report.files['one']).toEqual({
      read: 4,
      kept: 1,
      dropped: { old_build: 1, repeat: 1, speculative: 1 },
    });
    expect(result.files.get('one')).toMatchObject([
      { device: 'rtx-3090', model: 'llama-3.1-8b', quant: 'q4_k_m', tok_s: 3000, n: 1, date: '2026-05-01' },
    ]);
  });
  it('drops another era across sources, and rows nobody can check', () => {
    expect(result.report.files['two']).toEqual({
      read: 5,
      kept: 1,
      dropped: { old_build: 1, unknown_date: 1, unknown_device: 1, unnamed_source: 1 },
    });
    expect([...result.sources.keys()]).toEqual(['speeds-a-one', 'speeds-b-two-7']);
  });
  it('accounts for every row', () => {
    for (const { read, kept, dropped } of Object.values(result.report.files))
      expect(kept + Object.values(dropped).reduce((a, b) => a + b, 0)).toBe(read);
  });
  it('reports how far names were understood and the ones that were not', () => {
    expect(result.report.resolution.devices).toEqual({ named: 8, share: 0.875 });
    expect(result.report.unresolved.devices).toEqual({ 'RTX 3095': 1 });
  });
  it('measures disagreement between independent sources', () => {
    const kept = [...result.files.values()].flat();
    expect(disagreement(kept, 'prefill')).toEqual({ cells: 1, median_relative_difference: 0.125 });
    expect(disagreement(kept, 'decode')).toEqual({ cells: 0, median_relative_difference: null });
  });
  it('writes rows that the catalogue reads back, the same bytes in any order', () => {
    const kept = [...result.files.values()].flat();
    const text = measurementsCsv(kept);
    expect(measurementsCsv([...kept].reverse())).toBe(text);
    const again = parseCsv({ path: 'x.csv', shown: 'x.csv', text }, measurementSchema);
    expect(again.problems).toEqual([]);
    expect(again.rows).toHaveLength(kept.length);
  });
  it('drops whole sources by quirk', () => {
    const quirk = { match: '^github:a/one', reason: 'special_kernel', because: 'test' } as const;
    expect(importFiles(index, [quirk], files).report.files['one']?.dropped).toEqual({ special_kernel: 4 });
  });
  it('makes one look-up cell of two sources, with spread', () => {
    const cells = buildCells([...result.files.values()].flat());
    expect(cells['rtx-3090|1|llama-3.1-8b']).toEqual([
      expect.objectContaining({ phase: 'prefill', tokens: 512, tok_s: 3200, sources: 2, spread: 0.063 }),
    ]);
  });
});

describe('the import command', () => {
  it('writes curated files and a report, leaves other tables alone, names bad lines, and asks for missing sources', () => {
    const home = folderWith();
    const write = (path: string, text: string) => put(home, { [path]: text });
    const good = line({ tok_s: 3000, date: '2026-05-01' });
    write('raw/one.csv', [SPEEDS_HEADER, good, good.replace('prefill', 'prefil')].join('\n'));
    write('data/devices/rtx-3090.yaml', JSON.stringify(withoutId(parts.devices['rtx-3090'])));
    write(
      'data/models/llama-3.1-8b.yaml',
      JSON.stringify({
        kind: 'text',
        name: 'Llama 3.1 8B Instruct',
        family: 'Llama 3',
        params_total_b: 8.03,
        params_active_b: 8.03,
        sources: { default: ['test'] },
      }),
    );
    const quants = { q4_k_m: withoutId(parts.quants['q4_k_m']) };
    write('data/quants.yaml', JSON.stringify({ tensor_types: {}, quants }));
    write('data/engines.yaml', readFileSync('data/engines.yaml', 'utf8'));
    write('data/measurements-import/quirks.yaml', 'quirks: []\n');
    write('data/measurements/of-my-own.csv', 'as it is\n');
    write('data/measurements/one.csv', 'of the last import\n');
    const importAll = () =>
      spawnSync(
        process.execPath,
        ['src/build/run.mjs', 'src/build/import-measurements.ts', join(home, 'raw'), join(home, 'data')],
        { encoding: 'utf8' },
      );
    const run = importAll();
    const read = (path: string) => readFileSync(join(home, path), 'utf8');
    expect(run.stdout).toBe('1 rows read, 1 cells kept in 1 files\n');
    expect(run.stderr).toMatch(/one\.csv:3:71/);
    expect(run.stderr).toContain('speeds-a-one:');
    expect(run.status).toBe(1);
    expect(read('data/measurements/one.csv')).toContain(
      '\nrtx-3090,1,1,llama.cpp,b7100,cuda,llama-3.1-8b,q4_k_m,',
    );
    expect(read('data/measurements/of-my-own.csv')).toBe('as it is\n');
    expect(run.stderr).toMatch(/^1 tables of \S+ were not among these/m);
    expect(read('data/measurements-import/import-report.yaml')).toContain('kept: 1');

    const ofMore = 'files:\n  of-my-own:\n    read: 1\n';
    write('data/measurements-import/import-report.yaml', ofMore);
    expect(importAll().stderr).toMatch(/^\S+import-report\.yaml stays, too/m);
    expect(read('data/measurements-import/import-report.yaml')).toBe(ofMore);
  });
});

function withoutId(thing: object | undefined): object {
  return Object.fromEntries(Object.entries(thing ?? {}).filter(([key]) => key !== 'id'));
}
