import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// `npm run check:package`: packs the package, installs the tarball in an empty folder and runs it there as a stranger would.
// More than the mebibyte that Node reads unless told otherwise: without a budget the document is larger.
const DOCUMENT_BYTES = 2 ** 24;
const folder = mkdtempSync(join(tmpdir(), 'advise-package-'));
try {
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const packed = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], resolve('.')),
  ) as unknown;
  const report = (Array.isArray(packed) ? packed[0] : Object.values(packed as object)[0]) as {
    filename: string;
    size: number;
    files: { path: string }[];
  };
  const strange = report.files
    .map((f) => f.path)
    .filter((p) => !/^(bin|dist|data)\/|^(package\.json|README\.md|LICENSE)$/.test(p));
  if (strange.length > 0) throw new Error(`the package contains ${strange.join(', ')}`);
  for (const needed of [
    'bin/advise.js',
    'dist/cli.js',
    'dist/catalog.json',
    'dist/catalog.hot.txt',
    'dist/catalog.cold.txt',
    'dist/index.js',
    'dist/bundled-licences.txt',
    'README.md',
    'LICENSE',
  ])
    if (!report.files.some((f) => f.path === needed)) throw new Error(`the package lacks ${needed}`);

  const home = join(folder, 'elsewhere');
  execFileSync('mkdir', [home]);
  npm(['init', '-y'], home);
  npm(['install', '--no-audit', '--no-fund', join(folder, report.filename)], home);
  const advise = (...args: string[]) =>
    spawnSync(join(home, 'node_modules/.bin/advise'), args, {
      cwd: home,
      encoding: 'utf8',
      maxBuffer: DOCUMENT_BYTES,
    });
  const version = advise('--version');
  const expected = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
  if (version.stdout.trim() !== expected)
    throw new Error(`installed: --version says "${version.stdout}${version.stderr}"`);
  const answer = advise('--workload', 'chat', '--budget', '4000', '--json', '--no-input');
  const document = JSON.parse(answer.stdout) as { kind: string; ranked: { system: { name: string } }[] };
  if (answer.status !== 0 || document.kind !== 'recommendation' || !document.ranked[0])
    throw new Error(`installed: exit ${answer.status}, ${answer.stdout.slice(0, 200)}`);
  const page = advise('--workload', 'chat', '--budget', '4000', '--format', 'html').stdout;
  const charts = page.match(/<figure /g)?.length ?? 0;
  if (charts < 5) throw new Error(`installed: the page has ${charts} charts`);

  const program = join(home, 'library.mjs');
  copyFileSync('test/example/library.mjs', program);
  const library = spawnSync(process.execPath, [program], { cwd: home, encoding: 'utf8' });
  if (library.status !== 0 || library.stdout.trim().split('\n').length !== 4)
    throw new Error(`installed: the example program says ${library.stdout}${library.stderr}`);
  const strict = '--noEmit --allowJs --checkJs --strict --module nodenext --target es2023 --lib es2023,dom';
  const typed = spawnSync(
    process.execPath,
    [resolve('node_modules/typescript/bin/tsc'), ...strict.split(' '), program],
    { cwd: home, encoding: 'utf8' },
  );
  if (typed.status !== 0) throw new Error(`installed: the types say ${typed.stdout}`);
  process.stdout.write(
    `package: ${report.files.length} files, ${(report.size / 1e6).toFixed(2)} MB packed; installed elsewhere it recommends ${document.ranked[0].system.name}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
