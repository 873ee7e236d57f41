import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Spied {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** URLs of the modules that were loaded, in order. */
  readonly loaded: readonly string[];
  /** What the program tried and must not: network, other programs, writing. */
  readonly refused: readonly string[];
}

/** Runs the built program under `spy.mjs`. */
export function spied(args: readonly string[], mayWrite = '', env: Record<string, string> = {}): Spied {
  const folder = mkdtempSync(join(tmpdir(), 'advise-spy-'));
  const log = join(folder, 'log');
  try {
    const run = spawnSync(
      process.execPath,
      ['--import', pathToFileURL(resolve('test/promise/spy.mjs')).href, resolve('bin/advise.js'), ...args],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'] ?? '',
          LANG: 'C.UTF-8',
          SPY_LOG: log,
          SPY_MAY_WRITE: mayWrite,
          ...env,
        },
        input: '',
        maxBuffer: 1e8,
      },
    );
    const lines = readFileSync(log, 'utf8').split('\n');
    const after = (word: string) => lines.filter((l) => l.startsWith(word)).map((l) => l.slice(word.length));
    return {
      status: run.status,
      stdout: run.stdout,
      stderr: run.stderr,
      loaded: after('loaded '),
      refused: after('refused '),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
