// @ts-check
import { estimate, loadCatalog, recommend } from 'advise';

const catalog = await loadCatalog();

const answer = recommend({ workloads: ['rag'], models: ['gpt-oss-120b'], budget_usd: 8000 }, catalog, {
  asOf: '2026-11-20',
});
for (const { system, price_usd, speed } of answer.ranked.slice(0, 3))
  console.log(system.name, price_usd?.value, speed?.decode_tok_s?.value.toFixed(0));

const cell = estimate({ on: 'dgx-spark', model: 'gpt-oss-120b', depth: 32_768 }, catalog);
console.log(cell?.footprint.status, cell?.decode_tok_s?.low.toFixed(0), cell?.decode_tok_s?.high.toFixed(0));
