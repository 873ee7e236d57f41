import { describe, expect, it } from 'vitest';
import { colourLevel } from '../../src/cli/io/colour.ts';
import { widthOf } from '../../src/cli/io/io.ts';
import { speaksUnicode } from '../../src/cli/io/locale.ts';
import { advise } from './world.ts';

const tty = { isTTY: true, columns: 80, write: () => undefined };
const pipe = { ...tty, isTTY: false, columns: undefined };

describe('colour', () => {
  it.each([
    ['a terminal', tty, {}, false, 1],
    ['256 colours', tty, { TERM: 'xterm-256color' }, false, 2],
    ['true colour', tty, { COLORTERM: 'truecolor' }, false, 3],
    ['a pipe', pipe, {}, false, 0],
    ['--no-color', tty, {}, true, 0],
    ['NO_COLOR', tty, { NO_COLOR: '1' }, false, 0],
    ['an empty NO_COLOR', tty, { NO_COLOR: '' }, false, 1],
    ['TERM=dumb', tty, { TERM: 'dumb' }, false, 0],
    ['FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '1' }, false, 1],
    ['FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, false, 0],
    ['NO_COLOR beats FORCE_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, 0],
  ])('%s', (_, stream, env, flag, level) => {
    expect(colourLevel(stream, env as Record<string, string>, flag)).toBe(level);
  });

  it('is never in a file', async () => {
    const run = await advise(['-w', 'chat', '--format', 'table', '-o', 'x.txt', '--no-input'], { tty: true });
    expect(run.written['x.txt']).not.toContain('\u001b');
  });
});

describe('the locale', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_GB.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, false],
    [{}, false],
  ])('%j', (env, unicode) => expect(speaksUnicode(env, 'linux')).toBe(unicode));
  it('is Unicode on Windows and macOS unless said otherwise', () => {
    expect(speaksUnicode({}, 'win32')).toBe(true);
    expect(speaksUnicode({}, 'darwin')).toBe(true);
    expect(speaksUnicode({ LC_ALL: 'C' }, 'darwin')).toBe(false);
  });
  it('reaches every printed line', async () => {
    for (const format of ['table', 'plain', 'markdown']) {
      const run = await advise(['-w', 'chat', '--format', format, '--no-input'], { env: { LANG: 'C' } });
      expect(run.stdout.match(/[^\n\x20-\x7e]/g), format).toBeNull();
    }
  });
  it.each([
    [['explain', 'dgx-spark', '-w', 'chat']],
    [['explain', '--since', '2026-06-30', '-w', 'chat']],
    [['estimate', '--on', 'rtx-3090', '-m', 'qwen3-32b', '-q', 'q4_k_m']],
    [['compare', 'dgx-spark', 'bosgame-m5', '-w', 'chat']],
    [['fit', 'gpt-oss-120b']],
    [['list', 'facts']],
    [['show', 'dgx-spark']],
  ])('and those of %j, in a pipe and on a terminal', async (args) => {
    for (const tty of [true, false]) {
      const run = await advise([...args, '--no-color'], { env: { LANG: 'C' }, tty });
      expect(run.code, run.stderr).toBe(0);
      expect(run.stdout.match(/[^\n\t\x20-\x7e]/g), String(tty)).toBeNull();
    }
  });
});

it('takes the width from COLUMNS, the terminal, or nothing at all', () => {
  expect(widthOf(tty, { COLUMNS: '132' })).toBe(132);
  expect(widthOf(tty, { COLUMNS: 'wide' })).toBe(80);
  expect(widthOf(tty, {})).toBe(80);
  expect(widthOf(pipe, {})).toBeUndefined();
  expect(widthOf({ ...tty, columns: 4 }, {})).toBe(20);
});

describe('a file to write to', { timeout: 60_000 }, () => {
  it.each([
    ['r.md', /^\*\*|^#|\| /m],
    ['r.HTML', /^<!doctype html>/],
    ['r.htm', /^<!doctype html>/],
    ['r.json', /^\{/],
    ['r.txt', /^Rank 1: /m],
    ['report', /^Rank 1: /m],
    ['../v1.2/report', /^Rank 1: /m],
  ])('%s is in the format of its name', async (path, begins) => {
    const run = await advise(['-w', 'chat', '-b', '2000', '-o', path], { tty: true });
    expect(run.written[path]).toMatch(begins);
    expect(run.stderr).toBe(`Written to ${path}\n`);
  });
  it('may have any name when the format is said', async () => {
    const run = await advise(['-w', 'chat', '-b', '2000', '-o', 'r.pdf', '--json']);
    expect(JSON.parse(run.written['r.pdf'] ?? '').kind).toBe('recommendation');
  });
});

describe('what cannot be served as asked', { timeout: 60_000 }, () => {
  it('says that a day to come has no prices yet', async () => {
    const later = await advise(['-w', 'chat', '--as-of', '2030-01-01'], { today: '2026-11-20' });
    expect(later.stderr).toContain('--as-of 2030-01-01 is later than today (2026-11-20)');
    for (const day of ['2026-11-20', '2026-06-30'])
      expect((await advise(['-w', 'chat', '--as-of', day], { today: '2026-11-20' })).stderr).toBe('');
  });
  it.each(['table', 'plain', 'markdown'])('says that %s has no details', async (format) => {
    const run = await advise(['-w', 'chat', '--details', '--format', format]);
    expect(run.stderr).toContain('--details adds nothing');
  });
  it.each(['json', 'html'])('says nothing of the kind with %s', async (format) => {
    expect((await advise(['-w', 'chat', '--details', '--format', format])).stderr).toBe('');
  });
});
