import { describe, expect, it } from 'vitest';
import type { Ranked } from '../../src/schema/document.ts';
import { advise } from './world.ts';

const MODEL = 'llama-3.3-70b';
const LIMITS = ['--users', '8', '--condition', 'new', '--budget', '20000', '--json', '--no-input'];

const rowsOf = async (key: 'systems' | 'ranked', args: readonly string[]): Promise<Ranked[]> =>
  JSON.parse((await advise([...args, ...LIMITS])).stdout)[key];

describe('fit for several users', () => {
  it.each(['32k', '128k'])('means by a context of %s what a recommendation means', async (context) => {
    const listed = await rowsOf('systems', ['fit', MODEL, '--context', context]);
    const team = ['--workload', 'serving', '--model', MODEL, '--context', context, '--top', '999'];
    const ranked = new Map((await rowsOf('ranked', team)).map((r) => [r.system.id, r]));
    const both = listed.filter((r) => ranked.has(r.system.id));
    expect(both.length).toBeGreaterThan(10);
    for (const r of both) {
      const status = ranked.get(r.system.id)?.fit?.status;
      expect([r.system.id, r.fit?.status]).toEqual([r.system.id, status]);
    }
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
