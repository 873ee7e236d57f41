import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../src/schema/answers.ts';
import {
  answer,
  deviceOf,
  mini,
  offer,
  systemOf,
  withOffers,
  withSystem,
  work,
} from '../../../fixtures/mini-catalog.ts';

const row = (id: string, over: Partial<Answers>, catalog = mini) =>
  answer(over, catalog).ranked.find((r) => r.system.id === id);
const lossOf = (name: string | undefined) =>
  Object.values(mini.quants).find((q) => q.name === name)?.quality_loss ?? Number.NaN;
const acceptable = mini.scoring.constants.acceptable_quality_loss.value;

describe('the format of a named model', () => {
  it('is a sound one with its experts in main memory rather than two bits on the card', () => {
    const fit = row('tower-1x16', { models: ['moe-30b-a3b'], context: 32_768 });
    expect(fit?.fit?.status).toBe('offload');
    expect(lossOf(fit?.model?.quant)).toBeLessThanOrEqual(acceptable);
  });
  it('gives way only where nothing sound fits', () => {
    const squeezed = row('tower-1x16', { models: ['dense-32b'] });
    expect(lossOf(squeezed?.model?.quant)).toBeGreaterThan(acceptable);
    expect(lossOf(row('tower-1x24', { models: ['dense-32b'] })?.model?.quant)).toBeLessThanOrEqual(
      acceptable,
    );
  });
});

describe('the model when none is named', () => {
  it('is one that fits in a sound format, not a larger one squeezed to three bits or two', () => {
    const { ranked } = answer({});
    const chosen = ranked.flatMap((r) => (r.model ? [r] : []));
    expect(chosen.length).toBeGreaterThan(3);
    for (const r of chosen) expect(lossOf(r.model?.quant), r.system.id).toBeLessThanOrEqual(acceptable);
  });
});

describe('the cache in eight bits', () => {
  const kvAt = (context: number) =>
    row('tower-1x24', { models: ['dense-32b'], quant: 'q4_k_m', context })?.fit;

  it('is taken where the usual one does not fit, and never called comfortable', () => {
    expect(kvAt(4096)?.kv_type).toBe('f16');
    expect(kvAt(20_480)).toMatchObject({ kv_type: 'q8_0', status: 'tight' });
  });
  it('takes about half the room', () => {
    const usual =
      row('box-amd', { models: ['dense-32b'], quant: 'q4_k_m', context: 20_480 })?.fit?.kv_gib ?? 0;
    expect((kvAt(20_480)?.kv_gib ?? 0) / usual).toBeCloseTo(34 / 64, 2);
  });
});

describe('several users', () => {
  it('are one at the full context, the others at a usual request', () => {
    const kv = (users: number) =>
      row('box-amd', {
        ...work('serving'),
        models: ['moe-30b-a3b'],
        quant: 'q4_k_m',
        context: 32_768,
        prompt_tokens: 2000,
        output_tokens: 400,
        users,
      })?.fit?.kv_gib ?? 0;
    const one = kv(1);
    const perUser = (kv(9) - one) / 8;
    expect(perUser / one).toBeGreaterThan(0.06);
    expect(perUser / one).toBeLessThan(0.09);
  });
});

describe('streams that nobody waits for', () => {
  const small = withSystem(mini, { ...systemOf('tower-1x24'), id: 'tower-zz', host: undefined });
  const at = (id: 'batch' | 'serving') =>
    row('tower-zz', { ...work(id), models: ['dense-32b'], quant: 'q4_k_m', context: 4096, users: 64 }, small);

  it('run as many at once as memory holds, halved until they fit', () => {
    const users = at('batch')?.speed?.at.users ?? 0;
    expect([2, 4, 8, 16, 32]).toContain(users);
  });
  it('while people who wait all count', () => {
    expect(at('serving')).toBeUndefined();
  });
});

describe('where no model runs', () => {
  const boxOf = (over: object) => {
    const device = { ...deviceOf('soc-amd'), ...over };
    const system = {
      ...systemOf('box-amd'),
      id: 'odd-box',
      devices: [{ device: 'odd-chip', count: 1 }],
    };
    return withOffers(
      withSystem({ ...mini, devices: { ...mini.devices, 'odd-chip': device } }, system),
      offer('odd-box', 2000, '2026-11-10'),
    );
  };
  const { group: _, ...plain } = systemOf('box-amd');
  const why = (catalog: typeof mini, over: Partial<Answers> = {}) =>
    answer(over, catalog).excluded.find((e) => e.system.id === 'odd-box')?.reasons[0];

  it('because nobody knows how fast its memory is, that is said and not that nothing fits', () => {
    const memory = { kind: 'unified' as const };
    expect(why(boxOf({ memory }))).toMatchObject({ code: 'no_estimate' });
    expect(why(boxOf({ memory }))?.text).toContain('its memory bandwidth');
  });
  it('because it is too small, what is needed is more than what is there', () => {
    const small = {
      ...plain,
      id: 'odd-box',
      memory_gb: 3,
      usable_memory: [{ os: 'linux', gib: 3, source: 'made-up' }],
    };
    const catalog = withOffers(withSystem(mini, small as never), offer('odd-box', 300, '2026-11-10'));
    const told = why(catalog, { os: 'linux' });
    expect(told?.code).toBe('does_not_fit');
    const [needs = 0, has = 9] = [...(told?.text ?? '').matchAll(/([\d.]+) GiB/g)].map((m) => Number(m[1]));
    expect(needs).toBeGreaterThan(has);
  });
  it('because no engine there reads the format, that is said', () => {
    expect(why(boxOf({}), { quant: 'mlx-4bit' })).toMatchObject({ code: 'no_engine' });
  });
});
