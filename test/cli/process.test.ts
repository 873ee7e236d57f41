import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/cli/topics.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { asJson } from '../fixtures/llama-bench/runs.ts';
import { SPEEDS_ROWS, speedsCsv } from '../fixtures/replay/tables.ts';

/** The program as a process of its own: streams that close early, read slowly or refuse, and no stack anywhere. */
const folder = resolve('node_modules/.cache/process-test');
const bundle = join(folder, 'dist', 'cli.js');
const entry = join(folder, 'bin', 'advise.js');

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  await build({
    entryPoints: ['src/cli/run.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'error',
  });
  copyFileSync('dist/catalog.json', join(folder, 'dist', 'catalog.json'));
  copyFileSync('package.json', join(folder, 'package.json'));
  copyFileSync('bin/advise.js', entry);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = (script: string, cwd = process.cwd()) =>
  spawnSync(
    'bash',
    ['-c', `set -o pipefail; advise() { '${process.execPath}' '${entry}' "$@"; }; ${script}`],
    {
      encoding: 'utf8',
      cwd,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
      maxBuffer: 1e8,
    },
  );
const noStack = (text: string) => expect(text).not.toMatch(/\n\s+at .*\(?.*:\d+:\d+\)?|node:internal/);

describe('as a process', { timeout: 60_000 }, () => {
  it('ends quietly when the reader leaves early', () => {
    for (const format of ['plain', 'json']) {
      const run = shell(`advise -w chat --format ${format} --no-input | head -n 1`);
      expect(run.stderr).toBe('');
      expect(run.stdout.split('\n').length).toBe(2);
      expect(run.status).toBe(0);
    }
  });

  it('reads what is piped in, however late it comes', () => {
    const file = join(folder, 'late.json');
    writeFileSync(file, asJson());
    const run = shell(`(sleep 1; cat '${file}') | advise measure - --json`);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ kind: 'measure', file: 'stdin' });
  });

  it('gives a slow reader every byte', async () => {
    const child = spawn(process.execPath, [entry, '-w', 'chat', '--json', '--no-input']);
    let text = '';
    child.stdout.setEncoding('utf8');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.length < 300_000) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(text.length).toBeGreaterThan(65_536);
    expect(JSON.parse(text).kind).toBe('recommendation');
  });

  it('says so when the disk is full', () => {
    const run = shell('advise -w chat --no-input > /dev/full');
    expect(run.stderr).toBe('advise: cannot write the result: the disk is full\n');
    expect(run.status).toBe(2);
  });

  it.each([
    ['closed stdout', 'advise -w chat --no-input >&-', 0],
    ['closed stderr', 'advise -w chta 2>&-', 2],
    ['closed stdin', 'advise <&-', 2],
    ['empty stdin', 'advise </dev/null', 2],
    ['a folder as data', 'advise -w chat --data /dev/null', 2],
    ['an output folder that does not exist', 'advise -w chat -o /nope/x.json --no-input', 2],
    ['a folder as output', 'advise -w chat -o / --no-input', 2],
    ['a file nobody wrote', 'advise evaluate speeds /nope.csv', 2],
    ['a folder as a file', 'advise evaluate speeds /', 2],
    ['a file that never ends', 'advise evaluate speeds /dev/zero', 2],
  ])('%s: no stack', (_, script, status) => {
    const run = shell(script);
    noStack(run.stderr);
    expect(run.status).toBe(status);
  });

  it('says where it wrote without what would move the cursor', () => {
    const run = shell(`cd '${folder}' && advise -w chat --no-input -o $'a\\e[31mb.json'`);
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('Written to a?[31mb.json\n');
  });

  it('reads an empty device as an empty file', () => {
    expect(shell('advise evaluate speeds /dev/null').stderr).not.toContain('cannot read');
    expect(shell('advise evaluate speeds /dev/zero').stderr).toContain('it does not end');
  });

  it('writes files whole', () => {
    const out = join(folder, 'answer.html');
    const run = shell(`advise -w chat --no-input -o '${out}'`);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('Written to');
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  it('prints the stack of a fault only under --debug', () => {
    const bad = join(folder, 'dist', 'catalog.json');
    const good = readFileSync(bad, 'utf8');
    try {
      writeFileSync(bad, '{"systems": {}}');
      const run = shell('advise -w chat --no-input');
      expect(run.stderr).toContain('this is a bug');
      noStack(run.stderr);
      expect(run.status).toBe(2);
      expect(shell('advise -w chat --no-input --debug').stderr).toMatch(/\n\s+at /);
      rmSync(bad);
      expect(shell('advise -w chat --no-input').stderr).toMatch(/catalogue is missing/);
    } finally {
      writeFileSync(bad, good);
    }
  });

  it('is told to be built when it is not', () => {
    const away = `${bundle}.away`;
    const run = shell(
      `mv '${bundle}' '${away}'; advise --help; code=$?; mv '${away}' '${bundle}'; exit $code`,
    );
    expect(run.stderr).toBe('advise is not built yet: run "npm run build" in its folder.\n');
    expect(run.status).toBe(2);
  });
});

describe('a model file that cannot be', () => {
  it.each([
    ['below a file', './package.json/x.gguf', 'a file stands where a folder should be'],
    ['with a name too long for the disk', `./${'x'.repeat(300)}.gguf`, 'the name is too long'],
  ])('%s is a fault of the path', (_, path, why) => {
    const { status, stderr } = shell(`advise -w chat -m '${path}' --no-input`);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain('bug');
  });
});

/** Lines of a page that are commands; placeholders in capitals and dots are forms to fill in. */
const commandsOf = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => /^ {2,4}((?:advise|mkdir) .*?)(?: {2,}\w.*)?$/.exec(line)?.[1] ?? [])
    .filter((command) => !/\b[A-Z]{2,}\b|\.\.\./.test(command));

describe('what the help topics print', { timeout: 120_000 }, () => {
  const files = { 'run.json': asJson(), 'my-runs.csv': speedsCsv(SPEEDS_ROWS.decode) };
  const fresh = folderWith(files, afterAll);

  it.each(Object.entries(TOPICS))('runs as written in a fresh folder: %s', async (_, { load }) => {
    const commands = commandsOf((await load()).text);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const run = shell(command, fresh);
      expect(run.stderr.replace(/^Written to .*\n/, ''), command).toBe('');
      expect(run.status, command).toBe(0);
    }
  });

  it('ends with your machine in the ranking', () => {
    const last = shell('advise explain my-box -w chat --data mine --price my-box=3000', fresh);
    expect(last.stdout).toMatch(/^my-box: rank \d+ of \d+/);
  });
});
