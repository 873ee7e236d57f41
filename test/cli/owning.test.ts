import { describe, expect, it } from 'vitest';
import { advise, recommended } from './world.ts';

const LARGE = ['-w', 'chat', '-m', 'llama-3.3-70b', '--condition', 'any', '-b', '3000'];

const owning = (...own: string[]) => recommended(...LARGE, ...own.flatMap((o) => ['--own', o]));
const kept = async (...own: string[]) => (await owning(...own)).alternatives.map((a) => a.title).join('\n');

describe('several equal cards', { timeout: 60_000 }, () => {
  it.each([
    [['2x RTX 4090']],
    [['2 x rtx-4090']],
    [['RTX 4090 x2']],
    [['rtx-4090', 'GeForce RTX 4090']],
    [['rtx-4090,rtx-4090']],
  ])('%j are two', async (own) => {
    const d = await owning(...own);
    expect(d.answers.own).toEqual(['rtx-4090', 'rtx-4090']);
    expect(d.command).toContain('--own rtx-4090 --own rtx-4090');
  });

  it('hold in one machine what one of them does not', async () => {
    expect(await kept('RTX 4090')).not.toMatch(/RTX 4090 (?:already )?run .*Q4_K_M/);
    expect(await kept('2x RTX 4090')).toMatch(/2x GeForce RTX 4090 (?:already )?run/);
  });

  it('are called by the cards, whether or not a build that we know is called so, too', async () => {
    for (const own of ['2x RTX 3090', '2x RTX 4090'])
      expect((await owning(own)).owned?.map((o) => o.system.name)).toEqual([
        own.replace(' RTX', ' GeForce RTX'),
      ]);
  });

  it('need no build of that many to be sold', async () => {
    expect(await kept('RTX 3080')).not.toMatch(/3080 10GB (?:already )?run/);
    expect(await kept('4x RTX 3080')).toMatch(/4x GeForce RTX 3080 10GB (?:already )?run/);
  });

  it('are both left out of the price of a build that takes them in', async () => {
    const price = async (...own: string[]) => {
      const { ranked, excluded } = await owning(...own);
      return [...ranked, ...excluded].find((r) => r.system.id === 'rig-4x3090')?.price_usd?.value ?? 0;
    };
    const [none, one, two] = [await price(), await price('rtx-3090'), await price('rtx-3090', 'rtx-3090')];
    expect(one).toBeLessThan(none);
    expect(one - two).toBeCloseTo(none - one, 6);
  });

  it('can be asked an estimate of', async () => {
    const ask = (...on: string[]) => advise(['estimate', '-m', 'gpt-oss-20b', '--json', '--on', ...on]);
    const named = await ask('2x RTX 4090');
    expect(named.code).toBe(0);
    expect(named.stdout).toBe((await ask('rtx-4090', '--count', '2')).stdout);
  });
});

it('is not told with a lesser model than it runs best because the pick holds no more', async () => {
  const runs = async (budget: string) => {
    const d = await recommended('-w', 'chat', '--own', '2x RTX 3060', '-b', budget);
    expect(d.alternatives[0]?.title).toMatch(/^Buy nothing: your 2x .* run Qwen/);
    return { mine: d.owned?.[0]?.workloads[0]?.model, pick: d.ranked[0]?.model };
  };
  // Nothing is on sale for so little: what is owned stands alone.
  const alone = await runs('100');
  const beside = await runs('1000');
  expect(alone.pick).toBeUndefined();
  expect(beside.pick?.id).not.toBe(alone.mine?.id);
  expect(beside.mine).toEqual(alone.mine);
});

describe('the memory of the PC around a card', { timeout: 60_000 }, () => {
  const experts = async (own: string) => {
    const { alternatives } = await recommended('-w', 'chat', '-m', 'gpt-oss-120b', '--own', own);
    return alternatives.find((a) => a.system === 'rtx-3060-12');
  };
  it('holds the experts that the card does not, where there is enough of it', async () => {
    expect(await experts('RTX 3060 12GB + 16GB')).toBeUndefined();
    const large = await experts('RTX 3060 12GB + 128GB');
    expect(large?.title).toMatch(/runs gpt-oss-120b at MXFP4, part of it in system memory/);
    expect(large?.reasons.map((r) => r.code)).not.toContain('own_host_memory');
  });
  it('tells of the better mixture whose experts it holds, though the card is judged by what lies on it', async () => {
    const open = async (own: string) => {
      const d = await recommended('-w', 'chat', '--own', own);
      const reasons = d.alternatives.filter((a) => a.kind === 'own').flatMap((a) => a.reasons);
      const told = reasons.find((r) => r.code === 'own_experts_aside')?.text ?? '';
      return { told, aside: d.owned?.[0]?.workloads[0]?.also_runs.find((m) => m.experts_in_main_memory) };
    };
    const { told, aside } = await open('RTX 3060 + 128GB');
    expect(aside?.decode_tok_s).toBeGreaterThan(10);
    expect(told).toContain(`the better ${aside?.name}`);
    expect(told).toContain('with experts in its 128 GB of main memory');
    expect((await open('RTX 3060')).told).toContain('if the PC around it has 32 GB');
    expect((await open('RTX 3060 + 1GB')).told).toBe('');
    // Of several it says which.
    expect((await open('RTX 3060 + 128GB, macbook-air-m1-8')).told).toMatch(/^Your \S.* also runs/);
    expect(told).toMatch(/^Yours also runs/);
    const two = (await open('2x RTX 3060 + 128GB')).told;
    expect(two).toMatch(/^Yours also run the better .*, with experts in their 128 GB/);
  });

  it('is asked for where it is taken for granted', async () => {
    const asked = ['-w', 'chat', '-m', 'qwen3.6-35b-a3b', '--own', 'rtx-3060-12'];
    const { alternatives } = await recommended(...asked);
    const told = alternatives.flatMap((a) => a.reasons).find((r) => r.code === 'own_host_memory');
    expect(told?.text).toMatch(/^Taken for granted: \d+ GB of memory .* --own "rtx-3060-12 \+ 64GB"\.$/);
  });
});

it('says of what is owned what speaks against running it there', async () => {
  const { alternatives } = await owning('RTX 3090');
  const mine = alternatives.find((a) => a.kind === 'own' && a.system === 'rtx-3090');
  expect(mine?.title).toMatch(/already runs Llama 3\.3 70B Instruct at UD-IQ2_XXS/);
  expect(mine?.reasons[0]).toMatchObject({ severity: 'blocking', code: expect.stringMatching(/^rule:/) });
});

it.each([
  ['finetune', /(?:already )?trains .+ with QLoRA in [\d.]+ (?:h|min)$/],
  ['image', /runs .+ in [\d.]+ (?:s|min) per image$/],
  ['video', /runs .+ in [\d.]+ (?:s|min|h) per clip$/],
])('says how long the work of %s takes on what is owned', { timeout: 60_000 }, async (work, title) => {
  const { alternatives } = await recommended('-w', work, '--own', 'rtx-3090');
  expect(alternatives.find((a) => a.kind === 'own' && a.system === 'rtx-3090')?.title).toMatch(title);
  const rent = alternatives.find((a) => a.kind === 'rent');
  if (work === 'finetune') expect(rent?.reasons[0]?.text).toMatch(/^It trains .+ with QLoRA in /);
});
