import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { RECOMMEND_OPTIONS } from '../../src/cli/options/options.ts';
import { advise } from '../cli/world.ts';
import { runs } from '../laws/runs.ts';
import { HARMFUL } from './harmful.ts';

vi.setConfig({ testTimeout: 60_000 * Math.max(1, runs(1) / 20) });

/** What somebody may type by mistake or in malice. */
const words = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '-',
      '--',
      '0',
      '-0',
      '-1',
      '1e309',
      'NaN',
      'Infinity',
      '0x10',
      '1_000',
      '1,5',
      '1.5.5',
      '9'.repeat(400),
      `${'1'.repeat(20_000)} RTX`,
      'rtx '.repeat(3_000),
    ],
    ...[
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
      'true',
      '=',
      '==',
      'a=b=c',
      'chat=-1',
      'chat=0',
      'chat=1e309',
    ],
    ...[
      '\u001b[2J',
      '\u009b31m',
      '\u202eabc',
      '\u0000',
      '\r\n',
      '\ufeff',
      '\ud800',
      '💥',
      'x'.repeat(10_000),
      '../../etc/passwd',
    ],
    ...[
      '/dev/full',
      '/',
      'dgx-spark=',
      '=5',
      'dgx-spark=-5',
      '2026-02-30',
      '0000-00-00',
      '9999-12-31',
      '$(id)',
      '`id`',
      '%s%n',
      "'",
      '"',
    ],
    ...[
      'chat',
      'image',
      'q4_k_m',
      'gpt-oss-120b',
      'linux',
      '1',
      '4000',
      'json',
      'hf:',
      'hf:../x',
      './no.gguf',
      'rtx-3090',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const flags = RECOMMEND_OPTIONS.flatMap((o) => o.flags.split(/[ ,|]+/).filter((f) => f.startsWith('-')));
const places = [
  'recommend',
  'explain',
  'compare',
  'fit',
  'estimate',
  'evaluate',
  'list',
  'show',
  'data',
  'schema',
  'completion',
  'help',
  'version',
];

/** Any line ends with one of our exit codes and says why, in words that harm no terminal. */
async function survives(line: readonly string[], tty = false): Promise<void> {
  const run = await advise(line, { tty, columns: 20, env: { TERM: 'dumb' } });
  const said = `${run.stdout}${run.stderr}`;
  expect([0, 1, 2]).toContain(run.code);
  expect(said).not.toContain('this is a bug');
  expect(said).not.toMatch(HARMFUL);
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/);
  if (run.code === 2) expect(said.length).toBeGreaterThan(0);
}

describe('any line of arguments', () => {
  it.each(['toString', 'constructor', '__proto__'])('help on %s is no topic of ours', async (word) => {
    await survives(['help', word]);
  });

  it('is answered or refused, never a crash: flags with odd values', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...flags), words), { maxLength: 4 }), (pairs) =>
        survives(
          ['--workload', 'finetune', '--budget', '900', ...pairs.flat()].filter(
            (w) => !/^-o$|^--output/.test(w),
          ),
        ),
      ),
      { numRuns: runs(60) },
    ));

  it('is answered or refused, never a crash: commands with odd operands', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.array(words, { maxLength: 3 }),
        fc.boolean(),
        (command, operands, json) => survives([command, ...operands, ...(json ? ['--json'] : [])]),
      ),
      { numRuns: runs(80) },
    ));

  it('is answered or refused, never a crash: anything at all', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, fc.constantFrom(...flags)), { maxLength: 5 }), (line) =>
        survives([...line.filter((w) => !/^-o$|^--output/.test(w)), '--no-input']),
      ),
      { numRuns: runs(80) },
    ));
});

describe('measurement files', () => {
  const HEADER = 'device,count,engine,backend,model,quant,phase,tokens,depth,concurrency,tok_s';
  const cells = fc.oneof(
    fc.constantFrom(
      'rtx-4090',
      '1',
      'llama.cpp',
      'cuda',
      'llama-3.1-8b',
      'q4_k_m',
      'decode',
      '128',
      '0',
      '100',
      'NaN',
      '1e309',
      '-0',
      '"',
      '\u001b[2J',
      '\u202e',
      '__proto__',
      '9'.repeat(100),
      '',
    ),
    fc.string({ maxLength: 8 }),
  );
  it('full of nonsense are counted or refused, never a crash', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('speeds', 'memory', 'finetune', 'diffusion', 'verdicts'),
        fc.oneof(
          fc.constant(HEADER),
          fc.array(cells, { maxLength: 6 }).map((c) => c.join(',')),
        ),
        fc.array(
          fc.array(cells, { maxLength: 12 }).map((c) => c.join(',')),
          { maxLength: 6 },
        ),
        fc.boolean(),
        async (kind, header, rows, json) => {
          const files = { 'x.csv': [header, ...rows].join('\n') };
          const run = await advise(['evaluate', kind, 'x.csv', ...(json ? ['--json'] : [])], { files });
          const said = `${run.stdout}${run.stderr}`;
          expect([0, 1, 2]).toContain(run.code);
          expect(said).not.toContain('this is a bug');
          expect(said).not.toMatch(HARMFUL);
        },
      ),
      { numRuns: runs(60) },
    ));
});
