import { describe, expect, it } from 'vitest';
import { advise } from './world.ts';

/** Wrong usage: the flag is named, the nearest valid value suggested, exit 2. */
describe('wrong usage', { timeout: 60_000 }, () => {
  it.each([
    [['--workload', 'chta', '--no-input'], '--workload', '"chat"'],
    [['--workload', 'chat', '--budget', 'lots'], '--budget', '4000'],
    [['--workload', 'chat', '--budget', '€4000'], 'US dollars', 'take VAT off, convert it'],
    [['--workload', 'chat', '--os', 'windoze'], '--os', '"windows"'],
    [['--workload', 'chat', '--model', 'gpt-os-120b'], '--model', 'gpt-oss-120b'],
    [['--workload', 'chat', '--model', 'Llama 4 Maverick 70B'], '--model', 'llama'],
    [['--workload', 'chat', '--as-of', '2026-02-30'], '--as-of', 'YYYY-MM-DD'],
    [['--workload', 'chat', '--price', 'dgx-spark'], '--price', 'dgx-spark=5400'],
    [['--workload', 'chat', '--budgte', '4000'], '"--budgte"', 'mean "--budget"?'],
    [['--workload', 'chat', 'more'], 'too many arguments for "recommend": it takes none', 'advise --help'],
    [['estimate', '-c', '32k'], '"-c"', 'Here --depth says'],
    [['estimate', '-c32k'], '"-c32k"', 'Here --depth says'],
    [['fit', 'qwen3-8b', '--depth', '32k'], '"--depth"', 'no use for it; it belongs to `advise estimate`.'],
    [
      ['list', 'systems', '--budget', '3'],
      '"--budget"',
      '`advise recommend` and `advise explain`, among others.',
    ],
    [['--on', 'dgx-spark'], '"--on"', 'It belongs to `advise estimate`'],
    [['show', 'a', 'b', 'c'], 'it takes 1, and 3 were given', 'in quotes: advise show "a b c"'],
    [
      ['fit', 'llama', '3.3', '70b', '-c', '8k'],
      'too many arguments',
      'in quotes: advise fit "llama 3.3 70b"',
    ],
    [['recommend', 'explain', 'dgx-spark'], 'too many arguments', 'Put the command first: advise explain'],
    [['completion', 'bash', 'more'], 'too many arguments', 'advise completion --help'],
    [['-w', 'chat', '--own', 'RTX', '3090'], 'it takes none', 'in quotes: --own "RTX 3090"'],
    [['-w', 'image', '--not', 'RTX', '4060', 'Ti'], 'it takes none', 'in quotes: --not "RTX 4060 Ti"'],
    [['-w', 'rag', '-c', '500', 'pages'], 'it takes none', '"pages" belongs to no flag.'],
    [
      ['compare', 'RTX', '3090', 'DGX', 'Spark', '-w', 'chat'],
      'in quotes',
      'advise compare "RTX 3090" "DGX Spark"?',
    ],
    [['DGX', 'Spark', '-b', '5000'], 'no command "DGX"', 'Did you mean: advise explain "DGX Spark"?'],
    [['gpt-oss-120b'], 'no command', 'Did you mean: advise fit gpt-oss-120b?'],
    [['laptop'], 'no command', 'Did you mean: advise --form laptop?'],
    [['nvidia'], 'no command', 'Did you mean: advise --only nvidia?'],
    [['2,500'], 'no command', 'Did you mean: advise --budget 2,500?'],
    [['3090'], 'no command', 'Did you mean: advise explain 3090?'],
    [['my', 'laptop'], 'no command "my"', 'Commands: recommend, '],
    [['-w', 'chat', '--budget'], '--budget: needs a value', '--help'],
    [['schema', 'foo'], '"foo"', 'is not a choice\nChoices: '],
    [['recomend'], 'recomend', 'recommend'],
    [['list', 'sistems'], 'sistems', 'systems'],
    [['list'], 'missing required argument', 'rules, facts, sources or workloads'],
    [['data', 'new'], 'data new needs a kind', 'Choices: device, system, model, rule'],
    [['help', 'exitcodes'], 'exitcodes', 'exit-codes'],
    [['--workload', 'chat', '--format', 'yaml'], '--format', 'table'],
    [['--no-input'], 'workload', '--workload'],
    [['chat'], 'chat', 'advise --workload chat'],
    [['--no-input', 'explain', 'dgx-spark'], 'recommend', 'advise explain'],
    [['fit'], 'model', 'For instance: advise fit gpt-oss-120b'],
    [['data'], 'missing required argument', 'For instance: advise data new system'],
    [['--workload', 'chat', '--electricity', '0.4€'], 'US dollars', 'for instance 0.30.'],
    [['--workload', 'chat', '--electricity', 'cheap'], '--electricity', 'For instance 0.30.'],
    [['--workload', 'chat', '--budget', '0'], 'more than zero', 'when you have no limit'],
    [['--workload', 'chat', '--price', 'dgx-spark=0'], 'more than zero', '--own'],
    [['--workload', 'chat', '--tokens-per-day', '3€'], 'no amount of money', 'Give a plain number'],
    [['--workload', 'chat', '--output', 'r.pdf'], 'r.pdf', '.html, .htm, .json, .md'],
    [['list', 'systems', '-o', 'systems.csv'], 'systems.csv', '--format'],
    [['--workload', 'chat', '--budget', '-5'], '--budget', 'negative'],
    [['--workload', 'chat', '--users', '1.5'], '--users', 'whole number'],
    [['--workload', 'chat', '--context', '0'], '--context', 'more than zero'],
    [['--workload', 'chat', '--top', 'all'], '--top', 'number'],
    [['--workload', 'chat', '--seed', 'x'], '--seed', 'number'],
    [['--workload', 'chat=x'], '--workload chat', 'number'],
    [['--workload', 'image', '--model', 'gpt-oss-120b'], '--model', 'add chat'],
    [['--workload', 'chat', '--model', 'flux.1-dev'], '--model', 'add image'],
    [['--workload', 'rag', '--model', 'bge-m3'], '--model', 'embedding'],
    [['--workload', 'chat', '--model', 'gpt-osss'], '--model', '"gpt-oss-20b"'],
    [['--workload', 'chat', '--model', 'Llama 4 70B'], 'Scout', '"llama-3.3-70b"'],
    [['--workload', 'chat', '--model', 'GPT-4o mini'], 'runs at its maker', 'gpt-oss-20b'],
    [['fit', 'Claude'], 'runs at its maker', 'gpt-oss-120b'],
    [['--workload', 'chat', '--model', 'qwen3 30b-a3'], '--model', 'mean "qwen3-30b-a3b"'],
    [['-w', 'chat', '--cuda', 'no-nvidia'], '--cuda', '--not nvidia'],
    [['-w', 'chat', '--not', 'nvidea'], '--not', 'mean "nvidia"'],
    [['-w', 'chat', '--only', ''], '--only', 'leave --only out'],
    [['-w', 'chat', '--no-nvidia'], '--no-nvidia', '--not nvidia'],
    [['-w', 'chat', '--vendor', 'amd'], '--vendor', '--only amd'],
    [['fit', 'lama 3.3 70b'], 'fit', 'mean "llama-3.3-70b"'],
    [['show', 'flux dev 1'], 'flux dev 1', 'mean "flux.1-dev"'],
    [['--workload', 'chat', '--quant', 'Q4-K-N'], '--quant', 'mean "q4_k_l"'],
    [['fit', '5090'], '"5090" is a machine, not a model', 'advise explain rtx-5090 -w chat'],
    [['explain', 'gpt-oss-120b', '-w', 'chat'], 'a model, not a machine', 'advise fit gpt-oss-120b'],
    [['explain', 'mac studo', '-w', 'chat'], 'explain', 'mean "mac-studio-'],
    [['--workload', 'chat', '--price', 'psu-10000w=90'], '--price', 'mean "psu-1000w"'],
    [['estimate', '-m', 'gpt-oss-20b', '--on', 'gb10', '--engine', 'vlm'], '--engine', 'mean "vllm"'],
    [['show', 'lama-cpp-alocations'], 'alocations', 'mean "llama-cpp-allocations"'],
    [['--workload', 'chat', '--own', 'spark'], '--own', '"dgx-spark"'],
    [['--workload', 'chat', '--own', 'MacBook Pro'], '37 machines', 'Which one: macbook-pro-14-m5-max, '],
    [['--workload', 'chat', '--own', 'macbook'], '50 machines', 'one of 38 more'],
    [['--workload', 'chat', '--own', 'MacBook Pro M4 Max'], '--own', 'macbook-pro-16-m4-max-64'],
    [['--workload', 'chat', '--own', 'MacBook Pro M3 36GB'], 'M3', 'Apple M3 Max and Apple M3 Pro come with'],
    [['--workload', 'chat', '--own', 'M3 640GB'], 'and 640 GB', 'Those that we know have'],
    [['--workload', 'chat', '-p', 'privacy'], '--priority', '--not cloud'],
    [['--workload', 'private'], '--workload', '--not cloud'],
    [['--workload', 'chat,voice'], '--workload', '--keep-free 8GB'],
    [['--workload', 'embeddings'], '--workload', '--keep-free 8GB'],
    [['--workload', 'chat', '-c', '32 GB'], 'is a size of memory', 'counted in tokens'],
    [['--workload', 'chat', '--price', 'Mac mini=500'], '--price', 'mac-mini-m4-16'],
    [['--workload', 'chat', '--own', '99x RTX 3090'], '--own', '1 to 16'],
    [['estimate', '-m', 'gpt-oss-20b', '--on', 'MacBook Air'], '--on', 'macbook-air-m4-16'],
    [['estimate', '-m', 'gpt-oss-20b', '--on', 'rtx-3090 + rtx-3060-12'], '--on', 'one by one'],
    [['show', 'Mac mini'], 'Mac mini', 'mac-mini-m4-16'],
    [['--workload', 'chat', '--own', 'constructor'], '--own', 'names what computes in it'],
    [['show', 'constructor'], 'constructor', 'advise list'],
    [['--workload', 'chat', '--price', 'dgx-spark=free'], '--price', '4000'],
    [['--workload', 'chat', '--data', '/nowhere/at/all'], '--data', 'folder'],
    [['data', 'chek'], 'chek', '"check"'],
    [['data', 'check', '/nowhere/at/all'], '/nowhere/at/all', 'folder'],
    [['schema', 'recomendation'], 'recomendation', '"recommendation"'],
    [['completion', 'basch'], 'basch', '"bash"'],
    [['explain', '--workload', 'chat'], 'system', 'dgx-spark'],
    [['explain', '--since', '2030-01-01', '--workload', 'chat'], '--since', 'earlier'],
    [['explain', 'dgx-spark', '--since', '2026-06-30', '-w', 'chat'], '--since', 'dgx-spark'],
    [['compare', 'dgx-spark', 'DGX Spark', '-w', 'chat'], 'NVIDIA DGX Spark', 'another machine'],
    [['-w', 'chat', '-m', ''], '--model', 'leave --model out'],
    [['-w', 'chat', '--own', ','], '--own', 'leave --own out'],
    [['show', 'ryzen'], '"ryzen" stands for', 'amd-ryzen-ai-halo'],
    [['fit', 'gpt-oss-20b', '-o', 'fit.html'], '--format html', 'table, plain, markdown, json'],
    [['compare', 'dgx-spark', '--workload', 'chat'], 'two systems', 'framework-desktop-128'],
  ])('%j', async (args, named, suggested) => {
    const run = await advise(args);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(named);
    expect(run.stderr).toContain(suggested);
  });

  it.each([
    [['-w', 'diffusion'], 'advise --workload image'],
    [['-w', 'Fine-tuning=2,code'], 'advise --workload finetune=2,coding=1'],
    [['-w', 'chat', '--os', 'mac'], '--os macos'],
    [['-w', 'chat', '--os', 'Windows 11', '-p', 'low power'], '--os windows --priority power'],
    [['-w=chat and coding', '-b=3000'], '--workload chat,coding --budget 3000'],
    [['-w', 'chat', '--form', 'notebook'], '--form laptop'],
    [['-w', 'chat', '--cuda', 'yes'], '--cuda required'],
    [['-w', 'Programming'], '--workload coding'],
    [['-w', 'image generation'], '--workload image'],
    [['-w', 'chat', '--condition', 'refurbished'], '--condition used'],
    [['-w', 'chat', '-p', 'noise', '--form', 'mini pc'], '--form mini --priority quiet'],
    [['-w', 'chat', '--not', 'Laptops,Macs'], '--not laptop --not apple'],
    [['-w', 'chat', '--form', 'tower'], '--form tower'],
    [['-w', 'chat', '--form', 'notebook'], '--form laptop'],
    [['-w', 'chat', '--os', 'Ubuntu'], '--os linux'],
    [['-w', 'chat', '-p', 'cheap,fast,silent'], '--priority price --priority speed --priority quiet'],
  ])('takes what people also say: %j', async (args, command) => {
    const run = await advise([...args, '--as-of', '2026-11-20', '-f', 'plain']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(`Again: advise`);
    expect(run.stdout).toContain(command);
  });

  it('says which flags can do nothing for that work', async () => {
    const idle = async (...args: string[]) => (await advise([...args, '-f', 'plain'])).stderr;
    expect(await idle('-w', 'chat', '--method', 'lora')).toBe(
      '--method changes nothing for chat: it is about fine-tuning.\n',
    );
    expect(await idle('-w', 'image', '-c', '32k', '--output-tokens', '50')).toBe(
      '--context changes nothing for image: it is about generating text and fine-tuning.\n--output-tokens changes nothing for image: it is about generating text.\n',
    );
    expect(await idle('-w', 'chat,finetune', '--method', 'lora', '-c', '32k')).toBe('');
    expect(await idle('-w', 'finetune', '-c', '8k')).toBe('');
  });

  it('breaks at words on a terminal, and nowhere in a pipe', async () => {
    const args = ['list', 'systems', '--budget', '3'];
    const [piped, shown] = [await advise(args), await advise(args, { tty: true, columns: 60 })];
    expect(piped.stderr.split('\n')).toHaveLength(3);
    expect(shown.stderr.split('\n').length).toBeGreaterThan(3);
    for (const line of shown.stderr.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(shown.stderr.split(/\s+/)).toEqual(piped.stderr.split(/\s+/));
    const files = { 'my.csv': 'device,model\nx,y\n' };
    const faults = (await advise(['evaluate', 'speeds', 'my.csv'], { files, tty: true, columns: 60 })).stderr;
    expect(faults).toMatch(/\n {2}my\.csv:1:2 +columns are missing: .*\n {4}\S/);
  });

  it('says which of two values counts where only one can', async () => {
    const twice = await advise(['-w', 'chat', '-b', '4000', '-b', '3000', '-f', 'plain']);
    expect(twice.stderr).toBe('--budget was given more than once: 3000 counts.\n');
    expect(twice.stdout).toContain('--budget 3000');
    const list = await advise(['-w', 'chat', '--own', 'rtx-3090', '--own', 'rtx-3090', '-f', 'plain']);
    expect(list.stderr).toBe('');
  });

  it.each([
    [['--json']],
    [['--json=1']],
    [['--format', 'json']],
    [['--format=json']],
    [['-f', 'json']],
    [['-fjson']],
  ])('is one JSON document under %j', async (flags) => {
    const run = await advise(['--workload', 'chta', ...flags]);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('');
    const document = JSON.parse(run.stdout);
    expect(document).toMatchObject({ schema_version: 1, kind: 'error', error: { exit_code: 2 } });
    expect(document.error.hint).toContain('chat');
  });

  it.each([
    [['--workload', '\u001b[31mchat']],
    [['--workload', 'chat', '--budget', '\u001b[2J5']],
    [['--workload', 'chat', '--as-of', '\u001b]0;x\u0007']],
    [['--workload', 'chat', '--model', 'a\u001b[31mb\nc']],
    [['--workload', 'chat', '--own', '\u0007\u001b[0m']],
    [['--workload', 'chat', '--data', '/no\u001b[31mwhere']],
    [['--\u001b[31m']],
    [['\u001b[31mlist']],
    [['show', '\u001b[31m']],
    [['help', '\u001b[31m']],
  ])('shows no control characters of what was typed: %j', async (args) => {
    const run = await advise(args);
    expect(run.code).toBe(2);
    expect(run.stderr.length).toBeGreaterThan(10);
    expect(run.stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('prints a bug as a bug, without a stack unless asked', async () => {
    const world = {
      get files(): never {
        throw new RangeError('broken disk');
      },
    };
    const run = await advise(['evaluate', 'speeds', 'some.csv'], world);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('this is a bug: broken disk');
    expect(run.stderr).toContain('--debug');
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect((await advise(['evaluate', 'speeds', 'some.csv', '--debug'], world)).stderr).toMatch(/\n\s+at /);
  });
});
