import type { Excluded, Ranked, Recommendation } from '../schema/document.ts';
import { significant } from '../units/format.ts';
import { type Grid, gridText } from './grid.ts';
import type { RenderOptions } from './render-options.ts';
import { priceShort, speedCells, speedTitles } from './values.ts';

export interface Comparison {
  readonly schema_version: 1;
  readonly kind: 'comparison';
  readonly as_of: string;
  readonly systems: readonly {
    readonly id: string;
    readonly name: string;
    readonly ranked: Ranked | null;
    readonly excluded: Excluded | null;
  }[];
  /** Criteria by how much they separate the systems, the widest gap first. */
  readonly deciding: readonly { readonly id: string; readonly name: string; readonly spread: number }[];
}

export function comparison(ids: readonly string[], d: Recommendation): Comparison {
  const systems = ids.map((id) => {
    const ranked = d.ranked.find((r) => r.system.id === id) ?? null;
    const excluded = d.excluded.find((e) => e.system.id === id) ?? null;
    return { id, name: (ranked ?? excluded)?.system.name ?? id, ranked, excluded };
  });
  const rows = systems.map((s) => s.ranked).filter((r) => r !== null);
  const deciding = (rows[0]?.criteria ?? [])
    .map((c) => {
      const scores = rows
        .map((r) => r.criteria.find((x) => x.id === c.id)?.score)
        .filter((s): s is number => typeof s === 'number');
      return {
        id: c.id,
        name: c.name,
        spread: scores.length < 2 ? 0 : c.weight * (Math.max(...scores) - Math.min(...scores)),
      };
    })
    .sort((a, b) => b.spread - a.spread);
  return { schema_version: 1, kind: 'comparison', as_of: d.as_of, systems, deciding };
}

export function comparisonText(c: Comparison, options: RenderOptions): string {
  const [speed, wait] = speedTitles(c.systems.find((s) => s.ranked)?.ranked ?? undefined);
  const cell = (s: Comparison['systems'][number], pick: (r: Ranked) => string) =>
    s.ranked ? pick(s.ranked) : 'out';
  const line = (title: string, pick: (r: Ranked) => string) => [
    title,
    ...c.systems.map((s) => cell(s, pick)),
  ];
  const grid: Grid = {
    columns: [
      { title: '', priority: 0 },
      ...c.systems.map((s) => ({ title: s.name, right: true, priority: 1 })),
    ],
    rows: [
      line('Rank', (r) => String(r.rank)),
      line('Score', (r) => `${r.score} (${r.score_low}-${r.score_high})`),
      line('Price', (r) => priceShort(r.price_usd)),
      line('Model', (r) => (r.model ? `${r.model.name} ${r.model.quant}` : '-')),
      line('Fits', (r) => r.fit?.status ?? '-'),
      line(
        speed.toLowerCase().replace(/^./, (x) => x.toUpperCase()),
        (r) => speedCells(r)[0],
      ),
      line(
        wait.toLowerCase().replace(/^./, (x) => x.toUpperCase()),
        (r) => speedCells(r)[1],
      ),
      ...c.deciding.map((d) =>
        line(`${d.name} (of 100)`, (r) => {
          const found = r.criteria.find((x) => x.id === d.id);
          return found?.score == null
            ? '?'
            : `${Math.round(found.score * 100)}${found.value === null || found.value > 1e12 ? '' : ` (${significant(found.value, 3)})`}`;
        }),
      ),
    ],
  };
  const out = c.systems.flatMap((s) =>
    s.excluded ? [`${s.name} is out: ${s.excluded.reasons.map((r) => r.text).join('; ')}`] : [],
  );
  return [gridText(grid, options), ...(out.length > 0 ? ['', ...out] : [])].join('\n');
}
