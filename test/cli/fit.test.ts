import { describe, expect, it } from 'vitest';
import { fitListSchema } from '../../src/schema/views.ts';
import { advise, recommended } from './world.ts';

const fit = async (...args: string[]) => {
  const { code, stdout } = await advise(['fit', ...args, '--json']);
  return { code, list: fitListSchema.parse(JSON.parse(stdout)) };
};

describe('advise fit', () => {
  it('lists every machine that runs it, cheapest first', async () => {
    const { code, list } = await fit('gpt-oss-120b', '-c', '131072');
    expect(code).toBe(0);
    expect(list.of).toBe(list.systems.length);
    const prices = list.systems.map((r) => r.price_usd?.value ?? Number.POSITIVE_INFINITY);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    for (const r of list.systems) expect(r.model?.id).toBe('gpt-oss-120b');
    const whole = list.systems.filter((r) => r.fit?.status === 'comfortable');
    expect(whole.length).toBeGreaterThan(5);
    for (const r of whole) expect(r.fit?.max_context).toBeGreaterThanOrEqual(131_072);
  });
  it('names the end of a model that ends sooner than was asked, and no machine', async () => {
    const { code, list } = await fit('llama-3-8b', '-c', '100k');
    expect(code).toBe(1);
    expect(list).toMatchObject({ of: 0, systems: [], flips: [], alternatives: [] });
    const { stdout } = await advise(['fit', 'llama-3-8b', '-c', '100k']);
    expect(stdout).toContain('ends at 8.2k tokens of context on any machine');
    expect((await fit('llama-3-8b', '-c', '8k')).code).toBe(0);
  });
  it('tells the speed at the end of the context that was asked for', async () => {
    const rate = async (...args: string[]) => (await fit('gpt-oss-120b', '--min-decode', '40', ...args)).list;
    const [usual, deep] = [await rate(), await rate('-c', '128k')];
    expect(deep.systems[0]?.speed?.at.depth).toBe(131_072 - 400 / 2);
    const of = (list: typeof deep, id: string | undefined) =>
      list.systems.find((r) => r.system.id === id)?.speed?.decode_tok_s?.value ?? 0;
    const id = deep.systems[0]?.system.id;
    expect(of(deep, id)).toBeLessThan(of(usual, id));
    const table = ['fit', 'gpt-oss-120b', '-c', '128k', '-n', '3'];
    const narrow = await advise(table, { tty: true, columns: 40 });
    expect(narrow.stdout).toMatch(/^SYSTEM +PRICE +FITS +DECODE\n/);
    expect(narrow.stdout).toContain('Decode in tok/s at 131k depth.');
    for (const line of narrow.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  });
  it('leaves out what decodes slower, and cuts at --top', async () => {
    const { list } = await fit('gpt-oss-120b', '--min-decode', '40', '--top', '3');
    expect(list.systems).toHaveLength(3);
    expect(list.of).toBeGreaterThan(3);
    for (const r of list.systems) expect(r.speed?.decode_tok_s?.value).toBeGreaterThanOrEqual(40);
  });
  it('keeps the cheapest on the screen and says how to see the rest; pipes get all', async () => {
    const screen = await advise(['fit', 'gpt-oss-20b'], { tty: true, columns: 200 });
    const [, all = ''] = /(\d+) shows all/.exec(screen.stdout) ?? [];
    expect(screen.stdout.split('\n').length).toBeLessThan(32);
    const rows = async (...args: string[]) =>
      (await advise(['fit', 'gpt-oss-20b', ...args])).stdout.trim().split('\n').length;
    expect(await rows()).toBe(Number(all));
    expect(await rows('-n', '40')).toBe(40);
  });
  it('shows on 80 columns how much context there is, and names the cheapest where it fits comfortably', async () => {
    const shown = async (...args: string[]) =>
      (
        await advise(['fit', 'gpt-oss-120b', '--as-of', '2026-11-20', '--no-color', ...args], {
          tty: true,
          columns: 80,
        })
      ).stdout;
    const all = await shown();
    expect(all.split('\n')[0]).toMatch(/^SYSTEM .* CONTEXT .*DECODE .*SOLD$/);
    const { list } = await fit('gpt-oss-120b');
    const at = list.systems.findIndex((r) => r.fit?.status === 'comfortable');
    const cheapest = list.systems[at];
    expect(list.systems[0]?.fit?.status).toBe('offload');
    expect(all.replace(/\s+/g, ' ')).toContain(
      `Cheapest where it fits comfortably: ${cheapest?.system.name} for about`,
    );
    // What opens the list anyway is not said again.
    const rates = list.systems.slice(0, at).map((r) => r.speed?.decode_tok_s?.value ?? 0);
    const faster = String(Math.ceil(Math.max(...rates)) + 1);
    expect(await shown('--min-decode', faster)).not.toContain('Cheapest where');
  });
  it('knows image models, in time per image', async () => {
    const { list } = await fit('flux.1-dev', '--top', '5');
    for (const r of list.systems) expect(r.image?.seconds?.value).toBeGreaterThan(0);
    const { stdout } = await advise(['fit', 'flux.1-dev', '--top', '2', '--format', 'markdown']);
    expect(stdout).toContain('PER IMAGE');
    expect(stdout).not.toContain('CONTEXT UP TO');
    expect(stdout).toMatch(
      /\| (?:new|used) \|\n\n\* old price\.\n\d+ more: -n \d+ shows all\.\nLeft out although they could run it: .+\n$/,
    );
    expect((await advise(['fit', 'flux.1-dev', '--min-decode', '5'])).code).toBe(2);
  });
  it('draws in the format that was asked for; one that no such model comes in is said to be unknown', async () => {
    const asked = async (quant: string) =>
      (await fit('flux.1-dev', '--quant', quant, '--top', '3')).list.systems;
    for (const [quant, named] of [
      ['bf16', 'bf16'],
      ['fp8', 'fp8'],
      ['q8_0', 'q8'],
    ] as const) {
      const systems = await asked(quant);
      expect(systems.length).toBeGreaterThan(0);
      for (const r of systems) {
        expect(r.model?.quant).toBe(named);
        expect(r.workloads[0]?.unknown.join(' ')).not.toContain('format');
      }
    }
    for (const r of await asked('iq4_xs'))
      expect(r.workloads[0]?.unknown).toContainEqual(expect.stringMatching(/^format: no iq4_xs/));
  });
  it('nothing runs it: exit 1, the nearest miss and what to do instead', async () => {
    const { code, list } = await fit('kimi-k2.6', '--budget', '3000');
    expect(code).toBe(1);
    expect(list.systems).toEqual([]);
    expect(list.flips[0]?.change).toBe('budget');
    expect(list.alternatives.some((a) => a.kind === 'rent' || a.kind === 'api')).toBe(true);
  });
  it('where it runs, but too slowly, says how fast the fastest is', async () => {
    const { code, stdout } = await advise(['fit', 'gpt-oss-20b', '--min-decode', '100000']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^None of the \d+ machines that run gpt-oss-20b decodes at 100000 tok\/s: the fastest is /,
    );
    expect(stdout).not.toContain('leads');
  });
  it('says that nothing runs it in lines that fit the terminal, and by its name', async () => {
    const run = await advise(['fit', 'kimi-k2.6', '-b', '3000', '-f', 'table'], { tty: true, columns: 60 });
    expect(run.stdout).toMatch(/^Nothing on sale runs Kimi K2\.6/);
    for (const line of run.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
  it.each([
    [['all-minilm-l6-v2'], 'embedding'],
    [['gpt-os-120b'], 'gpt-oss-120b'],
    [['Llama 4 Maverick 70B'], 'llama'],
    [['gpt-oss-120b', 'more'], 'too many arguments'],
  ])('refuses %j', async (args, said) => {
    const run = await advise(['fit', ...args]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
  });
});

describe('a prompt that fit is told', () => {
  const MODEL = 'llama-3.3-70b';
  it('is what speeds are told after, within the context that is asked for', async () => {
    const [{ list: whole }, { list: short }] = await Promise.all([
      fit(MODEL, '-c', '64k'),
      fit(MODEL, '-c', '64k', '--prompt-tokens', '2k'),
    ]);
    const both = short.systems.flatMap((r) => {
      const deep = whole.systems.find(({ system }) => system.id === r.system.id);
      return deep ? [[r, deep] as const] : [];
    });
    expect(both.length).toBeGreaterThan(10);
    for (const [r, deep] of both) {
      expect(r.speed?.at.depth).toBeLessThan(3000);
      expect(deep.speed?.at.depth).toBeGreaterThan(64_000);
      expect(r.speed?.decode_tok_s?.value).toBeGreaterThan(deep.speed?.decode_tok_s?.value ?? 0);
      // The cache still has to hold what was asked for.
      expect(r.fit?.footprint_gib).toBe(deep.fit?.footprint_gib);
    }
    // Machines that are too slow with a prompt as long as the context are not with a short one.
    expect(short.of).toBeGreaterThan(whole.of);
  });

  it('means what a recommendation means by it, and has room where it is longer than the context', async () => {
    const { list } = await fit(MODEL, '--prompt-tokens', '32k');
    const any = ['--prompt-tokens', '32k', '--condition', 'any'];
    const chat = await recommended('-w', 'chat', '-m', MODEL, ...any);
    expect(chat.workload[0]?.context).toBeGreaterThan(32_768);
    const fits = new Map(chat.ranked.map((r) => [r.system.id, r.fit]));
    const both = list.systems.filter((r) => fits.has(r.system.id));
    expect(both.length).toBeGreaterThan(10);
    for (const r of both) expect(r.fit).toEqual(fits.get(r.system.id));
  });

  it('is longer than the model was made for: no machine reads it', async () => {
    const { stdout, code } = await advise(['fit', MODEL, '--prompt-tokens', '200k']);
    expect(stdout).toMatch(/ends at 131k tokens of context on any machine/);
    expect(code).toBe(1);
  });
});

describe('fit for several users', () => {
  const MODEL = 'llama-3.3-70b';
  it.each(['32k', '128k'])('means by a context of %s what a recommendation means', async (context) => {
    const limits = ['--context', context, '--users', '8', '--condition', 'new', '--budget', '20000'];
    const { list } = await fit(MODEL, ...limits);
    const team = await recommended('--workload', 'serving', '--model', MODEL, ...limits);
    const statuses = new Map(team.ranked.map((r) => [r.system.id, r.fit?.status]));
    const both = list.systems.filter((r) => statuses.has(r.system.id));
    expect(both.length).toBeGreaterThan(10);
    for (const r of both) expect(r.fit?.status, r.system.id).toBe(statuses.get(r.system.id));
  });

  it('says whose the context is; for one user it is read to its end', async () => {
    const text = async (users: string) =>
      (await advise(['fit', MODEL, '--context', '32k', '--users', users], { tty: true, columns: 120 }))
        .stdout;
    expect(await text('8')).toContain('Context of one user, while each other holds 2.4k tokens.');
    const alone = await text('1');
    expect(alone).not.toContain('each other');
    expect(alone).toMatch(/Decode in tok\/s at 32\.\dk depth/);
  });
});

describe('what fit leaves out', () => {
  const LIMITS = ['--context', '100k', '--budget', '25000', '--condition', 'any'];

  it('could run it, and is listed with the rules that speak against it', async () => {
    const { list } = await fit('glm-4.5-air', ...LIMITS);
    const said = new Set([...list.systems, ...(list.left_out ?? [])].map((r) => r.system.id));
    const { ranked } = await recommended('--workload', 'chat', '--model', 'glm-4.5-air', ...LIMITS);
    expect(ranked.length).toBeGreaterThan(list.systems.length);
    expect(ranked.map((r) => r.system.id).filter((id) => !said.has(id))).toEqual([]);
    expect(list.left_out?.every((x) => x.reasons.every((r) => r.code.startsWith('rule:')))).toBe(true);
  });

  it('is counted on a terminal, with why most of it is out', async () => {
    const { stdout } = await advise(['fit', 'glm-4.5-air', ...LIMITS], { tty: true, columns: 80 });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toMatch(
      /Left out although they could run it: \d+ machines, \d+ of them like .+\. The first token of a fresh prompt comes after/,
    );
    const piped = await advise(['fit', 'glm-4.5-air', ...LIMITS]);
    expect(piped.stdout).not.toContain('Left out');
  });

  it('is named after no build of unlike cards, which nobody sells, where there is a plainer machine', async () => {
    const asked = ['gpt-oss-120b', '--context', '128k', '--condition', 'new'];
    const { left_out = [] } = (await fit(...asked)).list;
    const unlike = left_out.filter((x) => x.system.devices.length > 1);
    expect(unlike.length).toBeGreaterThan(0);
    const { stdout } = await advise(['fit', ...asked], { tty: true, columns: 400 });
    const [, named = ''] = /Left out .* like (.+?)\. /.exec(stdout) ?? [];
    expect(left_out.map((x) => x.system.name)).toContain(named);
    expect(unlike.map((x) => x.system.name)).not.toContain(named);
  });
});
