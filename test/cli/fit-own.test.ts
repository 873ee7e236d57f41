import { expect, it } from 'vitest';
import { fitListSchema } from '../../src/schema/views.ts';
import { advise } from './world.ts';

const fit = async (...args: string[]) => {
  const { code, stdout } = await advise(['fit', ...args, '--as-of', '2026-11-20', '--json']);
  return { code, list: fitListSchema.parse(JSON.parse(stdout)) };
};
const onTerminal = async (columns: number, ...args: string[]) =>
  (
    await advise(['fit', ...args, '--as-of', '2026-11-20', '--no-color'], { tty: true, columns })
  ).stdout.split('\n');

it('lists what is owned before everything that costs something, with its speed and context', async () => {
  const { list } = await fit('gpt-oss-20b', '--own', 'rtx-3090');
  const [mine] = list.owned ?? [];
  expect(mine).toMatchObject({ system: { id: 'rtx-3090' }, runs: true, reasons: [] });
  expect(mine?.workloads[0]?.fit?.max_context).toBeGreaterThan(8192);
  const [head, first, second] = await onTerminal(200, 'gpt-oss-20b', '--own', 'rtx-3090');
  expect(head).toContain('CONTEXT UP TO');
  expect(first).toMatch(/^GeForce RTX 3090 +yours +MXFP4 +comfortable +\S+k +\d+ /);
  expect(second).toContain('$');
});

it('names an engine once that is its own backend', async () => {
  const lines = await onTerminal(200, 'qwen3-8b', '--os', 'macos');
  expect(lines.some((l) => / mlx +(?:new|used)/.test(l))).toBe(true);
  expect(lines.join()).not.toContain('mlx mlx');
  expect(lines.join()).toContain('llama.cpp metal');
});

it('says of what is owned why it does not run it, or what speaks against that, and lists the others', async () => {
  const small = await fit('llama-3.3-70b', '--own', 'rtx-3060', '--own', 'rtx-3090');
  expect(small.list.owned?.map((o) => [o.system.id, o.runs, o.reasons.length > 0])).toEqual([
    ['rtx-3060-12', false, true],
    ['rtx-3090', true, true],
  ]);
  const text = (await onTerminal(80, 'llama-3.3-70b', '--own', 'rtx-3060')).join(' ');
  expect(text).toMatch(/Your GeForce RTX 3060 12GB does not run it: .* needs \S+ GiB and it has \S+ GiB/);
  const piped = await advise(['fit', 'llama-3.3-70b', '--own', 'rtx-3060']);
  expect(piped.stderr).toContain('Your GeForce RTX 3060 12GB does not run it');
  expect(piped.stdout).not.toContain('Your GeForce');
});

it('says once what speaks against a run of what is owned, however many rules do', async () => {
  const { list } = await fit('llama-3.3-70b', '--own', 'rtx-3090');
  expect(list.owned?.[0]?.reasons.length).toBeGreaterThan(1);
  const text = (await onTerminal(200, 'llama-3.3-70b', '--own', 'rtx-3090')).join(' ');
  expect(text).toMatch(/Your GeForce RTX 3090 runs it in a way that we would not advise\. It fits only at/);
  expect(text).not.toContain('does better on the same machine');
});

it('has found something where what is owned runs it and nothing on sale does', async () => {
  expect((await fit('gpt-oss-20b', '--budget', '50')).code).toBe(1);
  const { code, list } = await fit('gpt-oss-20b', '--budget', '50', '--own', 'rtx-3090');
  expect({ code, of: list.of }).toEqual({ code: 0, of: 0 });
  const [, first, ...rest] = await onTerminal(120, 'gpt-oss-20b', '--budget', '50', '--own', 'rtx-3090');
  expect(first).toMatch(/^GeForce RTX 3090 +yours/);
  expect(rest.join(' ')).toContain('Nothing on sale runs gpt-oss-20b');
});

it('shortens on 80 columns how well it fits before it leaves out how much context there is', async () => {
  const [head = ''] = await onTerminal(80, 'llama-3.3-70b');
  expect(head).toMatch(/FITS +CONTEXT +DECODE/);
  const wide = await onTerminal(200, 'llama-3.3-70b');
  expect(wide[1]).toContain('comfortable');
});

it('says how to say the memory of a PC of which nothing is known, where that may be what is missing', async () => {
  const why = async (own: string) => {
    const { list } = await fit('gpt-oss-20b', '--own', own);
    return list.owned?.flatMap((o) => o.reasons.map((r) => [r.code, r.text]));
  };
  const example = (such: string) => expect.stringContaining(`--own "${such}"`);
  expect(await why('GTX 1080 Ti')).toEqual([
    ['does_not_fit', expect.any(String)],
    ['own_memory_unsaid', example('gtx-1080-ti + 64GB')],
  ]);
  const { stdout } = await advise(['fit', 'qwen3.8-27b', '--own', '2x GTX 1060 3GB', '-f', 'table']);
  expect(stdout).toContain('Your 2x GeForce GTX 1060 3GB do not run it:');
  const [processor] = (await fit('gpt-oss-20b', '--own', 'i7-8700K')).list.owned ?? [];
  expect(processor?.system.memory_gb).toBeNull();
  expect(await why('i7-8700K')).toEqual([['own_memory_unsaid', example('core-i7-8700k 64GB')]]);
  expect(await why('GTX 1080 Ti + 32GB')).toEqual([]);
});
