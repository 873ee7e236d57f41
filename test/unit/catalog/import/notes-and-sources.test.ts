import { describe, expect, it } from 'vitest';
import { readQuirks } from '../../../../src/catalog/import/quirks.ts';
import { nameKind, resolutionCounter } from '../../../../src/catalog/import/resolution-rate.ts';
import {
  earliestDay,
  expertShareOnHost,
  firstDay,
  repeatsOf,
  settingsOf,
} from '../../../../src/catalog/import/row-notes.ts';
import { readSource } from '../../../../src/catalog/import/source-ref.ts';
import { rawMeasurementSchema } from '../../../../src/schema/raw-measurement.ts';

describe('settings in notes', () => {
  it.each([
    ['fa 1', 'fa=1'],
    ['-fa on', 'fa=on'],
    ['Flash Attention OFF', 'fa=off'],
    ['ubatch=1024', 'ub=1024'],
    ['n_ubatch 256', 'ub=256'],
    ['-ub 64', 'ub=64'],
    ['n_batch=4096', 'b=4096'],
    ['-b 2048', 'b=2048'],
    ['kv q8_0', 'kv=q8_0'],
    ['kv=q8_0/q4_0', 'kv=q8_0/q4_0'],
    ['kv cache in f16', ''],
    ['q8_0 KV', 'kv=q8_0'],
    ['FP8 KV cache', 'kv=fp8'],
    ['iq4_nl KV', 'kv=iq4_nl'],
    ['mixed KV types', ''],
    ['toolbox vulkan-radv', 'toolbox=vulkan-radv'],
    ['ROCm 7.1', 'rocm=7.1'],
    ['rocm nightly', ''],
    ['power limit 300 W', 'cap_w=300'],
    ['board power cap 220w', 'cap_w=220'],
    ['250 W cap', 'cap_w=250'],
    ['250w power limit', 'cap_w=250'],
    ['250 W at the wall', ''],
    ['threads=16', 'threads=16'],
    ['with 12 threads', 'threads=12'],
    ['n-cpu-moe 8', 'ncmoe=8'],
    ['--ncmoe 4', 'ncmoe=4'],
    ['-ngl 99', 'ngl=99'],
    ['ngl=12', 'ngl=12'],
    ['split mode row', 'split_mode=row'],
    ['aggregate_output', 'rate=aggregate_output'],
    ['prompt / ttft', 'rate=ttft'],
    ['prompt / cold ttft', 'rate=ttft'],
    ['TTFT-derived', 'rate=ttft'],
    ['derived from cold TTFT over HTTP', 'rate=ttft'],
    ['ubatch 512; fa=1', 'fa=1 ub=512'],
    [
      'toolbox rocm-6.4.4; fa=1; kernel 6.19; ubatch 2048; a nice long story',
      'fa=1 ub=2048 toolbox=rocm-6.4.4',
    ],
    ['power cap 220 W per GPU, kv=fp8', 'kv=fp8 cap_w=220'],
    ['only prose', ''],
    ['alfa 1', ''],
    ['', ''],
  ])('"%s" says "%s"', (notes, settings) => expect(settingsOf(notes)).toBe(settings));

  it.each([
    ['median of 3 runs', 3],
    ['Mean of 12 samples', 12],
    ['avg of 5 reps', 5],
    ['average of 2 builds', 2],
    ['average of 2 prompts', 1],
    ['median of 3 runs or builds, 5 to 6', 3],
    ['a single run', 1],
    ['median of 0 runs', 1],
    ['', 1],
  ])('"%s" are %i repeats', (notes, n) => expect(repeatsOf(notes)).toBe(n));

  it.each([
    ['experts on CPU: ncmoe 24 of 48 layers; Core i9-14900K', 0.5],
    ['n-cpu-moe 22 of 30', 0.733],
    ['n_cpu_moe 22 of 30', null],
    ['ncmoe 48 of 48 layers', null],
    ['ncmoe 99 of 48 layers', null],
    ['ncmoe 0 of 48 layers', null],
    ['ncmoe 24', null],
    ['experts on CPU', null],
  ])('"%s" keeps this share of the experts in host memory: %s', (notes, share) =>
    expect(expertShareOnHost(notes)).toBe(share),
  );

  it.each([
    ['2026', '2026-01-01'],
    ['2026-08', '2026-08-01'],
    [' 2026-08-17 ', '2026-08-17'],
    ['17.8.2026', null],
    ['around 2026', null],
    ['2026-08-17T10:00', null],
    ['', null],
  ])('"%s" begins on %s', (text, day) => expect(firstDay(text)).toBe(day));

  it.each([
    ['2026', ['2026-08-27'], '2026-08-27'],
    ['2026', ['2026-08', '2025-01-02'], '2026-08-01'],
    ['2026', ['2026-08-27', '2026-03'], '2026-08-27'],
    ['2026-09', ['2026-08-27'], '2026-09-01'],
    [' 2026-08 ', ['2025-03-05', '2026-08-27'], '2026-08-27'],
    ['2026-08', ['2026-09-03', undefined], '2026-08-01'],
    ['2026-08-17', ['2026-08-27'], '2026-08-17'],
    ['', ['2026-08-27'], null],
  ])('"%s" of what was released on %j begins on %s', (text, released, day) =>
    expect(earliestDay(text, released)).toBe(day),
  );
});

describe('the source of a row', () => {
  it('is a repository with the place inside', () => {
    expect(readSource(' github:Kyuz0/Amd.Toolboxes@08aa7bc:docs/results.json ')).toEqual({
      id: 'speeds-kyuz0-amd-toolboxes',
      ref: '08aa7bc:docs/results.json',
      title: 'Kyuz0/Amd.Toolboxes, benchmark files',
      url: 'https://github.com/Kyuz0/Amd.Toolboxes',
      kind: 'repository',
    });
    expect(readSource('github:a/b')?.ref).toBe('');
    expect(readSource('github:a/b@c')?.ref).toBe('c');
    expect(readSource('github:a/b:d.csv')?.ref).toBe('d.csv');
    expect(readSource('https://github.com/a/b/tree/main/docs/x.md')).toMatchObject({
      id: 'speeds-a-b',
      ref: 'docs/x.md',
    });
    expect(readSource('https://github.com/a/b/blob/main/docs/x.md')?.ref).toBe('docs/x.md');
    expect(readSource('https://github.com/a/b')).toMatchObject({
      id: 'speeds-a-b',
      ref: '',
      kind: 'repository',
    });
    expect(readSource('https://github.com/a/b/')).toMatchObject({ id: 'speeds-a-b', ref: '' });
    expect(readSource('a/b-c results.csv (GitHub)')).toEqual({
      id: 'speeds-a-b-c',
      ref: 'results.csv',
      title: 'a/b-c, benchmark files',
      url: 'https://github.com/a/b-c',
      kind: 'repository',
    });
  });

  it.each([
    ['issues', 'issue'],
    ['pull', 'pull request'],
    ['discussions', 'discussion'],
  ])('is a thread of its own: %s', (kind, word) => {
    expect(readSource(`https://github.com/a/b/${kind}/42#c1 (via github:s/w@2:d.jsonl)`)).toEqual({
      id: 'speeds-a-b-42',
      ref: 'github:s/w@2:d.jsonl',
      title: `a/b, ${word} 42`,
      url: `https://github.com/a/b/${kind}/42`,
      kind: 'forum',
    });
  });

  it('is a page, or a name', () => {
    expect(readSource('https://www.example.org/2025/cluster.html/')).toEqual({
      id: 'speeds-example-org-2025-cluster',
      ref: '',
      title: 'example.org/2025/cluster.html',
      url: 'https://www.example.org/2025/cluster.html/',
      kind: 'review',
    });
    expect(readSource('http://example.org/a.html (via x github:s/w)')).toMatchObject({
      id: 'speeds-example-org-a',
      ref: 'github:s/w',
      title: 'example.org/a.html',
      url: 'http://example.org/a.html',
    });
    expect(readSource('https://example.org/a.htm')?.id).toBe('speeds-example-org-a');
    expect(readSource('https://forum.org/discussions/7')?.kind).toBe('forum');
    expect(readSource('Some Notes (2025), index id 42')).toEqual({
      id: 'speeds-some-notes-2025',
      ref: '',
      title: 'Some Notes (2025)',
      kind: 'review',
    });
    expect(readSource('Some files of X (GitHub)')?.title).toBe('Some files of X');
  });

  it('is nothing where nobody can look', () => {
    for (const text of ['', '  ', 'file (repository not shown)', 'repository not named'])
      expect(readSource(text)).toBeNull();
  });
});

describe('how far names were understood', () => {
  const row = (over: object = {}) =>
    rawMeasurementSchema.parse({ device: 'd', model: 'm', quant: 'Q4', phase: 'decode', tok_s: 1, ...over });
  const counted = (...rows: (readonly [object, ReturnType<typeof nameKind>])[]) => {
    const counter = resolutionCounter();
    for (const [over, failedAt] of rows) counter.see(row(over), failedAt);
    return counter.result();
  };

  it('is counted in order: device, then model, then format', () => {
    expect(counted([{}, null], [{}, 'devices'], [{}, 'models'], [{}, 'quants'])).toEqual({
      devices: { named: 4, share: 0.75 },
      models: { named: 3, share: 0.667 },
      quants: { named: 2, share: 0.5 },
    });
  });
  it('leaves out rows of several devices, and formats that are not stated', () => {
    const all = { named: 0, share: 1 };
    expect(counted([{ device_count: 2 }, null], [{ device: 'a + b' }, null])).toEqual({
      devices: all,
      models: all,
      quants: all,
    });
    for (const quant of ['', 'not stated', 'Not noted', 'unknown', 'default tag', 'quant not in name'])
      expect(counted([{ quant }, null])).toMatchObject({
        devices: { named: 1 },
        models: { named: 1 },
        quants: all,
      });
  });
  it('knows which name a reason is about', () => {
    expect([
      nameKind('unknown_device'),
      nameKind('unknown_model'),
      nameKind('unknown_quant'),
      nameKind('repeat'),
    ]).toEqual(['devices', 'models', 'quants', null]);
  });
});

describe('what whole sources are known for', () => {
  const read = (text: string) => readQuirks({ path: 'quirks.yaml', shown: 'quirks.yaml', text });
  const quirk = (...lines: string[]) =>
    `quirks:\n  - match: x\n${lines.map((l) => `    ${l}\n`).join('')}    because: y\n`;

  it('is one of a reason, an assumption and a remark', () => {
    expect(read(quirk('reason: speculative'))).toEqual({
      quirks: [{ match: 'x', reason: 'speculative', because: 'y' }],
      problems: [],
    });
    expect(read(quirk('assume:', '  date: 2025-01', '  quant: Q4')).quirks).toHaveLength(1);
    expect(read(quirk('remark: z', 'phase: decode', 'engine: vllm', 'above_tok_s: 3')).quirks).toHaveLength(
      1,
    );
    expect(read(quirk()).problems[0]?.message).toBe('give one of "reason", "assume" and "remark"');
    expect(read(quirk('reason: speculative', 'remark: z')).problems).toHaveLength(1);
  });
  it('is refused with its place where it is misspelt', () => {
    expect(read(quirk('reason: speculativ')).problems).toMatchObject([
      { file: 'quirks.yaml', line: 3, path: 'quirks.0.reason' },
    ]);
    expect(read(quirk('remarc: z')).problems.map((p) => p.message)).toContain('unknown key "remarc"');
    expect(read('quirks: [').problems.length).toBeGreaterThan(0);
    expect(read('quirks: [').quirks).toEqual([]);
  });
});
