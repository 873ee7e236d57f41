import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  detailed,
  estimate,
  loadCatalog,
  type Question,
  recommend,
  render,
  UsageError,
} from '../src/index.ts';
import { advise } from './cli/world.ts';

const EXAMPLE = 'test/example/library.mjs';
const catalog = await loadCatalog();
const asOf = '2026-11-20';

describe('the built package as a library', { timeout: 60_000 }, () => {
  it('runs the example under its own name', async () => {
    const run = spawnSync(process.execPath, [EXAMPLE], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const command = 'recommend -w rag -m gpt-oss-120b -b 8000 --as-of 2026-11-20 --json';
    const same = JSON.parse((await advise(command.split(' '))).stdout);
    const lines = run.stdout.trimEnd().split('\n');
    expect(lines.length).toBe(4);
    for (const [i, { system, price_usd }] of same.ranked.slice(0, 3).entries())
      expect(lines[i]).toMatch(`${system.name} ${price_usd.value} `);
    expect(lines[3]).toMatch(/^(?:comfortable|tight) \d+ \d+$/);
  });

  it('has types that hold for the example and catch a slip in it', () => {
    const flags =
      '--ignoreConfig --noEmit --checkJs --allowJs --strict --module nodenext --target es2023 --types node';
    const check = (file: string) =>
      spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...flags.split(' '), file], {
        encoding: 'utf8',
      });
    const right = check(EXAMPLE);
    expect(right.stdout).toBe('');
    expect(right.status).toBe(0);
    expect(check('test/example/slip.mjs').stdout).toMatch(/budget_dollars/);
  });

  it('stands in the README as it runs', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(readFileSync(EXAMPLE, 'utf8').trim());
  });
});

describe('the library', () => {
  it('gives what the command gives', async () => {
    const { stdout } = await advise(
      '-w coding -u 2 -b 6000 --own rtx-3090 --as-of 2026-11-20 --json'.split(' '),
    );
    const question: Question = { workloads: ['coding'], users: 2, budget_usd: 6000, own: ['rtx-3090'] };
    const { command: _, ...document } = recommend(question, catalog, { asOf });
    expect(JSON.parse(stdout)).toMatchObject(JSON.parse(JSON.stringify(document)));
  });

  it('takes names as people write them, and refuses those that nothing has', () => {
    const named = recommend({ workloads: ['chat'], models: ['GPT-OSS 120B'], own: ['RTX 3090'] }, catalog, {
      asOf,
    });
    expect(named.answers).toMatchObject({ models: ['gpt-oss-120b'], own: ['rtx-3090'] });
    const without = recommend({ workloads: ['chat'], not: ['NVIDIA', 'Laptops'] }, catalog, { asOf });
    expect(without.answers.not).toEqual(['nvidia', 'laptop']);
    expect(without.ranked.some((r) => r.system.kind === 'laptop')).toBe(false);
    expect(without.command).toContain('--not nvidia --not laptop');
    expect(named.answers).not.toHaveProperty('not');
    for (const wrong of [
      { workloads: ['chat'], only: ['no-such-maker'] },
      { workloads: ['chat'], models: ['no-such-model'] },
      { workloads: ['chat'], own: ['no-such-card'] },
      { workloads: [] },
      { workloads: ['dancing'] },
    ])
      expect(() => recommend(wrong as Question, catalog, { asOf }), JSON.stringify(wrong)).toThrow(
        UsageError,
      );
  });

  it('estimates one cell as the command does', async () => {
    const { stdout } = await advise('estimate --on dgx-spark -m gpt-oss-120b --depth 8192 --json'.split(' '));
    const cell = estimate({ on: 'DGX Spark', model: 'gpt-oss-120b', depth: 8192 }, catalog);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(cell)));
    expect(() => estimate({ on: 'dgx-spark', model: 'flux.1-dev' }, catalog)).toThrow(UsageError);
  });
});

describe('a question in code', () => {
  const refusal = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof UsageError) return `${error.message} ${error.hint}`;
      throw error;
    }
    return 'no refusal';
  };
  it.each<[object, RegExp]>([
    [{ budget: 1000 }, /no field "budget" Did you mean "budget_usd"\?/],
    [{ os: 'Linux' }, /os: "Linux" cannot be used It must be one of .*Did you mean "linux"\?/],
    [{ cuda: 'yes' }, /^cuda: "yes"/],
    [{ condition: 'old' }, /^condition: .*new, used, any/],
    [{ form: null }, /^form: null/],
    [{ priorities: ['sped'] }, /^priorities: .*Did you mean "speed"\?/],
    [{ priorities: 'speed' }, /must be a list/],
    [{ method: 'dora' }, /must be one of full, lora, qlora .*"lora"/],
    [{ budget_usd: '1000' }, /^budget_usd: "1000" .* a number above 0/],
    [{ budget_usd: Number.NaN }, /^budget_usd: NaN/],
    [{ users: 0 }, /^users: 0/],
    [{ users: 2.5 }, /^users: 2\.5 .*whole number/],
    [{ context: 4096.5 }, /^context: 4096\.5 .*whole number/],
    [{ prompt_tokens: 0.5 }, /^prompt_tokens: 0\.5 .*whole number/],
    [{ output_tokens: 1.5 }, /^output_tokens: 1\.5 .*whole number/],
    [{ models: 'gpt-oss-20b' }, /^models: .*a list/],
    [{ own: [3] }, /^own: .*a name/],
    [{ prices_usd: { 'dgx-spark': '5000' } }, /^prices_usd: .*above 0/],
    [{ workloads: [{ id: 'chat', weight: -1 }] }, /^workloads: .*a name or \{ id, weight \}/],
    [{ workloads: ['chta'] }, /no workload "chta" Did you mean "chat"\?/],
    [{ workloads: 'chat' }, /^workloads: .*a list/],
    [{ workloads: undefined }, /no workload was given/],
  ])('is refused with the field and what it may be: %j', (wrong, said) => {
    const question = { workloads: ['chat'], ...wrong } as unknown as Question;
    expect(refusal(() => recommend(question, catalog, { asOf }))).toMatch(said);
  });

  it('may leave a field undefined', () => {
    const unsaid = { models: undefined, os: undefined, budget_usd: undefined, own: undefined };
    const question = { workloads: ['chat'], ...unsaid } as unknown as Question;
    expect(recommend(question, catalog, { asOf, seed: undefined } as never)).toEqual(
      recommend({ workloads: ['chat'] }, catalog, { asOf }),
    );
  });

  it('has a day of the calendar and a catalogue that is there', () => {
    const ask = (options: object, on: unknown = catalog) =>
      refusal(() => recommend({ workloads: ['chat'] }, on as typeof catalog, options as { asOf: string }));
    expect(ask({ asOf: 'yesterday' })).toMatch(/^asOf: "yesterday" is not a date/);
    expect(ask({ asOf: '2026-02-30' })).toMatch(/^asOf: "2026-02-30" is not a date/);
    expect(ask({})).toMatch(/^asOf: "" is not a date/);
    expect(ask({ asOf, as_of: asOf })).toMatch(/no field "as_of" Did you mean "asOf"\?/);
    expect(ask({ asOf, seed: 'x' })).toMatch(/^seed: "x"/);
    expect(ask({ asOf }, loadCatalog())).toMatch(/await loadCatalog\(\)/);
  });

  it('about one cell is checked alike', () => {
    const cell = { on: 'dgx-spark', model: 'gpt-oss-120b' };
    const ask = (request: object) => refusal(() => estimate(request as typeof cell, catalog));
    expect(ask({ ...cell, contxt: 4096 })).toMatch(/request: there is no field "contxt"/);
    expect(ask({ ...cell, promt_tokens: 4096 })).toMatch(/Did you mean "prompt_tokens"\?/);
    expect(ask({ ...cell, engine: 'lama.cpp' })).toMatch(/^engine: .*Did you mean "llama\.cpp"\?/);
    expect(ask({ ...cell, backend: 'CUDA' })).toMatch(/^backend: .*"cuda"/);
    expect(ask({ ...cell, count: 1.5 })).toMatch(/^count: 1\.5 .*whole number/);
    expect(ask({ ...cell, depth: '8k' })).toMatch(/^depth: "8k"/);
    expect(ask({ ...cell, model: undefined })).toMatch(/^model: is missing/);
    expect(ask({ ...cell, quant: undefined, users: undefined })).toBe('no refusal');
  });

  it('is refused like a flag when none of its work can use the model', () => {
    expect(() => recommend({ workloads: ['chat'], models: ['chroma1-hd'] }, catalog, { asOf })).toThrow(
      /chroma1-hd is an image model/,
    );
  });

  it('may name machines by any name for a price of its own, and a model twice', () => {
    const { answers } = recommend(
      { workloads: ['chat'], models: ['gpt-oss-20b', 'gpt-oss-20b'], prices_usd: { 'DGX Spark': 5000 } },
      catalog,
      { asOf },
    );
    expect(answers.models).toEqual(['gpt-oss-20b']);
    expect(answers.prices_usd).toEqual({ 'dgx-spark': 5000 });
  });
});

describe('a document in code', { timeout: 60_000 }, () => {
  const document = recommend({ workloads: ['chat'], models: ['gpt-oss-20b'] }, catalog, { asOf });
  const refusal = async (run: () => unknown): Promise<string> => {
    try {
      await run();
    } catch (error) {
      if (error instanceof UsageError) return `${error.message} ${error.hint}`;
      throw error;
    }
    return 'no refusal';
  };
  const cell = estimate({ on: 'dgx-spark', model: 'gpt-oss-20b' }, catalog);
  const heads: [string, unknown, RegExp][] = [
    ['nothing', undefined, /^document: .*it is undefined Hand over what `recommend\(...\)` gives/],
    ['null', null, /it is null/],
    ['a list', [document], /it is a list/],
    ['its JSON unread', JSON.stringify(document), /it is text .*JSON\.parse/],
    ['a promise of one', Promise.resolve(document), /promise/],
    ['an empty object', {}, /it has no kind/],
    ['an estimate', cell, /its kind is "estimate"/],
    ['another version', { ...document, schema_version: 2 }, /its schema_version is 2, and 1 is/],
    ['no rows', { ...document, ranked: undefined }, /no rows in "ranked"/],
  ];
  it.each(heads)('is refused when it is %s', async (_, wrong, said) => {
    expect(await refusal(() => render(wrong as typeof document, 'plain'))).toMatch(said);
    expect(await refusal(() => detailed(wrong as typeof document, catalog))).toMatch(said);
  });

  it('is refused with the place where it is broken', async () => {
    const [first] = document.ranked;
    const broken = { ...document, ranked: [{ ...first, system: { ...first?.system, name: 7 } }] };
    expect(await refusal(() => render(broken as never, 'table'))).toMatch(/at ranked\.0\.system\.name: /);
  });

  it('has a format, a way to be drawn and a catalogue that are there', async () => {
    const drawn = (format: unknown, options?: unknown) =>
      refusal(() => render(document, format as 'plain', options as object));
    expect(await drawn('markdwon')).toMatch(/^format: "markdwon" .*Did you mean "markdown"\?/);
    expect(await drawn(undefined)).toMatch(/^format: is missing/);
    expect(await drawn('plain', { top: 0 })).toMatch(/^top: 0 .*whole number from 1/);
    expect(await drawn('plain', { colour: 'red' })).toMatch(/^colour: "red" .*0, 1, 2 or 3/);
    expect(await drawn('plain', { color: 1 })).toMatch(/no field "color" Did you mean "colour"\?/);
    expect(await drawn('html', { catalog: loadCatalog() })).toMatch(/await loadCatalog\(\)/);
    expect(await refusal(() => detailed(document, loadCatalog() as never))).toMatch(/await loadCatalog/);
    expect(await refusal(() => detailed(document, catalog, 1.5))).toMatch(/^top: 1\.5/);
  });

  it('is drawn as the command draws it, even when a later release added to it', async () => {
    const command = '-w chat -m gpt-oss-20b --as-of 2026-11-20 --no-input'.split(' ');
    const written = JSON.parse((await advise([...command, '--json'])).stdout);
    for (const format of ['plain', 'markdown', 'html'] as const) {
      const { stdout } = await advise([...command, '--format', format]);
      const text = await render({ ...written, moon_phase: 'full' }, format, { catalog });
      expect(text.trimEnd(), format).toBe(stdout.trimEnd());
    }
    expect(JSON.parse(await render(written, 'json', { top: 1 })).ranked).toHaveLength(1);
    expect(detailed(document, catalog).details).toBeDefined();
  });
});
