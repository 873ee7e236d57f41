import { describe, expect, it } from 'vitest';
import { advise } from './world.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';
const UP = '\u001b[A';
const ESC = '\u001b';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const times = (n: number, key: string) => Array.from({ length: n }, () => key);
/** Nine screens of Enter: eight questions and the review. */
const THROUGH = times(9, ENTER);

describe('a person at a terminal', { timeout: 60_000 }, () => {
  it('gets the answer on stdout and everything else on stderr', async () => {
    const run = await advise([], { typed: [...THROUGH, ESC], env: { NO_COLOR: '1', TERM: 'xterm' } });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/for about \$/);
    expect(run.stdout).toContain('advise --workload chat');
    expect(run.stdout).not.toContain('?  What');
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stderr).toContain('✔ What will it run? Chat');
    expect(run.stderr).toMatch(/\d+ of \d+ systems still qualify\./);
  });

  it.each([
    ['explain', ['dgx-spark'], 'NVIDIA DGX Spark'],
    ['compare', ['dgx-spark', 'framework-desktop-128'], 'Framework Desktop'],
    ['explain', ['--since', '2026-06-30'], ' then, '],
  ])('who asks %s of %j without saying what for is asked that alone', async (command, args, told) => {
    const { code, stdout, stderr } = await advise([command, ...args, '--no-color'], {
      typed: [ESC, DOWN + ENTER],
    });
    expect(code).toBe(0);
    expect(stdout).toContain(told);
    expect(stderr).toContain('✔ What will it run? Questions to documents (RAG)\n');
    expect(stderr).not.toContain('CUDA');
  });

  it('who names a picture model is asked nothing, since it makes pictures only, and of a chat model not about those', async () => {
    const picture = await advise(['explain', 'dgx-spark', '-m', 'flux.1-dev', '--no-color'], {
      typed: [ENTER],
    });
    expect(picture.code).toBe(0);
    expect(picture.stderr).toContain('taking --workload image.');
    expect(picture.stderr).not.toContain('What will it run?');
    const text = await advise(['explain', 'dgx-spark', '-m', 'gpt-oss-20b', '--no-color'], {
      typed: [ENTER],
    });
    expect(text.stderr).toContain('Coding agent');
    expect(text.stderr).not.toContain('Image generation');
  });

  it.each([
    [['explain', 'dgx-spark', '--no-input'], 'no workload was given'],
    [['explain', 'dgx-spark', '--json'], 'no workload was given'],
    [['compare', 'dgx-spark', 'framework-desktop-128', '--no-input'], 'no workload was given'],
    [['explain', 'zzzz'], 'no machine, card or chip is called'],
    [['compare', 'dgx-spark', 'zzzz'], 'no machine, card or chip is called'],
    [['explain', 'dgx-spark', '-b', 'much'], '--budget'],
  ])('is not asked by %j', async (args, complaint) => {
    const { code, stdout, stderr } = await advise([...args, '--no-color'], { typed: [ENTER] });
    expect(code).toBe(2);
    expect(stderr + stdout).toContain(complaint);
    expect(stderr).not.toContain('What will it run?');
  });

  it('gets the whole page in a file, with the charts that need the catalogue', async () => {
    const run = await advise(['-o', 'report.html', '--no-color'], { typed: THROUGH });
    expect(run.code).toBe(0);
    for (const chart of ['Price against', 'Memory used', 'Decode over depth', 'Cost over'])
      expect(run.written['report.html'], chart).toContain(chart);
  });

  it.each([
    ['the line it is on', [DOWN, DOWN], 'Coding agent', 'coding'],
    ['what the space bar marked', [' ', DOWN, DOWN], 'Chat', 'chat'],
    ['all that was marked', [' ', DOWN, DOWN, ' '], 'Chat, Coding agent', 'chat,coding'],
    ['the line it is on after a mark was taken back', [' ', ' ', DOWN, DOWN], 'Coding agent', 'coding'],
  ])('takes with Enter %s', async (_, keys, name, id) => {
    const run = await advise(['--no-color'], { typed: [...keys, ...THROUGH, ESC] });
    expect(run.stderr).toContain(`✔ What will it run? ${name}\n`);
    expect(run.stdout).toContain(`advise --workload ${id}`);
  });

  it('finds its answers again on the way back', async () => {
    const run = await advise(['--no-color'], {
      typed: [DOWN, DOWN, ENTER, DOWN, ENTER, ESC, ESC, ...THROUGH, ESC],
    });
    expect(run.stdout).toMatch(/advise --workload coding .*--cuda preferred/);
  });

  it('sees its question above the choices in a window of ten lines, and how many there are', async () => {
    const run = await advise(['--no-color'], { typed: [...times(8, DOWN), ENTER], rows: 10 });
    const [firstScreen = ''] = run.stderr.split('\u001b[');
    expect(firstScreen).toContain('❯[ ] Chat');
    expect(firstScreen).not.toContain('Batch processing');
    expect(firstScreen).toContain('all 8 • space mark several');
    expect(run.stderr).toContain('✔ What will it run? Batch processing');
  });

  it('does not see keys that were pressed ahead printed between two questions', async () => {
    const modes: boolean[] = [];
    await advise(['--no-color'], { typed: [...THROUGH, ESC], onRawMode: (raw) => modes.push(raw) });
    expect(modes[0]).toBe(true);
    expect(modes.at(-1)).toBe(false);
    const printed = modes.flatMap((raw, i) => (raw ? [] : [modes[i + 1]]));
    expect(printed.slice(0, -1)).not.toContain(false);
    expect(printed.length).toBeGreaterThan(8);
  });

  it('reads questions broken for the window as it is, not as it was', async () => {
    let asked = 0;
    const columns = () => (asked++ < 20 ? 120 : 40);
    const run = await advise(['--no-color'], { typed: [...times(6, ENTER), ESC, ...THROUGH, ESC], columns });
    expect(run.stderr).toMatch(/\n {2}\(such as 4,000; Enter: no limit\)/);
  });

  it('breaks the lines of a terminal without a cursor at words', async () => {
    const asked = async (columns: number) =>
      (await advise([], { typed: times(7, ENTER), env: { TERM: 'dumb' }, columns })).stderr;
    const [wide, narrow] = await Promise.all([asked(400), asked(60)]);
    const lines = narrow.split('\n');
    expect(lines.filter((l) => l.replace(/^.*\(Enter: 1\): /, '').length > 60)).toEqual([]);
    expect(lines.length).toBeGreaterThan(wide.split('\n').length + 5);
    expect(narrow.split(/\s+/)).toEqual(wide.split(/\s+/));
    expect(narrow).toContain('\n  1. Chat: ');
  });

  it('puts a hint that leaves no room to type beside it under its question', async () => {
    const question = 'Budget for everything you buy, in US dollars?';
    const asked = async (columns: number) =>
      (await advise(['--no-color'], { typed: times(6, ENTER), columns })).stderr;
    expect(await asked(60)).toContain(`${question}\n  (such as 4,000; Enter: no limit)`);
    expect(await asked(110)).toContain(`${question} (such as 4,000; Enter: no limit)`);
  });

  it('can change an answer, look closer and save before leaving', async () => {
    const run = await advise(['--budget', '4000', '--no-color'], {
      rows: 200,
      // menu: explain, compare, change, save, words, quit; the cursor starts on quit
      typed: [
        ...times(8, ENTER),
        UP + ENTER, // what the words mean
        UP + UP + ENTER, // save
        ENTER, // as a web page
        `mine.html${ENTER}`,
        ENTER, // quit
      ],
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/ advise --workload chat --budget 4000\n[\s\S]*\n {2}calibrated {3}\S/);
    expect(run.written['mine.html']).toMatch(/^<!doctype html>/);
    expect(run.stderr).toContain('Written to mine.html');
  });

  it('is asked again where a page cannot be saved, and may save it at home', async () => {
    const typed = [...times(8, ENTER), UP + UP + ENTER, ENTER, `/nowhere/a.html${ENTER}`, `~/a.html${ENTER}`];
    const env = { HOME: '/home/me' };
    const run = await advise(['-b', '4000', '--no-color'], { rows: 200, env, typed: [...typed, ESC] });
    expect(run.stderr).toContain('cannot write "/nowhere/a.html"');
    expect(run.stderr).toContain('Written to /home/me/a.html');
    expect(Object.keys(run.written)).toEqual(['/home/me/a.html']);
  });

  it('is told in place what is wrong with a value, and may correct it', async () => {
    const run = await advise(['-w=', '--os', 'linux'], { typed: [] });
    expect(run.code).toBe(2);
    const asked = await advise(['--own', 'rtx-3090', '--no-color'], {
      typed: [ENTER, ENTER, ENTER, ENTER, `4000€${ENTER}`, CTRL_C],
    });
    expect(asked.stderr).toContain('amounts are in US dollars');
    expect(asked.code).toBe(130);
  });

  it('is told what an empty line means where a name is like nothing', async () => {
    const run = await advise(['--no-color'], { typed: [ENTER, ENTER, `zzzzzz${ENTER}`, CTRL_C] });
    expect(run.stderr).toContain('no model is called "zzzzzz". An empty line means: the best that fits.');
  });

  it('is told what is asked, where it answers with a question mark', async () => {
    const run = await advise(['--no-color'], {
      typed: [ENTER, ENTER, `?${ENTER}`, CTRL_U, ENTER, ENTER, ENTER, `no idea${ENTER}`, CTRL_C],
    });
    const said = run.stderr.replace(/\s+/g, ' ');
    expect(said).toContain('run at home. An empty line means: the best that fits.');
    expect(said).toContain('what costs more is left out. An empty line means: no limit.');
    expect(said).not.toContain('is called "?"');
  });

  it('may tell what it owns in a sentence with commas', async () => {
    const typed = [...times(4, ENTER), `a Ryzen 7 5800X, RTX 3070, 32gb${ENTER}`, ...times(4, ENTER), ESC];
    const run = await advise(['--no-color'], { typed });
    expect(run.stderr).toContain('Ryzen 7 5800X, GeForce RTX 3070, PC with 32 GB');
    expect(run.stdout).toMatch(/--own ryzen-7-5800x --own rtx-3070 --own .?pc 32GB/);
  });

  it('reads whole what its card was taken for: what is taken back ends before', async () => {
    const run = await advise(['--own', 'rtx 3060', '-b', '650', '--no-color'], {
      typed: [...times(7, ENTER), ESC],
    });
    const [, after = ''] = run.stderr.split('Ranking what qualifies ...');
    const said = after.slice(after.indexOf('Taken for GeForce')).split('\n\n')[0] ?? '';
    expect(after.indexOf(said)).toBeGreaterThan(after.indexOf('\u001b['));
    expect(said.replace(/\s+/g, ' ')).toMatch(/; if yours has other memory, say so: "rtx 3060 8GB"\.$/);
    expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('takes an answer back with a dash', async () => {
    const run = await advise(['--budget', '4000', '--no-color'], {
      typed: [...times(7, ENTER), DOWN.repeat(7) + ENTER, `-${ENTER}`, ENTER, ESC],
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('(Enter: 4000, -: no limit)');
    expect(run.stderr).toContain('✔ Budget for everything you buy, in US dollars? no limit');
    expect(run.stdout).toContain('advise --workload chat\n');
  });

  it('may say on the review how much a day, and is told where a service is the answer', async () => {
    const last = DOWN.repeat(20) + ENTER;
    const run = await advise(['-b', '2000', '--no-color'], {
      typed: [...times(7, ENTER), last, `lots${ENTER}`, CTRL_U, `300k a day${ENTER}`, ENTER, ESC],
    });
    expect(run.stderr).toContain('needs a number (got "lots"). For instance 3M or 3,000,000.');
    expect(run.stdout).toMatch(/^Buy nothing: use .* by API/);
    expect(run.stdout).toContain('--tokens-per-day 300000');
  });

  it.each([
    ['a cursor', {}],
    ['a cursor missing', { TERM: 'dumb' }],
  ])('with %s may type the word for nothing', async (_, env) => {
    const typed = [
      ...times(2, ENTER),
      `none${ENTER}`,
      ENTER,
      `No${ENTER}`,
      `no limit${ENTER}`,
      ...times(3, ENTER),
    ];
    const run = await advise(['--no-color'], { env, typed: [...typed, ESC] });
    expect(run.stdout).toMatch(/advise --workload chat\n/);
    expect(run.stderr).not.toMatch(/is called|needs a number/);
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('leaves with %s: 130, no stack, cursor back', async (_, key) => {
    const run = await advise([], { typed: [ENTER, DOWN, key] });
    expect(run.code).toBe(130);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/Interrupted\. With the answers so far: advise --workload chat\n$/);
    expect(run.stderr).not.toMatch(/\bat .*\.[jt]s:\d/);
    expect(run.stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(run.stderr.lastIndexOf('\u001b[?25l'));
  });

  it('leaves with the flags that were given beside the answers', async () => {
    const given = ['--as-of', '2026-06-30', '--seed', '5', '--budget', '4000'];
    const run = await advise(given, { typed: [ENTER, CTRL_C] });
    expect(run.stderr).toContain('advise --workload chat --budget 4000 --as-of 2026-06-30 --seed 5\n');
  });

  it('leaves before the first answer, and after the result, with nothing to say again', async () => {
    const first = await advise([], { typed: [CTRL_C] });
    expect(first.stderr).toMatch(/Interrupted\.\n$/);
    const last = await advise(['--budget', '4000'], { typed: [...times(8, ENTER), CTRL_C] });
    expect(last.stdout).toContain('advise --workload chat --budget 4000');
    expect(last.stderr).not.toContain('answers so far');
  });

  it('goes back with Esc', async () => {
    const run = await advise(['--no-color'], { typed: [ENTER, DOWN + ENTER, ESC, ENTER, CTRL_C] });
    // The line that stays comes after the cursor is back; the prompt's own last picture is wiped.
    const stays = run.stderr.split('\u001b[?25h').filter((part) => part.startsWith('✔ Do your tools'));
    expect(stays.length).toBe(2);
    expect(run.code).toBe(130);
  });

  it('steps from the list of answers to the last question, with what was changed there', async () => {
    const run = await advise(['--no-color'], {
      // list: the answer, work, CUDA, model, users ...; the work becomes coding, then Esc and Enter through the rest
      typed: [...times(8, ENTER), DOWN + ENTER, ' ', DOWN.repeat(2), ` ${ENTER}`, ESC, ENTER, ENTER, ESC],
    });
    expect(run.stdout).toContain('advise --workload coding');
    const last = run.stderr.split('\u001b[?25h').filter((part) => part.startsWith('✔ Which operating'));
    expect(last).toHaveLength(2);
  });

  it('is told of Esc only what it does', async () => {
    const { stderr } = await advise(['--no-color'], { typed: [...THROUGH, ESC] });
    const [first = '', ...later] = stderr.split('Do your tools need NVIDIA CUDA?');
    expect(first).toContain('⏎ take');
    expect(first).not.toContain('esc back');
    expect(later.join('')).toContain('esc back');
    expect(stderr.slice(stderr.indexOf('What now?'))).toContain('esc leave');
    expect(stderr.slice(stderr.indexOf('What now?'))).not.toContain('esc back');
  });

  it('sees the pick first on a small screen, and the rest on request', async () => {
    const typed = [...THROUGH, `${UP.repeat(6)}${ENTER}`, ENTER];
    const run = await advise(['--no-color'], { typed });
    const [before = '', after = ''] = run.stdout.split('Again  ');
    expect(before).toMatch(/^\n?\S.* for about \$/);
    expect(before).not.toContain('Runner-up');
    expect(before.split('\n').length).toBeLessThanOrEqual(15);
    expect(after).toContain('Runner-up');
    const taller = await advise(['--no-color'], { typed, rows: 40 });
    expect(taller.stdout.split('Again  ')[0]).toContain('Why');
  });

  it('reads the pick again at the end of an answer that scrolled it away', async () => {
    const { stdout } = await advise(['-w', 'chat', '-b', '4000', '--no-color'], { tty: true, rows: 24 });
    const [headline = ''] = stdout.split('\n');
    expect(stdout.trimEnd().split('\n').at(-4)).toBe(`In short           ${headline}`);
    const tall = await advise(['-w', 'chat', '-b', '4000', '--no-color'], { tty: true, rows: 200 });
    expect(tall.stdout).toBe(stdout.replace(/In short .*\n/, ''));
  });

  it('sees that something is done while the answer is worked out', async () => {
    const { stderr } = await advise(['--no-color'], { typed: [...THROUGH, ESC] });
    expect(stderr).toContain('Ranking what qualifies ...\n\u001b[1A\r\u001b[J\n');
  });

  it('judges the flags before it asks anything', async () => {
    const run = await advise(['--budget', 'lots'], { typed: [] });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--budget');
    expect(run.stderr).not.toContain('A few questions');
  });
});

describe('a terminal that cannot move the cursor, or a screen reader', { timeout: 60_000 }, () => {
  const lines = (...typed: string[]) => typed.map((t) => `${t}\n`);

  it('is asked line by line, without any escape sequence', async () => {
    const run = await advise([], {
      env: { TERM: 'dumb' },
      rows: 500,
      typed: lines('2', '1', 'gpt-oss-20b', '', '', '3000', '2', 'linux', '', '5', '6'),
    });
    expect(run.code).toBe(0);
    expect(run.stderr).not.toContain('\u001b');
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).toContain(
      'advise --workload rag --model gpt-oss-20b --budget 3000 --os linux --condition any\n',
    );
  });

  it('complains in words and asks again', async () => {
    const run = await advise(['--format', 'plain'], {
      typed: lines('99', '1', '', 'gpt-osss', '', '1', '', 'lots', '1000'),
    });
    expect(run.stderr).toContain('Type numbers from 1 to 8.');
    expect(run.stderr).toContain('Did you mean "gpt-oss-20b"');
    expect(run.stderr).toContain('needs a number (got "lots")');
    expect(run.stderr).not.toContain('budget: ');
    expect(run.code).toBe(130);
    expect(run.stdout).toBe('');
  });

  it('goes back on "back"', async () => {
    const run = await advise([], { env: { TERM: 'dumb' }, typed: lines('1', '3', 'back', '1') });
    expect(run.stderr.match(/Do your tools need NVIDIA CUDA\?/g)?.length).toBe(2);
  });
});

describe('nobody at the keyboard', () => {
  it.each([[[]], [['--no-input']], [['--budget', '4000']]])('names the flag: %j', async (args) => {
    const run = await advise(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--workload');
  });
  it('does not ask under --no-input or --json, even in a terminal', async () => {
    for (const flag of ['--no-input', '--json']) {
      const run = await advise([flag], { typed: [] });
      expect(run.code).toBe(2);
      expect(run.stdout + run.stderr).not.toContain('A few questions');
    }
  });
});

describe('a narrow terminal', { timeout: 60_000 }, () => {
  it('is told which columns it has no room for', async () => {
    const shown = async (columns: number) =>
      (await advise(['-w', 'chat', '-b', '4000', '--no-color'], { tty: true, columns })).stdout;
    const narrow = await shown(60);
    expect(narrow).not.toMatch(/^ *#.*SCORE/m);
    expect(narrow).toMatch(/No\s+room\s+here\s+for\s+(?:ALIKE,\s+)?MODEL,\s+SCORE/);
    expect(narrow).toMatch(/Of\s+these\s+1\s+runs\s/);
    const wide = await shown(120);
    expect(wide).toMatch(/^ *#.*MODEL.*SCORE/m);
    expect(wide).not.toContain('No room');
  });
  it.each(['list systems', 'list measurements', 'fit gpt-oss-20b --no-color'])(
    'is told so by %s',
    async (line) => {
      const narrow = { tty: true, columns: 60 };
      const { stdout } = await advise(line.split(' '), narrow);
      const [header = ''] = stdout.split('\n');
      const all =
        (await advise([...line.split(' '), '--format', 'markdown'], narrow)).stdout.split('\n')[0] ?? '';
      const titles = all.split('|').map((t) => t.trim());
      const dropped = titles.filter((title) => title !== '' && !header.includes(title));
      expect(dropped.length).toBeGreaterThan(0);
      expect(stdout.replace(/\s+/g, ' ')).toContain(`No room here for ${dropped.join(', ')}.`);
      for (const elsewhere of [{}, { tty: true, columns: 400 }])
        expect((await advise(line.split(' '), elsewhere)).stdout).not.toContain('No room');
      for (const format of ['plain', 'json', 'markdown'])
        expect((await advise([...line.split(' '), '--format', format], narrow)).stdout).not.toContain(
          'No room',
        );
    },
  );
});
