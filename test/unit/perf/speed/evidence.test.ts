import { describe, expect, it } from 'vitest';
import {
  type Evidence,
  type Grade,
  gradeOf,
  intervalKeys,
  regimeOf,
} from '../../../../src/perf/speed/evidence.ts';
import { estimateAround, intervalFor } from '../../../../src/perf/speed/interval.ts';
import type { TextJob } from '../../../../src/perf/speed/job.ts';
import type { ModelShape } from '../../../../src/perf/speed/shape.ts';
import type { Phase } from '../../../../src/schema/vocabulary.ts';
import { job, on, plain } from '../../../fixtures/unfitted-parts.ts';

describe('how near the evidence is', () => {
  const place = { device_stack: 'card s', device: 'card', family_stack: 'ada s', stack: 's' };
  it.each<[Evidence, string, string]>([
    [{ 'device_stack:card s': 2 }, 'machine-several', 'card s'],
    [{ 'device_stack:card s': 1 }, 'machine-one', 'card s'],
    [{ 'device:card': 1, 'family_stack:ada s': 5 }, 'device', 'card'],
    [{ 'family_stack:ada s': 1, 'stack:s': 9 }, 'family', 'ada s'],
    [{ 'stack:s': 9 }, 'class', 's'],
    [{}, 'class', 's'],
  ])('%j is %s', (evidence, grade, nearest) => expect(gradeOf(evidence, place)).toEqual({ grade, nearest }));

  it('is told by kind of job', () => {
    const regime = (phase: Phase, j: Partial<TextJob>, m = on()) => regimeOf(phase, job(j), m);
    expect(regime('decode', { offload: { kind: 'experts', share: 0.5 }, users: 4 })).toBe('offload');
    expect(regime('decode', { offload: { kind: 'experts', share: 0 } })).toBe('plain');
    expect(regime('decode', { users: 2 }, on({ count: 2 }))).toBe('batch');
    expect(regime('decode', {}, on({ count: 2 }))).toBe('several');
    expect([8191, 8192].map((depth) => regime('decode', { depth }))).toEqual(['plain', 'deep']);
    expect(
      [4095, 4096].map((cached_tokens) => regime('prefill', { cached_tokens, prompt_tokens: 8192 })),
    ).toEqual(['plain', 'deep']);
    expect(regime('prefill', { depth: 9000 })).toBe('plain');
  });
  it('has keys from the particular to the general', () => {
    expect(intervalKeys('family', 'deep', { experts: 8 } as ModelShape)).toEqual([
      'family|deep|moe',
      'family|deep',
      'family',
    ]);
    expect(intervalKeys('cell', 'plain', { experts: 0 } as ModelShape)[0]).toBe('cell|plain|dense');
  });
  it('takes the interval of the same kind of job on farther evidence before other jobs on the same', () => {
    const row = (rows: number) => ({ low: 0.8, high: 1.2, rows });
    const found = (table: Record<string, { low: number; high: number; rows: number }>) =>
      intervalFor(plain({ intervals: { decode: table, prefill: {} } }), 'decode', 'device', 'deep', {
        experts: 0,
      } as ModelShape).rows;
    expect(found({ 'device|deep|dense': row(1), 'device|deep': row(2), device: row(3) })).toBe(1);
    expect(found({ 'device|deep': row(2), 'class|deep|dense': row(4), device: row(3) })).toBe(2);
    expect(found({ 'class|deep': row(4), device: row(3) })).toBe(4);
    expect(found({ device: row(3), class: row(5) })).toBe(3);
    expect(found({ cell: row(9), 'machine-one|deep': row(9) })).toBe(0);
    expect(intervalFor(plain(), 'decode', 'cell', 'plain', { experts: 0 } as ModelShape)).toEqual({
      low: 0.5,
      high: 1.6,
      rows: 0,
    });
  });
  it('says whether a figure was measured, calibrated or modelled, and holds its value', () => {
    const of = (grade: Grade, low = 0.9, high = 1.1) =>
      estimateAround(10, 'tok/s', { low, high }, { grade, evidence: ['e'] }, 'host');
    expect(of('cell')).toEqual({
      low: 9,
      value: 10,
      high: 11,
      unit: 'tok/s',
      basis: 'measured',
      evidence: ['e'],
      bound_by: 'host',
    });
    expect(
      (['machine-several', 'machine-one', 'device', 'family', 'class'] as const).map((g) => of(g).basis),
    ).toEqual(['calibrated', 'calibrated', 'modelled', 'modelled', 'modelled']);
    expect(of('cell', 1.05, 1.2)).toMatchObject({ low: 10, high: 12 });
    expect(of('cell', 0.8, 0.95)).toMatchObject({ low: 8, high: 10 });
  });
});
