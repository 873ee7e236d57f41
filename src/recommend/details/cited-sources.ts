import type { Catalog } from '../../schema/catalog.ts';
import type { CitedSource } from '../../schema/details.ts';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import { ascending } from '../../units/order.ts';

/** Sources of prices, reasons and speeds of the shown rows, of the alternatives and of the warnings; by title. */
export function citedSources(d: Recommendation, rows: readonly Ranked[], catalog: Catalog): CitedSource[] {
  const ids = new Set([
    ...rows.flatMap((r) => [
      r.price_usd?.source ?? '',
      ...(r.price_usd?.parts ?? []).map((p) => p.source),
      ...r.reasons.flatMap((reason) => reason.sources),
      ...r.workloads.flatMap((w) =>
        [
          w.speed?.decode_tok_s,
          w.speed?.prefill_tok_s,
          w.finetune?.hours,
          w.image?.seconds,
          w.video?.seconds,
        ].flatMap((e) => e?.evidence ?? []),
      ),
    ]),
    ...d.alternatives.flatMap((a) => [a.cost_usd?.source ?? '', ...a.reasons.flatMap((r) => r.sources)]),
    ...d.warnings.flatMap((w) => w.sources),
  ]);
  return [...ids]
    .flatMap((id) => {
      const source = catalog.sources[id];
      return source ? [{ id, title: source.title, url: source.url ?? null, date: source.date }] : [];
    })
    .sort((a, b) => ascending(a.title, b.title) || ascending(a.id, b.id));
}
