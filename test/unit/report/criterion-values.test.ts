import { describe, expect, it } from 'vitest';
import { criterionValue, valueNote } from '../../../src/report/criterion-values.ts';
import { figureOf } from '../../../src/report/values.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import { first } from '../../fixtures/first-two.ts';
import { answer } from '../../fixtures/mini-catalog.ts';

describe('speed for the money', () => {
  const row = (over: Partial<Ranked>, value: number): Ranked => ({
    ...first,
    ...over,
    criteria: [{ id: 'value', name: 'Speed for the money', value, unit: 'u', score: 0.5, weight: 0.1 }],
  });
  const batch = first.workloads.map((w) => ({ ...w, workload: 'batch' as const }));
  it('is explained where it counts less than the speed in the table', () => {
    expect(valueNote([row({}, 12)])).toEqual([
      expect.stringMatching(/^Speed for the money is of the speed as/),
    ]);
    expect(valueNote([row({ speed: null }, 12)])).toEqual([]);
    expect(valueNote([row({ workloads: batch }, 12)])).toEqual([]);
    expect(valueNote([row({}, Number.MAX_SAFE_INTEGER)])).toEqual([]);
  });
});

describe('what a criterion measured', () => {
  const at = (decode: number, wait: number): Ranked => {
    const { speed } = first;
    if (!speed?.decode_tok_s || !speed.ttft_s) throw new Error('no speed');
    return {
      ...first,
      speed: {
        ...speed,
        decode_tok_s: { ...speed.decode_tok_s, value: decode },
        ttft_s: { ...speed.ttft_s, value: wait },
      },
    };
  };
  it('says where more would not count', () => {
    expect(criterionValue({ id: 'speed', value: 40 }, at(80, 1))).toBe('80 tok/s, counted as 40 tok/s');
    expect(criterionValue({ id: 'speed', value: 40 }, at(40.2, 1))).toBe('40 tok/s');
    expect(criterionValue({ id: 'ttft', value: 1 }, at(40, 0.2))).toBe('0.20 s, counted as 1.0 s');
    expect(criterionValue({ id: 'ttft', value: 1 }, at(40, 1))).toBe('1.0 s');
    expect(criterionValue({ id: 'power', value: 70.04 }, at(40, 1))).toBe('70 W');
    expect(criterionValue({ id: 'value', value: 5.2 }, at(40, 1))).toBe('5.2 tok/s per $1,000');
    const image = { seconds: null, peak_gib: null };
    expect(criterionValue({ id: 'value', value: 25 }, { ...at(40, 1), speed: null, image })).toBe(
      '25 images an hour per $1,000',
    );
  });
  it('tells works of several kinds apart, each in its own unit', () => {
    const d = answer({
      workloads: [
        { id: 'chat', weight: 2 },
        { id: 'image', weight: 1 },
      ],
      cuda: 'required',
    });
    const [row] = d.ranked;
    if (!row) throw new Error('nothing ranked');
    expect(row.workloads.map((w) => w.workload)).toEqual(['chat', 'image']);
    expect(criterionValue({ id: 'speed', value: 1042 }, row)).toMatch(
      /^chat [\d.]+ tok\/s, image [\d.]+ (s|min)$/,
    );
    expect(criterionValue({ id: 'ttft', value: 1042 }, row)).toMatch(/^chat [\d.]+ m?s$/);
    expect(criterionValue({ id: 'value', value: 1042 }, row)).toBe('chat and image together');
    expect(criterionValue({ id: 'price', value: 1042 }, row)).toBe('$1,042');
  });
  it('tells works of one kind apart by their models', () => {
    const [row] = answer({ models: ['dense-32b', 'moe-30b-a3b'] }).ranked;
    const speed = row ? criterionValue({ id: 'speed', value: 1042 }, row) : '';
    for (const w of row?.workloads ?? [])
      expect(speed).toContain(`chat with ${w.model?.name} ${figureOf(w.speed?.decode_tok_s ?? null)} tok/s`);
  });
});
