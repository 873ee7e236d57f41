import { describe, expect, it } from 'vitest';
import { advise } from './world.ts';

/** Wrong usage: the flag is named, the nearest valid value suggested, exit 2. */
describe('wrong usage', () => {
  it.each([
    [['--workload', 'chta', '--no-input'], '--workload', '"chat"'],
    [['--workload', 'chat', '--budget', 'lots'], '--budget', '4000'],
    [['--workload', 'chat', '--budget', '€4000'], 'US dollars', 'Convert'],
    [['--workload', 'chat', '--os', 'windoze'], '--os', '"windows"'],
    [['--workload', 'chat', '--model', 'gpt-os-120b'], '--model', 'gpt-oss-120b'],
    [['--workload', 'chat', '--model', 'Llama 4 Maverick 70B'], '--model', 'llama'],
    [['--workload', 'chat', '--as-of', '2026-02-30'], '--as-of', 'YYYY-MM-DD'],
    [['--workload', 'chat', '--price', 'dgx-spark'], '--price', 'dgx-spark=5400'],
    [['--workload', 'chat', '--budgte', '4000'], '--budgte', '--budget'],
    [['recomend'], 'recomend', 'recommend'],
    [['list', 'sistems'], 'sistems', 'systems'],
    [['help', 'exitcodes'], 'exitcodes', 'exit-codes'],
    [['--workload', 'chat', '--format', 'yaml'], '--format', 'table'],
    [['--no-input'], 'workload', '--workload'],
  ])('%j', async (args, named, suggested) => {
    const run = await advise(args);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(named);
    expect(run.stderr).toContain(suggested);
  });

  it('is one JSON document under --json', async () => {
    const run = await advise(['--workload', 'chta', '--json']);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('');
    const document = JSON.parse(run.stdout);
    expect(document).toMatchObject({ schema_version: 1, kind: 'error', error: { exit_code: 2 } });
    expect(document.error.hint).toContain('chat');
  });

  it('shows no control characters of what was typed', async () => {
    const run = await advise(['--workload', '\u001b[31mchat']);
    expect(run.stderr).not.toContain('\u001b');
  });
});
