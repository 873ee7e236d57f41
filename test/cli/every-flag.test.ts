import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse-answers.ts';
import type { CommonFlags } from '../../src/cli/context.ts';
import { caseFlags } from '../../src/cli/evaluate/case-flags.ts';
import type { Io } from '../../src/cli/io/io.ts';
import { RECOMMEND_OPTIONS } from '../../src/cli/options/options.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { commandLine } from '../../src/recommend/command.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { advise } from './world.ts';

const catalog = builtInCatalog();
const WORK: RawAnswers = { workload: ['chat', 'finetune'] };

/** An answer to each question that is not what no answer means. A new flag needs a line here to compile. */
const SAID: { readonly [K in keyof RawAnswers]-?: NonNullable<RawAnswers[K]> } = {
  workload: ['chat=3,finetune=2'],
  model: ['gpt-oss-20b', 'gpt-oss-120b'],
  quant: 'Q4_K_M',
  context: '32k',
  promptTokens: '3000',
  outputTokens: '700',
  users: '4',
  keepFree: '6.5 GiB',
  method: 'lora',
  priority: ['quiet', 'price'],
  budget: '4,500.50',
  condition: 'any',
  form: 'mini',
  price: ['dgx-spark=5400', 'rtx-3090=650'],
  tokensPerDay: '3M',
  jobs: '2.5 a month',
  years: '4.5',
  electricity: '0.31',
  os: 'linux',
  cuda: 'preferred',
  only: ['AMD,Mac', 'laptops'],
  not: ['rtx 3090', 'macbook', 'ASUS'],
  own: ['2x RTX 3090', 'Mac mini M4 Pro 24GB'],
};

/** Words of a printed command, as a shell would hand them over, to flags as commander hands them over. */
async function flagsOf(command: string): Promise<RawAnswers & CommonFlags> {
  const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    (m) => m[1]?.replaceAll("'\\''", "'") ?? m[2] ?? '',
  );
  return caseFlags(words.slice(1), {} as Io);
}

describe('every flag that answers a question', () => {
  it.each(Object.entries(SAID))(
    '--%s changes the answers, and stands in the repeated command',
    async (key, value) => {
      const silent = parseAnswers(WORK, catalog);
      const said = parseAnswers({ ...WORK, [key]: value }, catalog);
      expect(said).not.toEqual(silent);
      const again = parseAnswers(await flagsOf(commandLine(said)), catalog);
      expect(again).toEqual(said);
    },
  );

  it('all of them together do', async () => {
    const said = parseAnswers(SAID, catalog);
    expect(parseAnswers(await flagsOf(commandLine(said)), catalog)).toEqual(said);
  });

  it('has a row of the table, once', () => {
    const rows = RECOMMEND_OPTIONS.map((o) => o.key);
    expect(new Set(rows).size).toBe(rows.length);
    for (const key of Object.keys(SAID)) expect(rows).toContain(key);
  });
});

describe('what the answer was made from', { timeout: 60_000 }, () => {
  const prices =
    'item,config,kind,amount,currency,region,observed,trust,source,note\ndgx-spark,,street,1999,USD,US,2026-06-15,ok,own-notes,\n';
  // A name that a shell would take apart.
  const folder = join(folderWith({ "it's mine/prices/mine.csv": prices }, afterAll), "it's mine");

  it.each([
    ['as a flag', ['--data', folder], {}],
    ['by the environment', [], { ADVISE_DATA: folder }],
  ])('is said again: %s', async (_, flags, env) => {
    const first = await advise(['-w', 'chat', '--as-of', '2026-06-30', '--seed', '7', '--json', ...flags], {
      env,
    });
    const { command } = JSON.parse(first.stdout) as { command: string };
    const { data, asOf, seed, workload } = await flagsOf(command);
    expect({ data, asOf, seed }).toEqual({ data: folder, asOf: '2026-06-30', seed: '7' });
    const again = await advise([
      '-w',
      String(workload),
      '--data',
      data ?? '',
      '--as-of',
      asOf ?? '',
      '--seed',
      seed ?? '',
      '--json',
    ]);
    expect(again.stdout).toBe(first.stdout);
  });

  it('stands in what to do next, too', async () => {
    const run = await advise(['-w', 'chat', '--data', folder]);
    expect(run.stdout.match(/^(?:Next|Again): .*--data/gm)?.length).toBe(2);
    expect((await advise(['-w', 'chat'])).stdout).not.toContain('--data');
  });
});
