import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overlayFolder } from '../../src/catalog/overlay.ts';
import { PHYSICS_CHECKS } from '../../src/checks/physics.ts';
import { fail } from '../../src/cli/exit.ts';
import { AdviseError, DataError } from '../../src/schema/errors.ts';
import { advise } from '../cli/world.ts';
import { put } from '../fixtures/folder-with.ts';
import { mini, TODAY } from '../fixtures/mini-catalog.ts';
import { runs } from '../laws/runs.ts';
import { HARMFUL } from './harmful.ts';
import { HOSTILE } from './hostile-files.ts';
import { SEEDS } from './seed-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'advise-fuzz-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lays the folder over a catalogue: it works, or every complaint says where; what is printed harms no terminal. */
function lay(): void {
  try {
    overlayFolder(mini, folder, TODAY, PHYSICS_CHECKS);
  } catch (error) {
    expect(error).toBeInstanceOf(AdviseError);
    const printed = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => {
        printed[name] += text;
      },
      isTTY: true,
      columns: 80,
    });
    const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: {} } as unknown as Parameters<
      typeof fail
    >[1];
    expect(fail(error, io, [])).toBe(2);
    expect(fail(error, io, ['--json'])).toBe(2);
    expect(printed.stderr).not.toMatch(HARMFUL);
    expect(printed.stdout).not.toMatch(HARMFUL);
    expect(JSON.parse(printed.stdout).kind).toBe('error');
    if (!(error instanceof DataError)) return;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const p of error.problems) {
      expect(p.file.startsWith(folder)).toBe(true);
      expect(Number.isInteger(p.line) && p.line >= 0 && Number.isInteger(p.column) && p.column >= 0).toBe(
        true,
      );
      expect(p.message.length).toBeGreaterThan(0);
      expect(p.message.length).toBeLessThan(2000);
    }
  }
}

describe('a hostile data folder', { timeout: 30_000 }, () => {
  it.each(Object.entries(HOSTILE))('%s', (_, files) => {
    put(folder, files);
    lay();
    expect(({} as Record<string, unknown>)['vendor']).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('a file of 100 MB is refused unread', () => {
    put(folder, { 'devices/a.yaml': 'name: x\n' });
    const file = openSync(join(folder, 'devices/huge.yaml'), 'w');
    ftruncateSync(file, 100_000_000);
    closeSync(file);
    expect(() => overlayFolder(mini, folder, TODAY, PHYSICS_CHECKS)).toThrow(DataError);
    lay();
  });

  it('folders, links and loops where files should be', () => {
    put(folder, { 'devices/card.yaml/inside.yaml': 'name: x\n', 'prices/p.csv/q.csv': 'x\n' });
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync('self.yaml', join(folder, 'devices', 'self.yaml'));
    symlinkSync('/nowhere/at/all.yaml', join(folder, 'devices', 'dangling.yaml'));
    symlinkSync('/dev/zero', join(folder, 'devices', 'endless.yaml'));
    lay();
  });
});

describe('good files after a few bad edits', { timeout: 120_000 * Math.max(1, runs(1) / 60) }, () => {
  const tokens = fc.constantFrom(
    ...[
      '\u0000',
      '\u001b[2J',
      '\u202e',
      '&a ',
      '*a',
      '<<: ',
      '__proto__: ',
      '- ',
      '[',
      '{',
      '"',
      "'",
      '|',
      '>',
      '? ',
      ': ',
      '#',
    ],
    ...[
      '1e309',
      '.nan',
      '-0',
      '99999999999999999999',
      '~',
      'true',
      '\r\n',
      '\n',
      '\t',
      '!!binary ',
      '---\n',
      ',',
      ',,,,',
      '\ufeff',
    ],
  );
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(12), add: tokens });
  const edited = (text: string, edits: readonly { at: number; drop: number; add: string }[]) =>
    edits.reduce((t, e) => {
      const at = Math.floor(e.at * t.length);
      return t.slice(0, at) + e.add + t.slice(at + e.drop);
    }, text);

  it.each(Object.keys(SEEDS))('%s', (path) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        rmSync(folder, { recursive: true, force: true });
        put(folder, { ...SEEDS, [path]: edited(SEEDS[path] ?? '', edits) });
        lay();
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('a name that means harm', { timeout: 120_000 }, () => {
  const evil = 'Spark \\e[31m\\x9b2J\\u202e\\a end';
  it.each([
    ['table', '-w chat --no-input --format table --top 50'],
    ['plain', '-w chat --no-input --format plain --top 50'],
    ['markdown', '-w chat --no-input --format markdown --top 50'],
    ['json', '-w chat --no-input --json'],
    ['show', 'show dgx-spark'],
    ['show --json', 'show dgx-spark --json'],
    ['list', 'list systems'],
    ['list --json', 'list systems --json'],
    ['explain', 'explain dgx-spark -w chat'],
    ['compare', 'compare dgx-spark mac-studio-m3-ultra-256gb -w chat'],
    ['fit', 'fit gpt-oss-120b'],
    ['estimate', 'estimate --on dgx-spark --model gpt-oss-120b'],
    ['completion', 'completion bash'],
  ])('reaches no screen: %s', async (_, line) => {
    put(folder, {
      'systems/dgx-spark.yaml': `name: "${evil}"\nnotes: ["${evil}"]\n`,
      'devices/gb10.yaml': `name: "${evil}"\n`,
      'sources/s.yaml': `s:\n  title: "${evil}"\n  date: 2026-01-01\n  kind: retailer\n`,
    });
    const run = await advise([...line.split(' '), '--data', folder]);
    expect(run.stdout).not.toMatch(HARMFUL);
    expect(run.stderr).not.toMatch(HARMFUL);
    expect(run.stderr).not.toContain('this is a bug');
  });
});
