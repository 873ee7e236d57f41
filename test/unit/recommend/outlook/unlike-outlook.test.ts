import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../src/recommend/details/details.ts';
import { runLines } from '../../../../src/report/answer/runs.ts';
import type { System } from '../../../../src/schema/system.ts';
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

/** A box with a faster card beside it, both under the same engine and backend; and the card as if it were alone. */
const card = deviceOf('card-16');
const { group: _, ...box } = systemOf('box-amd');
const joined: System = {
  ...box,
  id: 'box-with-card',
  kind: 'rig',
  devices: [...box.devices, { device: 'card-40', count: 1 }],
  memory_gb: box.memory_gb + 40,
  link: { kind: 'oculink', gb_s: 7.9, rdma: false },
};
const alone: System = {
  ...box,
  id: 'card-alone',
  devices: [{ device: 'card-40', count: 1 }],
  memory_gb: 40,
  usable_memory: [],
};
const devices = { ...mini.devices, 'card-40': { ...card, memory: { ...card.memory, capacity_gb: 40 } } };
const catalog = withOffers(
  withSystem(withSystem({ ...mini, systems: {}, devices }, joined), alone),
  offer('box-with-card', 3000, '2026-11-10'),
  offer('card-alone', 3000, '2026-11-10'),
);

const NEEDS = {
  coding: { ...work('coding'), models: ['moe-30b-a3b'], quant: 'q4_k_m' },
  rag: { ...work('rag'), models: ['moe-30b-a3b'], quant: 'q4_k_m' },
} satisfies Record<string, Parameters<typeof answer>[0]>;

describe.each(Object.entries(NEEDS))('what is told of a box with a card, for %s', (_name, need) => {
  const d = answer(need, catalog);
  const rowOf = (id: string) => d.ranked.find((r) => r.system.id === id);
  const [unlike, single] = [rowOf('box-with-card'), rowOf('card-alone')];
  const [there, here] = [unlike?.workloads[0], single?.workloads[0]];

  it('is told of the part that does the work', () => {
    expect(there?.runs_on).toBe('card-40');
    expect(here?.runs_on).toBeUndefined();
    expect(there?.speed).toEqual(here?.speed);
    const lines = (row: typeof unlike) => (row ? runLines(row).join('\n') : '');
    expect(lines(unlike)).toContain(`, on the ${card.name} alone`);
    expect(lines(single)).not.toContain(' alone');
    expect(there?.answer).toEqual(here?.answer);
    expect(there?.answer?.ttft_cold_s).not.toBeNull();
  });
  it('and so is its decode over depth, which passes through the figure of the answer', () => {
    const curves = detailsOf(d, d.ranked, catalog).decode_over_depth;
    const curve = curves.find((c) => c.system === 'box-with-card');
    expect(curve?.points).toEqual(curves.find((c) => c.system === 'card-alone')?.points);
    const at = curve?.points.find((p) => p.depth === there?.speed?.at.depth);
    expect(at?.decode_tok_s.value).toBeCloseTo(there?.speed?.decode_tok_s?.value ?? 0, 9);
  });
});
