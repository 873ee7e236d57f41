import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/cli/completion.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { advise } from './world.ts';

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;
/** Runs lines as a file: fish does not read scripts from a socket. */
function run(shell: string, flags: readonly string[], lines: string) {
  return spawnSync(shell, [...flags, join(folderWith({ script: lines }), 'script')], { encoding: 'utf8' });
}
const script = async (shell: string) => (await advise(['completion', shell])).stdout;

/** What a reader of the manual would try: words typed so far → some of the offers. */
const CASES: [string[], string[]][] = [
  [
    ['advise', 'comp'],
    ['compare', 'completion'],
  ],
  [['advise', '--work'], ['--workload']],
  [
    ['advise', '--workload', 'c'],
    ['chat', 'coding'],
  ],
  [['advise', '-m', 'gpt-oss-2'], ['gpt-oss-20b']],
  [['advise', '--not', 'nvid'], ['nvidia']],
  [['advise', '--only', 'mini-p'], ['mini-pc']],
  [['advise', '--not', 'clou'], ['cloud']],
  [['advise', '--own', 'pc'], ['pc']],
  [['advise', 'explain', 'dgx-spark-6'], ['dgx-spark-64']],
  [['advise', 'fit', 'gpt-oss-1'], ['gpt-oss-120b']],
  [
    ['advise', 'estimate', '--split', ''],
    ['layer', 'tensor'],
  ],
  [['advise', 'estimate', '--backend', 'cu'], ['cuda']],
  [['advise', 'estimate', '--engine', 'vl'], ['vllm']],
  [
    ['advise', 'data', 'new', ''],
    ['device', 'system', 'model', 'rule'],
  ],
  [['advise', 'data', 'ch'], ['check']],
  [
    ['advise', 'explain', 'rtx-509'],
    ['rtx-5090', 'rtx-5090-laptop'],
  ],
  [['advise', 'help', 'exit'], ['exit-codes']],
  [['advise', 'list', 'sys'], ['systems']],
  [['advise', 'schema', 'workl'], ['workload']],
];

describe.runIf(has('bash'))('bash', { timeout: 60_000 }, () => {
  const complete = async (words: string[]) => {
    const quoted = words.map((w) => `'${w}'`).join(' ');
    const input = `${await script('bash')}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _advise; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const ran = run('bash', [], input);
    expect(ran.stderr).toBe('');
    return ran.stdout.trim().split('\n');
  };
  it.each(CASES)('%j', async (words, offers) => {
    expect((await complete(words)).sort()).toEqual(offers.sort());
  });
  it('offers commands, then kinds, then files, and flags only once a - is typed', async () => {
    expect(await complete(['advise', ''])).not.toContain('--workload');
    expect(await complete(['advise', ''])).toContain('compare');
    expect(await complete(['advise', '-w', 'chat', ''])).toContain('--budget');
    const kinds = await complete(['advise', 'evaluate', '']);
    expect(kinds).toContain('speeds');
    expect(kinds).not.toContain('package.json');
    expect(await complete(['advise', 'evaluate', 'speeds', 'packa'])).toEqual([
      'package-lock.json',
      'package.json',
    ]);
    expect(await complete(['advise', 'measure', 'packa'])).toContain('package.json');
    expect(await complete(['advise', 'evaluate', 'speeds', '--model-o'])).toEqual(['--model-only']);
  });
  it('goes on after a comma', async () => {
    expect(await complete(['advise', '-w', 'chat,ra'])).toEqual(['chat,rag']);
    expect(await complete(['advise', '--os', 'linux,win'])).toEqual(['']);
  });
  it('takes --flag=value apart, as bash does', async () => {
    expect((await complete(['advise', '--os', '=', 'w'])).sort()).toEqual(['windows']);
    expect((await complete(['advise', '--os', '='])).length).toBe(4);
  });
  it('offers no flags where a number is due', async () => {
    expect(await complete(['advise', '--budget', ''])).toEqual(['']);
  });
});

describe.runIf(has('fish'))('fish', { timeout: 60_000 }, () => {
  it.each(CASES)('%j', async (words, offers) => {
    const input = `${await script('fish')}\ncomplete -C '${words.join(' ')}'`;
    const ran = run('fish', ['--no-config'], input);
    expect(ran.stderr).toBe('');
    const found = ran.stdout
      .trim()
      .split('\n')
      .map((l) => l.split('\t')[0] ?? '');
    expect(found.sort()).toEqual(offers.sort());
  });
});

describe.runIf(has('zsh'))('zsh', { timeout: 60_000 }, () => {
  it('loads it through bashcompinit', async () => {
    const ran = run('zsh', ['-f'], `${await script('zsh')}\necho $_comps[advise]`);
    expect(ran.stdout).toContain('_advise');
  });
});

it.each(SHELLS)('the %s script says how to load it', async (shell) => {
  expect(await script(shell)).toMatch(
    new RegExp(`^# advise completion for ${shell}. Load it with: .*advise completion ${shell}`),
  );
});
