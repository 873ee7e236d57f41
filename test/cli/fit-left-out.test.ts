import { expect, it } from 'vitest';
import type { Ranked } from '../../src/schema/document.ts';
import type { FitList } from '../../src/schema/views.ts';
import { advise } from './world.ts';

const FOR = ['--context', '100k', '--budget', '25000', '--condition', 'any'];
const asJson = async (args: readonly string[]) =>
  JSON.parse((await advise([...args, ...FOR, '--json', '--no-input'])).stdout);

it('fit lists every machine that runs the model, or says what speaks against it', async () => {
  const list: FitList = await asJson(['fit', 'glm-4.5-air']);
  const said = new Set([...list.systems, ...(list.left_out ?? [])].map((r) => r.system.id));
  const chat = await asJson(['--workload', 'chat', '--model', 'glm-4.5-air']);
  expect(chat.ranked.length).toBeGreaterThan(list.systems.length);
  expect(chat.ranked.map((r: Ranked) => r.system.id).filter((id: string) => !said.has(id))).toEqual([]);
  expect(list.left_out?.every((x) => x.reasons.every((r) => r.code.startsWith('rule:')))).toBe(true);
});

it('says on a terminal how many are left out, and why most of them are', async () => {
  const { stdout } = await advise(['fit', 'glm-4.5-air', ...FOR], { tty: true, columns: 80 });
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toMatch(
    /Left out although they could run it: \d+ machines, \d+ of them like .+\. The first token of a fresh prompt comes after/,
  );
  const piped = await advise(['fit', 'glm-4.5-air', ...FOR]);
  expect(piped.stdout).not.toContain('Left out');
});

it('names for them no build of unlike cards, which nobody sells, where there is a plainer machine', async () => {
  const asked = ['fit', 'gpt-oss-120b', '--context', '128k', '--condition', 'new'];
  const list: FitList = JSON.parse((await advise([...asked, '--json'])).stdout);
  const unlike = (list.left_out ?? []).filter((x) => x.system.devices.length > 1);
  expect(unlike.length).toBeGreaterThan(0);
  const { stdout } = await advise(asked, { tty: true, columns: 400 });
  const [, named = ''] = /Left out .* like (.+?)\. /.exec(stdout) ?? [];
  expect(list.left_out?.map((x) => x.system.name)).toContain(named);
  expect(unlike.map((x) => x.system.name)).not.toContain(named);
});
