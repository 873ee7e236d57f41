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

/** Two cards of which neither holds a 32B in four bits with what training needs, and together they do. */
const card = deviceOf('card-24');
const devices = { ...mini.devices, 'card-14': { ...card, memory: { ...card.memory, capacity_gb: 14 } } };
const pair = {
  ...systemOf('tower-2x24'),
  id: 'tower-2x14',
  devices: [{ device: 'card-14', count: 2 }],
  memory_gb: 28,
  parts: [],
};
const catalog = withOffers(withSystem({ ...mini, devices }, pair), offer('tower-2x14', 3000, '2026-11-10'));
const trained = { ...work('finetune'), models: ['dense-32b'], method: 'qlora' } satisfies Partial<Answers>;
const d = answer(trained, catalog);
const rowOf = (id: string) => d.ranked.find((r) => r.system.id === id);

describe('the trainer that is named', () => {
  it('is the fast one where one card is enough, with a copy on each of several', () => {
    expect(rowOf('tower-1x24')).toMatchObject({ engine: 'unsloth' });
    expect(rowOf('tower-2x24')).toMatchObject({ engine: 'unsloth', os: 'linux' });
    expect(rowOf('tower-2x24')?.finetune?.shared_by).toBeUndefined();
  });
  it('is one that shares the model where no card holds it', () => {
    expect(rowOf('tower-2x14')).toMatchObject({ engine: 'transformers', finetune: { shared_by: 2 } });
  });
  it("is Apple's own on a Mac", () => {
    expect(rowOf('mac-64')).toMatchObject({ engine: 'mlx-tune', backend: 'mlx' });
  });
});

describe('sequences that have no room', () => {
  const tight = { ...mini.devices, 'card-14': { ...card, memory: { ...card.memory, capacity_gb: 12.6 } } };
  const narrow = withOffers(
    withSystem({ ...mini, devices: tight }, { ...pair, memory_gb: 25.2 }),
    offer('tower-2x14', 3000, '2026-11-10'),
  );
  it('are halved until they have, which is said', () => {
    const row = answer(trained, narrow).ranked.find((r) => r.system.id === 'tower-2x14');
    expect([512, 1024]).toContain(row?.finetune?.shortened_to);
    expect(row?.reasons.map((r) => r.code)).toContain('shortened_sequences');
    expect(row?.finetune?.sequence_length).toBe(row?.finetune?.shortened_to);
    expect(rowOf('tower-2x14')?.finetune?.shortened_to).toBeUndefined();
  });
  it('are not halved where their length was stated', () => {
    const stated = answer({ ...trained, context: 2048 }, narrow);
    expect(stated.ranked.map((r) => r.system.id)).not.toContain('tower-2x14');
    expect(stated.workload[0]?.sequence_length).toBe(2048);
    expect(stated.ranked.map((r) => r.finetune?.sequence_length)).toEqual(stated.ranked.map(() => 2048));
    expect(stated.assumptions.map((a) => a.field)).not.toContain('finetune.sequence_length');
  });
  it('take more memory the longer they are, and beside other work keep their usual length', () => {
    const peak = (context: number) =>
      answer({ ...trained, context }, catalog).ranked.find((r) => r.system.id === 'tower-1x24')?.finetune
        ?.peak_gib?.value ?? 0;
    expect(peak(8192)).toBeGreaterThan(peak(2048));
    const workloads = [...trained.workloads, { id: 'chat' as const, weight: 1 }];
    const mixed = answer({ ...trained, workloads, context: 8192 }, catalog).workload;
    expect(mixed.find((n) => n.id === 'finetune')?.sequence_length).toBe(2048);
  });
});

describe('training under Windows', () => {
  const windows = answer({ ...trained, os: 'windows' }, catalog);

  it('uses one card: nothing there connects several', () => {
    const [one, two] = ['tower-1x24', 'tower-2x24'].map((id) =>
      windows.ranked.find((r) => r.system.id === id),
    );
    expect(two?.finetune?.hours).toEqual(one?.finetune?.hours);
    expect(windows.excluded.find((e) => e.system.id === 'tower-2x14')?.reasons[0]?.code).toBe('does_not_fit');
  });
});
