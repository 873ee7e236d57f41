import { expect, it } from 'vitest';
import { recommend } from '../../src/recommend/recommend.ts';
import { UNSAID } from '../../src/recommend/unsaid.ts';
import type { Ranked } from '../../src/schema/document.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';

const memoryOf = (r: Ranked) => CATALOG.devices[r.system.devices[0]?.id ?? '']?.memory;

it.each([
  [2850, '2026-06-30'],
  [9550, '2026-11-20'],
])(
  'what a card is said to have over machines of its price, they do not have: %d on %s',
  (budget_usd, asOf) => {
    const workloads = [{ id: 'rag' as const, weight: 1 }];
    const { ranked } = recommend({ ...UNSAID, workloads, budget_usd }, CATALOG, { asOf, seed: 1 });
    let compared = 0;
    for (const row of ranked) {
      const said = row.reasons.find((r) => r.text.includes('no unified-memory machine of the price'))?.text;
      if (said === undefined) continue;
      for (const other of ranked) {
        if (
          memoryOf(other)?.kind !== 'unified' ||
          (other.price_usd?.value ?? 0) > (row.price_usd?.value ?? 0)
        )
          continue;
        compared++;
        const [mine, theirs] = [row, other].map((r) => memoryOf(r)?.bandwidth_gb_s ?? 0);
        expect(theirs).toBeLessThan(mine ?? 0);
        const faster =
          other.model?.id === row.model?.id &&
          (other.speed?.decode_tok_s?.value ?? 0) > (row.speed?.decode_tok_s?.value ?? 0);
        if (faster) expect(said).not.toMatch(/decodes? (?:it )?as fast/);
      }
    }
    expect(compared).toBeGreaterThan(0);
  },
);

it('who is said to lead is the first of all, also beside a twin of that', () => {
  const workloads = [{ id: 'coding' as const, weight: 1 }];
  const answers = { ...UNSAID, workloads, context: 262_144, cuda: 'required' as const };
  const { ranked } = recommend(answers, CATALOG, { asOf: '2026-11-20', seed: 1 });
  const leads = ranked.flatMap((r) => r.reasons.filter(({ text }) => text.endsWith('which leads.')));
  expect(leads.length).toBeGreaterThan(3);
  for (const { text } of leads) expect(text).toContain(ranked[0]?.system.name);
});
