import { expect, it } from 'vitest';
import type { FitList } from '../../src/schema/views.ts';
import { advise } from './world.ts';

const fit = async (...args: string[]): Promise<FitList> =>
  JSON.parse((await advise(['fit', 'llama-3.3-70b', '--json', '--no-input', ...args])).stdout);

it('fit tells speeds after the prompt that is said, within the context that is asked for', async () => {
  const [whole, short] = await Promise.all([fit('-c', '64k'), fit('-c', '64k', '--prompt-tokens', '2k')]);
  const of = (list: FitList, id: string) => list.systems.find((r) => r.system.id === id);
  const both = short.systems.flatMap((r) => {
    const deep = of(whole, r.system.id);
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

it('means what a recommendation means by it, and makes room for a prompt that is longer than the context', async () => {
  const args = ['--prompt-tokens', '32k', '--condition', 'any', '--json', '--no-input'];
  const listed = await fit('--prompt-tokens', '32k');
  const chat = JSON.parse((await advise(['-w', 'chat', '-m', 'llama-3.3-70b', ...args])).stdout);
  expect(chat.workload[0].context).toBeGreaterThan(32_768);
  const ranked = new Map(chat.ranked.map((r: FitList['systems'][number]) => [r.system.id, r.fit]));
  expect(listed.systems.length).toBeGreaterThan(10);
  for (const r of listed.systems) if (ranked.has(r.system.id)) expect(r.fit).toEqual(ranked.get(r.system.id));
});

it('says that no machine reads more than the model was made for', async () => {
  const { stdout, code } = await advise(['fit', 'llama-3.3-70b', '--prompt-tokens', '200k']);
  expect(stdout).toMatch(/ends at 131k tokens of context on any machine/);
  expect(code).toBe(1);
});
