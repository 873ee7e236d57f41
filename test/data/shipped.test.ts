import { describe, expect, it, vi } from 'vitest';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { recommendationSchema } from '../../src/schema/document.ts';
import { changedBy } from '../fixtures/changed-by.ts';
import { answer, work } from '../fixtures/mini-catalog.ts';

/** The pipeline on the catalogue that ships, asked what buyers ask. A busy machine takes a while. */
vi.setConfig({ testTimeout: 60_000 });
const catalog = builtInCatalog();
const TODAY = '2026-11-20';
const ask = (over: Partial<Answers>, asOf = TODAY) => answer(over, catalog, asOf);

const QUESTIONS: Record<string, Partial<Answers>> = {
  'chat for 4,000': { budget_usd: 4000 },
  'long documents': { ...work('rag'), models: ['gpt-oss-120b'], context: 32_768, budget_usd: 8000 },
  coding: { ...work('coding'), budget_usd: 6000, cuda: 'preferred', priorities: ['speed'] },
  training: { ...work('finetune'), method: 'qlora', budget_usd: 6000, cuda: 'required' },
  pictures: { ...work('image'), budget_usd: 4600, os: 'windows' },
  clips: { ...work('video'), budget_usd: 5000 },
  'ten users': { ...work('serving'), users: 10, budget_usd: 15_000 },
  extraction: { ...work('batch'), budget_usd: 10_000 },
};

describe.each(Object.entries(QUESTIONS))('%s', (_, over) => {
  const d = ask(over);

  it('has an answer that keeps the contract and the constraints', () => {
    expect(recommendationSchema.safeParse(d).error).toBeUndefined();
    expect(d.ranked.length).toBeGreaterThan(5);
    for (const r of d.ranked) {
      const system = catalog.systems[r.system.id];
      expect(r.price_usd?.value).toBeLessThanOrEqual(over.budget_usd ?? Number.POSITIVE_INFINITY);
      expect((system?.released ?? '') <= TODAY).toBe(true);
      if (over.os) expect(system?.os).toContain(over.os);
      if (over.cuda === 'required')
        for (const { id } of r.system.devices) expect(catalog.devices[id]?.vendor).toBe('nvidia');
    }
  });

  it('accounts for every machine once', () => {
    const named = [...d.ranked, ...d.excluded].map((r) => r.system.id).sort();
    const real = Object.values(catalog.systems).filter((s) => !s.generic);
    expect(named).toEqual(real.map((s) => s.id).sort());
  });

  it('cites only sources that exist', () => {
    const sources = [...d.ranked, ...d.excluded].flatMap((r) => [
      ...r.reasons.flatMap((x) => x.sources),
      ...(r.price_usd?.parts.map((p) => p.source) ?? (r.price_usd ? [r.price_usd.source] : [])),
    ]);
    const unknown = [...new Set(sources)].filter(
      (s) => s !== 'own-price' && !Object.hasOwn(catalog.sources, s),
    );
    expect(unknown).toEqual([]);
  });

  it('says what would change the answer, and that holds', () => {
    for (const f of d.flips) {
      if (f.system === null) continue;
      const { id } = f.system;
      expect([f.text, ask({ ...over, ...changedBy(f) }).ranked[0]?.system.id]).toEqual([f.text, id]);
    }
  });
});

describe('constraints that leave out whole kinds', () => {
  it('macOS means Macs', () => {
    for (const r of ask({ os: 'macos' }).ranked)
      for (const { id } of r.system.devices) expect(catalog.devices[id]?.vendor).toBe('apple');
  });
  it('Windows means no box that only runs Linux', () => {
    const d = ask({ os: 'windows' });
    expect(d.ranked.map((r) => r.system.id)).not.toContain('dgx-spark');
    expect(d.excluded.find((e) => e.system.id === 'dgx-spark')?.reasons[0]?.code).toBe('wrong_os');
  });
  it('a trillion parameters for 4,000: nothing to buy, a service instead', () => {
    const d = ask({ models: ['kimi-k2.6'], budget_usd: 4000 });
    expect(d.ranked).toEqual([]);
    expect(d.alternatives[0]).toMatchObject({ is_the_answer: true });
    expect(d.alternatives.map((a) => a.kind)).toContain('rent');
    expect(d.flips[0]).toMatchObject({ change: 'budget', from: 4000 });
  });
  it('an old card that does the job is kept', () => {
    const d = ask({ own: ['rtx-3090'], models: ['llama-3.1-8b'], budget_usd: 1500, condition: 'any' });
    expect(d.alternatives[0]).toMatchObject({ kind: 'own', is_the_answer: true });
  });
});

describe('time', () => {
  it.each(['2025-11-01', '2026-06-30', TODAY])('on %s nothing later is known', (asOf) => {
    const d = ask({ condition: 'any', budget_usd: 10_000 }, asOf);
    for (const { price_usd: price } of [...d.ranked, ...d.excluded])
      if (price) {
        expect(price.observed <= asOf).toBe(true);
        for (const part of price.parts) expect(part.observed <= asOf).toBe(true);
      }
    for (const r of d.ranked)
      for (const need of r.workloads) {
        const released = catalog.models[need.model?.id ?? '']?.released ?? '';
        expect([need.model?.id, released <= asOf]).toEqual([need.model?.id, true]);
      }
  });
  it('the same box cost less in June', () => {
    const price = (asOf: string) => {
      const d = ask({ models: ['gpt-oss-120b'] }, asOf);
      return [...d.ranked, ...d.excluded].find((r) => r.system.id === 'dgx-spark')?.price_usd?.value ?? 0;
    };
    expect(price('2026-06-30')).toBeGreaterThan(0);
    expect(price(TODAY)).toBeGreaterThan(price('2026-06-30') * 1.2);
  });
});
