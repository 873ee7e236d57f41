import { describe, expect, it } from 'vitest';
import { runLines } from '../../../../src/report/answer/runs.ts';
import { diskCaption } from '../../../../src/report/speed-captions.ts';
import { summaryOf } from '../../../../src/report/summary-grid.ts';
import type { PictureJob } from '../../../../src/schema/picture-job.ts';
import { first } from '../../../fixtures/first-two.ts';

describe('what several users share', () => {
  const [work] = first.workloads;
  if (!work?.fit || !work.speed) throw new Error('no text');
  const { fit, speed } = work;
  const lines = (over: object) => runLines({ ...first, workloads: [{ ...work, ...over }] });
  const roomFor = { ...fit, max_context: 131_072 };
  it('is told beside the memory: one context is long, the others are usual', () => {
    expect(lines({ fit: { ...roomFor, usual_depth: 2448 } })[0]).toContain(
      'context up to 131k tokens for one user while each other holds 2.4k',
    );
    expect(lines({ fit: roomFor })[0]).toMatch(/context up to 131k tokens(?! for)/);
  });
  it('is told of the users that were asked about, and of as many as it bears', () => {
    const point = (users: number) => ({
      users,
      ...{ decode_tok_s: 20, total_tok_s: 20 * users, requests_per_s: users / 10 },
      ...{ ttft_s: users / 4, rush_ttft_s: users, answer_s: 20 },
    });
    const engine = { engine: 'vllm', backend: 'cuda', quant: 'Q4_K_M', breaks: 'memory' };
    const points = [8, 16, 20, 32, 64].map(point);
    const told = (users: number, most_users: number) =>
      lines({
        speed: { ...speed, at: { ...speed.at, users } },
        serving: { target: { ttft_s: 10, decode_tok_s: 8 }, engines: [{ ...engine, points, most_users }] },
      }).find((l) => l.includes('bears')) ?? '';
    expect(told(20, 55)).toMatch(/; with 20 asking .* after 5\.0 s; with 32, .* after 8\.0 s$/);
    expect(told(32, 55)).toMatch(/; with 32 asking .* after 8\.0 s$/);
    expect(told(32, 55).match(/ with \d+/g)?.length).toBe(1);
    // More than it bears: what they would see is told all the same.
    expect(told(64, 55)).toMatch(/; with 32 asking .*; with 64, /);
  });
});

describe('a training run', () => {
  it('says how long its sequences are, stated or assumed: its memory goes by them', () => {
    const hours = {
      low: 4,
      value: 5,
      high: 8,
      unit: 'h',
      basis: 'calibrated',
      evidence: [],
      bound_by: '',
    } as const;
    const [work] = first.workloads;
    if (!work) throw new Error('no work');
    const finetune = { hours, tokens_per_s: null, peak_gib: null };
    const lines = (over: object) =>
      runLines({ ...first, workloads: [{ ...work, speed: null, finetune: { ...finetune, ...over } }] });
    expect(lines({ sequence_length: 8192 })).toContain(
      'Training takes 5.0 h (4.0–8.0 h) in sequences of 8.2k; calibrated',
    );
    expect(lines({})).toContain('Training takes 5.0 h (4.0–8.0 h); calibrated');
  });
});

describe('what a picture does not keep on the device', () => {
  const job = {
    low: 8,
    value: 8,
    high: 8,
    unit: 'GiB',
    basis: 'modelled',
    evidence: [],
    bound_by: '',
  } as const;
  const off = {
    gib: 6.6,
    kept_in: 'main_memory',
    streamed: false,
    in_tiles: false,
    host_ram_gb: 32,
  } as const;
  const runs = (over: Partial<NonNullable<PictureJob['off_device']>> | null) => {
    const clip: PictureJob = {
      seconds: null,
      peak_gib: job,
      ...(over && { off_device: { ...off, ...over } }),
    };
    const workloads = first.workloads.map((w) => ({ ...w, speed: null, video: clip }));
    const row = { ...first, workloads, speed: null, video: clip };
    const machine = (name: string) => ({ ...row, system: { name } });
    return {
      lines: runLines(row).join(' '),
      longer: diskCaption(['A', 'B', 'C', 'D', 'E'].map(machine)),
      ...summaryOf([{ row, twins: [] }]),
    };
  };
  const peak = ({ grid }: ReturnType<typeof runs>) =>
    grid.rows[0]?.[grid.columns.findIndex((c) => c.id === 'peak')];
  it('is said beside its peak, and where it waits', () => {
    expect(runs({}).lines).toContain('peak memory 8.0 GiB');
    expect(runs({}).lines).toContain('6.6 GiB of weights wait in the 32 GB of main memory');
    expect(runs({ host_ram_gb: null }).lines).toContain('weights wait in main memory');
    expect(runs({ streamed: true }).lines).toContain('Weights are streamed from main memory in every step');
    expect(runs({ kept_in: 'disk' }).lines).toContain('6.6 GiB of weights are read from disk');
    expect(runs({ in_tiles: true }).lines).toContain('the clip is decoded in small tiles');
    expect(peak(runs({}))).toBe('8.0+6.6 GiB');
    expect(runs({}).caption).toContain('weights that wait in main memory');
    expect(runs({}).captionWithout([{ id: 'peak', title: 'PEAK' }])).not.toContain('weights');
  });
  it('is said to be too much for the memory there, where it is', () => {
    expect(runs({ gib: 32 }).lines).not.toContain('do not hold them');
    expect(runs({ gib: 33 }).lines).toContain('the 32 GB there do not hold them');
    expect(runs({ gib: 33, host_ram_gb: null }).lines).not.toContain('do not hold them');
    expect(runs({ gib: 33 }).longer).toEqual([
      expect.stringMatching(/^Longer than told.*: A, B, C and 2 more$/),
    ]);
    for (const over of [{ gib: 32 }, { gib: 33, host_ram_gb: null }, { gib: 33, kept_in: 'disk' } as const])
      expect(runs(over).longer).toEqual([]);
  });
  it('is not told where all of it stays there', () => {
    expect(runs(null).lines).not.toContain('weights');
    expect(peak(runs(null))).toBe('8.0 GiB');
    expect(runs(null).caption).not.toContain('weights');
  });
});
