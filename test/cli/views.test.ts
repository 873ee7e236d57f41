import { describe, expect, it } from 'vitest';
import { estimateDocumentSchema } from '../../src/schema/estimate-document.ts';
import { SCHEMA_KINDS } from '../../src/schema/json-schema.ts';
import {
  changesSchema,
  comparisonSchema,
  dataCheckSchema,
  explanationSchema,
  fitListSchema,
} from '../../src/schema/views.ts';
import { advise, recommended } from './world.ts';

const CHAT = ['--workload', 'chat', '--budget', '6000', '--as-of', '2026-11-20'];

describe('every view is a document with a published schema', () => {
  it.each([
    ['explanation', explanationSchema, ['explain', 'dgx-spark', ...CHAT]],
    ['explanation', explanationSchema, ['explain', 'mac-studio-m3-ultra-512', ...CHAT]],
    ['comparison', comparisonSchema, ['compare', 'dgx-spark', 'framework-desktop-128', ...CHAT]],
    ['changes', changesSchema, ['explain', '--since', '2026-06-30', ...CHAT]],
    ['fit', fitListSchema, ['fit', 'gpt-oss-20b', '--top', '2', '--as-of', '2026-11-20']],
    ['estimate', estimateDocumentSchema, ['estimate', '--on', 'rtx-3090', '--model', 'gpt-oss-20b']],
    ['data_check', dataCheckSchema, ['data', 'check', 'test/data/overlays/faults']],
  ] as const)('%s', async (kind, schema, args) => {
    const { stdout } = await advise([...args, '--json', '--no-input']);
    const document = JSON.parse(stdout);
    expect(schema.safeParse(document).error).toBeUndefined();
    expect(document).toMatchObject({ schema_version: 1, kind });
    expect(SCHEMA_KINDS).toContain(kind);
    const published = await advise(['schema', kind]);
    expect(JSON.parse(published.stdout).properties.kind).toEqual({ type: 'string', const: kind });
  });

  it('takes a card for the machine around it that is placed best, and says which', async () => {
    const { stdout, stderr } = await advise(['explain', '3090', ...CHAT, '--condition', 'any', '--json']);
    const { system, ranked } = JSON.parse(stdout);
    expect(ranked.system.devices.map((d: { id: string }) => d.id)).toEqual(['rtx-3090']);
    expect(stderr).toContain(system);
    const all = await recommended(...CHAT, '--condition', 'any');
    const first = all.ranked.find((r) => r.system.devices.every((d) => d.id === 'rtx-3090'));
    expect(system).toBe(first?.system.id);
    const out = await advise(['explain', 'rtx-5090', '-w', 'chat', '-b', '1500']);
    expect(out.stdout).toMatch(/is out:\n- costs about/);
  });

  it('takes a family, or a name without its size, for its member that is placed best, and says which', async () => {
    const all = await recommended(...CHAT);
    const best = (family: string) => all.ranked.find((r) => r.system.id.startsWith(family))?.system.id ?? '';
    const compared = await advise(['compare', 'Mac Studio', 'framework desktop', ...CHAT, '--json']);
    const { systems } = comparisonSchema.parse(JSON.parse(compared.stdout));
    expect(systems.map((s) => s.id)).toEqual([best('mac-studio'), best('framework-desktop')]);
    expect(compared.stderr).toMatch(
      /^"Mac Studio" stands for \d+ machines: taking the best of them here, mac-studio-/,
    );
    const without = await advise(['explain', 'mac studio m5 max', ...CHAT, '--json']);
    expect(JSON.parse(without.stdout).system).toBe(best('mac-studio-m5-max'));
    const own = await advise(['explain', 'NVIDIA DGX Spark', ...CHAT]);
    expect(own.stderr).toBe('');
    const mine = ['explain', 'mac studio m2 ultra', ...CHAT, '--own', 'mac-studio-m2-ultra-64', '--json'];
    expect(JSON.parse((await advise(mine)).stdout).system).toBe('mac-studio-m2-ultra-64');
  });

  it('takes the name of a card that is owned for what is owned, not for what could be bought around it', async () => {
    const owning = [...CHAT, '--own', 'rtx-3090, mx150', '--json'];
    const explained = await advise(['explain', '3090', ...owning]);
    const { excluded } = explanationSchema.parse(JSON.parse(explained.stdout));
    expect(excluded?.system.devices).toMatchObject([{ id: 'rtx-3090', count: 1 }]);
    expect(excluded?.reasons.map((r) => r.code)).toEqual(['owned']);
    const compared = await advise(['compare', '3090', 'mx150', 'dgx-spark', ...owning]);
    const { systems } = comparisonSchema.parse(JSON.parse(compared.stdout));
    expect(systems.map((s) => s.owned?.system.id)).toEqual(['rtx-3090', 'mx150', undefined]);
    expect([explained.stderr, compared.stderr]).toEqual(['', '']);
  });

  it('tells what is owned like anything on sale: what it runs, its score beside the first, and what buying is better for', async () => {
    const asked = async (own: string, ...more: string[]) => {
      const { stdout } = await advise(['explain', own, ...CHAT, '--own', own, ...more]);
      return stdout;
    };
    const told = explanationSchema.parse(JSON.parse(await asked('core-i7-8700 32GB', '--json')));
    const { run, instead } = told.owned ?? {};
    expect(told).toMatchObject({ system: 'core-i7-8700', ranked: null, excluded: null });
    expect(run).toMatchObject({
      runs: true,
      system: { memory_gb: 32 },
      beside_first: { code: 'own_beside_pick' },
    });
    expect(run?.score).toBeLessThan(told.first?.score ?? 0);
    expect(run?.criteria.find(({ id }) => id === 'price')).toMatchObject({ value: 0, score: 1 });
    expect(instead?.is_the_answer).toBe(false);
    expect(await asked('core-i7-8700 32GB')).toMatch(
      /^Your Core i7-8700 32GB: score .*points better with its price counted/s,
    );
    // Of a card that is owned, the machine around it is out; what does not do the work has no score.
    expect(await asked('rtx-3090')).toMatch(/^Your GeForce RTX 3090: score .*CRITERION/s);
    expect(await asked('mx150', '-m', 'gpt-oss-120b')).toMatch(
      /^Your GeForce MX150 does not do this work:\n- /,
    );
  });

  it('explains machines far down the list as fully as the first', async () => {
    const far = (await recommended(...CHAT)).ranked.at(-1);
    expect(far?.rank).toBeGreaterThan(40);
    expect(far?.reasons).toEqual([]);
    const { stdout } = await advise(['explain', far?.system.id ?? '', ...CHAT, '--json']);
    const { ranked } = JSON.parse(stdout);
    expect(ranked.reasons.length).toBeGreaterThan(0);
    expect(ranked.workloads[0].also_runs.length).toBeGreaterThan(0);
  });

  it('evaluations are told apart by their subject', async () => {
    const { stdout } = await advise(['schema', 'evaluation']);
    const variants = JSON.parse(stdout).oneOf ?? JSON.parse(stdout).anyOf;
    expect(
      variants.map((v: { properties: { subject: { const: string } } }) => v.properties.subject.const),
    ).toEqual(['speeds', 'memory', 'finetune', 'diffusion', 'verdicts']);
  });
});

/** Names that differ at their ends, and formats beside them. */
const CODING = ['--workload', 'coding', '--budget', '2500', '--as-of', '2026-11-20'];

describe('the list of machines in a terminal', () => {
  it.each([40, 60, 80, 96, 110, 120, 140, 160, 180, 200])(
    'leaves out pictures and columns before it cuts a name: %i columns',
    async (columns) => {
      const { stdout } = await advise([...CODING, '--format', 'table', '--no-input'], { tty: true, columns });
      expect(stdout).not.toContain('…');
      expect(stdout.includes('Bars: 80 % ranges')).toBe(/─●/.test(stdout));
    },
  );
  it('has pictures where there is room', async () => {
    const { stdout } = await advise([...CHAT, '--format', 'table', '--no-input'], {
      tty: true,
      columns: 200,
    });
    expect(stdout).toMatch(/─●/);
  });
});
