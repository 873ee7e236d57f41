import { expect, it } from 'vitest';
import { recommend } from '../../src/recommend/recommend.ts';
import { UNSAID } from '../../src/recommend/unsaid.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';

const ask = (over: Partial<Answers> & Pick<Answers, 'workloads'>) =>
  recommend({ ...UNSAID, ...over }, CATALOG, { asOf: '2026-11-20', seed: 1 }).ranked;

// A model is run on a machine in the way that serves best there, whether the buyer named it or it was picked.
it.each([
  ['chat', 2500, null],
  ['coding', 6000, null],
  ['rag', 15000, 10],
] as const)(
  '%s for %d: naming the model that was picked does not change how it runs',
  (id, budget_usd, users) => {
    const asked = { workloads: [{ id, weight: 1 }], budget_usd, users };
    const open = ask(asked);
    const models = [...new Set(open.slice(0, 5).flatMap((r) => r.model?.id ?? []))];
    expect(models.length).toBeGreaterThan(0);
    for (const model of models) {
      const named = ask({ ...asked, models: [model] });
      for (const row of open.filter((r) => r.model?.id === model)) {
        const same = named.find((r) => r.system.id === row.system.id);
        const way = (r: typeof row | undefined) => [r?.engine, r?.backend, r?.model?.quant];
        if (same?.fit?.status === 'comfortable')
          expect([row.system.id, ...way(row)]).toEqual([row.system.id, ...way(same)]);
      }
    }
  },
);

it('of machines whose scores print alike the cheaper leads', () => {
  for (const budget_usd of [3000, 10_000, 30_000])
    ask({ workloads: [{ id: 'chat', weight: 1 }], budget_usd }).forEach((r, i, rows) => {
      const next = rows[i + 1];
      if (next && next.score === r.score)
        expect(r.price_usd?.value ?? 0).toBeLessThanOrEqual(next.price_usd?.value ?? 0);
    });
});
