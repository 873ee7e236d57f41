import { describe, expect, it } from 'vitest';
import { machineWords } from '../../src/answers/machine-words.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { OPTIONAL_COLUMNS, OPTIONAL_IN_OURS } from '../../src/cli/evaluate/optional-columns.ts';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { optionText } from '../../src/cli/help.ts';
import { RECOMMEND_OPTIONS } from '../../src/cli/options/options.ts';
import { text as tables } from '../../src/cli/topics/tables.ts';
import { TOPICS } from '../../src/cli/topics.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { measurementSchema } from '../../src/schema/measurement.ts';
import { rawAllocationSchema } from '../../src/schema/raw-allocation.ts';
import { rawImageTimingSchema } from '../../src/schema/raw-image-timing.ts';
import { rawMeasurementSchema } from '../../src/schema/raw-measurement.ts';
import { rawTrainingSchema } from '../../src/schema/raw-training.ts';
import { verdictCaseSchema } from '../../src/schema/verdict-case.ts';
import { llama8b } from '../fixtures/gguf/models.ts';
import { writeGguf } from '../fixtures/gguf/write-gguf.ts';
import { asJson } from '../fixtures/llama-bench/runs.ts';
import { exampleArgs } from './example-args.ts';
import { advise } from './world.ts';

const isExample = (line: string) => /^ {2}(?:advise|source)/.test(line);

describe('what --only and --not take', () => {
  const helpOf = (key: string) => RECOMMEND_OPTIONS.find((o) => o.key === key)?.help ?? '';
  const only = [...helpOf('only').matchAll(/\(([^)]+)\)/g)].map((m) => m[1]).join(', ');
  const not = helpOf('not').replace(/^.*: (?=nvidia)|; cloud.*$/g, '');
  it('is one build of several cards, too', () => {
    expect([only, not].every((words) => words.includes('2x '))).toBe(true);
  });
  it.each(`${only}, ${not}`.split(', '))('is understood as the help writes it: %s', (word) => {
    expect(machineWords(word.replaceAll('"', ''), builtInCatalog(), '--only')).not.toEqual([]);
  });
});

describe.each([['--help'], ...COMMANDS.map((c) => [`${c.name} --help`])])('advise %s', (line) => {
  const page = advise(line.split(' '), { tty: true, columns: 80, env: { NO_COLOR: '1' } });

  it('goes to stdout, exits 0 and fits 80 columns', async () => {
    const { code, stdout, stderr } = await page;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const wide = stdout.split('\n').filter((l) => l.length > 80 && !isExample(l));
    expect(wide).toEqual([]);
  });

  it('shows examples before options', async () => {
    const { stdout } = await page;
    const at = stdout.indexOf('\nExamples\n');
    expect(stdout.indexOf('\nUsage\n')).toBeGreaterThan(0);
    if (at >= 0) expect(at).toBeLessThan(stdout.indexOf('-h, --help'));
    expect(at >= 0 || EXAMPLES.every((e) => !line.startsWith(e.of ?? 'recommend'))).toBe(true);
  });
});

describe('the first page', () => {
  it('names every command, every option of the default command and every topic', async () => {
    const { stdout } = await advise(['--help']);
    for (const { name } of COMMANDS) expect(stdout).toContain(`\n  ${name}`);
    for (const { flags } of RECOMMEND_OPTIONS) expect(stdout).toContain(flags);
    for (const { flags } of COMMANDS[0]?.extra ?? []) expect(stdout).toContain(flags);
    for (const topic of Object.keys(TOPICS)) expect(stdout).toContain(`advise help ${topic}`);
  });

  it('says each choice of an option once', () => {
    for (const option of RECOMMEND_OPTIONS)
      for (const choice of option.choices ?? []) {
        const text = optionText({ ...option, otherwise: '' }).replace(/chat=3,image=1/, '');
        expect(text.match(new RegExp(`\\b${choice}\\b`, 'g'))?.length, `${option.key} ${choice}`).toBe(1);
      }
  });

  it('is the same for --help, -h and help', async () => {
    const [a, b, c] = await Promise.all([advise(['--help']), advise(['-h']), advise(['help'])]);
    expect(b.stdout).toBe(a.stdout);
    expect(c.stdout).toBe(a.stdout);
    expect((await advise(['help', 'fit'])).stdout).toBe((await advise(['fit', '--help'])).stdout);
  });

  it('is bold only where colour is wanted', async () => {
    const world = { tty: true, env: { TERM: 'xterm-256color' } };
    expect((await advise(['--help'], world)).stdout).toContain('\u001b[1m');
    expect((await advise(['--help', '--no-color'], world)).stdout).not.toContain('\u001b');
    expect((await advise(['--help'])).stdout).not.toContain('\u001b');
    expect(
      (await advise(['--help'], { ...world, env: { ...world.env, NO_COLOR: '1' } })).stdout,
    ).not.toContain('\u001b');
  });
});

describe('the page of a command', () => {
  const page = async (command: string) => (await advise([command, '--help'])).stdout.replace(/\s+/g, ' ');
  it('offers only what that command makes, and says what it takes where nothing is said', async () => {
    expect(await page('recommend')).toContain('markdown, json or html');
    expect(await page('fit')).toContain('plain, markdown or json [');
    expect(await page('estimate')).toMatch(/--model <id> .*\[must be named\].*--prompt-tokens <n> .*\[512\]/);
  });
});

describe('topics', () => {
  it.each(Object.keys(TOPICS))('%s is short and fits 80 columns', async (topic) => {
    const { code, stdout } = await advise(['help', topic]);
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(200);
    expect(stdout.split('\n').filter((l) => l.length > 80)).toEqual([]);
  });
});

describe('what scripts have to know', () => {
  it('is told by `help json`: order, chances, units, and the one document that is a bare array', async () => {
    const { stdout } = await advise(['help', 'json']);
    for (const word of [
      'in the order of rank',
      'group_win_probability',
      'in\n  the unit beside it',
      'bare array',
    ])
      expect(stdout).toContain(word);
    expect(Array.isArray(JSON.parse((await advise(['list', 'engines', '--json'])).stdout))).toBe(true);
  });
});

describe('the tables that evaluate reads', () => {
  const columns = (title: string): string[] =>
    new RegExp(`^  ${title} +(.*(?:\\n {13}.*)*)`, 'm').exec(tables)?.[1]?.split(/\s+/) ?? [];
  it.each([
    ['speeds', rawMeasurementSchema, OPTIONAL_COLUMNS.speeds],
    ['memory', rawAllocationSchema, OPTIONAL_COLUMNS.memory],
    ['finetune', rawTrainingSchema, OPTIONAL_COLUMNS.finetune],
    ['diffusion', rawImageTimingSchema, OPTIONAL_COLUMNS.diffusion],
    ['verdicts', verdictCaseSchema, OPTIONAL_COLUMNS.verdicts],
    ['ours', measurementSchema, OPTIONAL_IN_OURS],
  ] as const)('%s: help names every column, and which may be missing', (title, { shape }, optional) => {
    const known = Object.keys(shape).map((name) => (optional.includes(name) ? `[${name}]` : name));
    expect(columns(title)).toEqual(known);
  });
  it('are led to by the page of the command', async () => {
    expect((await advise(['evaluate', '--help'])).stdout).toContain('advise help tables');
  });
});

describe('topics', () => {
  it.each(Object.entries(TOPICS))('%s begins with examples', async (_, { load }) => {
    const [, , first] = (await load()).text.split('\n');
    expect(first).toMatch(/^ {2}(?:advise|mkdir) /);
  });
});

describe('the page of a command', () => {
  it.each(COMMANDS.map(({ name }) => name))('has an example of %s', (name) => {
    expect(EXAMPLES.some(({ of = 'recommend' }) => of === name)).toBe(true);
  });
});

describe('every example of the help pages runs', { timeout: 60_000 }, () => {
  it.each(EXAMPLES.map((e) => e.command).filter((c) => c !== 'advise'))('%s', async (command) => {
    const run = await advise(
      [...exampleArgs(command), '--no-input'].filter((a, _, all) => a !== '--no-input' || takesInput(all)),
      {
        files: { './model.gguf': writeGguf(llama8b()), 'run.json': asJson(), 'runs.csv': RUNS },
        machine: TOWER,
      },
    );
    const [path, text] = Object.entries(run.written)[0] ?? [];
    // What was read from a file is said.
    const said = run.stderr
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Read from ./model.gguf'));
    expect(said.map((line) => line.replace(/: use it with .*/, ''))).toEqual(
      path === undefined ? [] : [`Written to ${path}`],
    );
    expect([0, 1]).toContain(run.code);
    expect((text ?? run.stdout).length).toBeGreaterThan(50);
  });
});

/** A measurement to be replayed. */
const RUNS = [
  'device,device_count,engine,backend,model,quant,phase,tokens,depth,concurrency,tok_s,split',
  'rtx-3090,1,llama.cpp,cuda,qwen3-8b,q4_k_m,decode,128,0,1,120,none',
].join('\n');

/** A machine to be recognised. */
const TOWER = {
  os: 'linux',
  cpu: 'AMD Ryzen 9 7950X',
  memory_gib: 62.7,
  product: '',
  laptop: false,
  cards: [{ name: 'NVIDIA GeForce RTX 3090', vram_gib: 24, cores: null }],
} as const;

/** Only what asks questions knows --no-input. */
const takesInput = (args: readonly string[]) => args[0]?.startsWith('-') === true;
