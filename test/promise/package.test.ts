import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}
interface Locked {
  readonly packages: Readonly<
    Record<
      string,
      { readonly dev?: boolean; readonly optional?: boolean; readonly hasInstallScript?: boolean }
    >
  >;
}
const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifest = read<Manifest>('package.json');

describe('the package', { timeout: 60_000 }, () => {
  it('needs at most ten others', () => {
    expect(Object.keys(manifest.dependencies).length).toBeGreaterThan(0);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(10);
  });

  it('runs nothing where it is installed, and neither does what it brings', () => {
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'])
      expect(manifest.scripts).not.toHaveProperty(hook);
    const brought = Object.entries(read<Locked>('package-lock.json').packages).filter(
      ([, p]) => !p.dev && !p.optional,
    );
    expect(brought.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
    expect(brought.filter(([, p]) => p.hasInstallScript).map(([name]) => name)).toEqual([]);
  });

  it('holds the program, its data and its papers, and nothing else', () => {
    const packed = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as unknown;
    const [report] = (Array.isArray(packed) ? packed : Object.values(packed as object)) as [
      { files: { path: string }[] },
    ];
    const kinds = new Set(
      report.files.map(({ path }) =>
        path
          .replace(/^(data|dist\/types)\/.*\.(yaml|csv|json|md|d\.ts)$/, '$1/*.$2')
          .replace(/^dist\/chunks\/.*\.js$/, 'dist/chunks/*.js'),
      ),
    );
    expect([...kinds].sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'bin/advise.js',
        'data/*.csv',
        'data/*.json',
        'data/*.yaml',
        'dist/bundled-licences.txt',
        'dist/catalog.cold.txt',
        'dist/catalog.hot.txt',
        'dist/catalog.json',
        'dist/chunks/*.js',
        'dist/cli.js',
        'dist/index.js',
        'dist/types/*.d.ts',
        'package.json',
      ].sort(),
    );
  });
});
