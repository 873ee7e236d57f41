import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../fixtures/folder-with.ts';
import { spied } from './spied.ts';

describe('no network, no other program, no file that nobody named', { timeout: 60_000 }, () => {
  it.each([
    ['--version'],
    ['--help'],
    ['-w chat --json --no-input'],
    ['-w chat --no-input --format table'],
    ['-w image --no-input --format html'],
    ['explain dgx-spark -w chat --json'],
    ['compare dgx-spark bosgame-m5-128gb -w chat --json'],
    ['fit gpt-oss-120b --json'],
    ['estimate --on dgx-spark --model gpt-oss-120b --json'],
    ['list offers --json'],
    ['show dgx-spark --json'],
    ['data check test/data/overlays/good'],
    ['schema recommendation'],
    ['completion bash'],
    ['-w chat --json --data test/data/overlays/good'],
  ])('advise %s', (line) => {
    const run = spied(line.split(' '));
    expect(run.refused).toEqual([]);
    expect(`${run.stdout}${run.stderr}`).not.toContain('is forbidden here');
    expect([0, 1, 2]).toContain(run.status);
    expect(run.stdout.length + run.stderr.length).toBeGreaterThan(0);
  });

  it('writes the file that --output names, and only that', () => {
    const file = join(folderWith(), 'answer.json');
    const run = spied(['-w', 'chat', '--no-input', '--json', '-o', file], file);
    expect(run.refused).toEqual([]);
    expect(JSON.parse(readFileSync(file, 'utf8')).kind).toBe('recommendation');
  });

  it('would notice: writing elsewhere is refused by the spy', () => {
    const run = spied(['-w', 'chat', '--no-input', '--json', '-o', '/tmp/advise-nobody-named-this.json']);
    expect(run.refused.length).toBeGreaterThan(0);
    expect(run.status).toBe(2);
  });
});
