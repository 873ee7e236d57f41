import { describe, expect, it } from 'vitest';
import { spied } from './spied.ts';

const packageOf = (url: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
const own = (urls: readonly string[]) =>
  [...new Set(urls.filter((url) => url.startsWith('file:') && !packageOf(url)))].map((url) =>
    url.replace(/^.*\/(?=(?:bin|dist)\/)/, '').replace(/-[\w-]{8}\.js$/, '.js'),
  );

describe('what a run loads', { timeout: 60_000 }, () => {
  it.each([
    ['--version', ['--version'], ['start']],
    ['--help', ['--help'], ['help', 'start']],
    [
      'a recommendation',
      ['-w', 'chat', '--budget', '4000', '--json', '--no-input'],
      ['help', 'program', 'recommend', 'start'],
    ],
    ['an error', ['-w', 'chta', '--json', '--no-input'], ['help', 'program', 'recommend', 'start']],
  ])('%s: no package, and no more files of ours than these', (_, args, chunks) => {
    const run = spied(args);
    const files = own(run.loaded);
    expect(run.loaded.flatMap((url) => packageOf(url) ?? [])).toEqual([]);
    expect(files).toContain('bin/advise.js');
    expect(files).toContain('dist/cli.js');
    const known = new Set(chunks.map((name) => `dist/chunks/${name}.js`));
    expect(
      files.filter(
        (f) => !known.has(f) && !/^(?:bin\/advise|dist\/cli|dist\/chunks\/rolldown-runtime)\.js$/.test(f),
      ),
    ).toEqual([]);
  });

  it('a table for a pipe loads no prompt, no YAML and no schema library', () => {
    const run = spied(['-w', 'chat', '--no-input', '--format', 'table']);
    const packages = new Set(run.loaded.flatMap((url) => packageOf(url) ?? []));
    expect(run.status).toBe(0);
    for (const heavy of ['inquirer', 'yaml', 'zod', 'csv-parse']) expect([...packages]).not.toContain(heavy);
  });

  it('would notice: data with an overlay does load YAML', () => {
    const run = spied(['list', 'systems', '--json', '--data', 'test/data/overlays/good']);
    expect(run.loaded.flatMap((url) => packageOf(url) ?? [])).toContain('yaml');
  });
});
