import type { Excluded, Ranked, Recommendation } from '../schema/document.ts';
import { significant } from '../units/format.ts';
import { type Grid, gridText } from './grid.ts';
import type { RenderOptions } from './render-options.ts';
import { priceFacts, priceShort } from './values.ts';

export interface Explanation {
  readonly schema_version: 1;
  readonly kind: 'explanation';
  readonly as_of: string;
  readonly system: string;
  readonly of: number;
  readonly ranked: Ranked | null;
  readonly excluded: Excluded | null;
  readonly first: {
    readonly id: string;
    readonly name: string;
    readonly score: number;
    readonly criteria: Ranked['criteria'];
  } | null;
}

/** One system's place in a recommendation, next to the winner; null when the document does not know it. */
export function explanation(id: string, d: Recommendation): Explanation | null {
  const ranked = d.ranked.find((r) => r.system.id === id) ?? null;
  const excluded = d.excluded.find((e) => e.system.id === id) ?? null;
  if (!ranked && !excluded) return null;
  const [first] = d.ranked;
  return {
    schema_version: 1,
    kind: 'explanation',
    as_of: d.as_of,
    system: id,
    of: d.ranked.length,
    ranked,
    excluded,
    first: first
      ? { id: first.system.id, name: first.system.name, score: first.score, criteria: first.criteria }
      : null,
  };
}

export function explanationText(e: Explanation, options: RenderOptions): string {
  if (e.excluded) {
    const reasons = e.excluded.reasons.map((r) => `  - ${r.text}${cite(r.sources)}`);
    return [
      `${e.excluded.system.name} is out:`,
      ...reasons,
      ...(e.first ? [`First is ${e.first.name}.`] : []),
    ].join('\n');
  }
  const row = e.ranked;
  if (!row) return '';
  const rival = e.first && e.first.id !== e.system ? e.first : null;
  return [
    `${row.system.name}: rank ${row.rank} of ${e.of}, score ${row.score} (${row.score_low} to ${row.score_high})${rival ? `; first is ${rival.name} with ${rival.score}` : ''}`,
    `Price ${priceShort(row.price_usd)}${row.price_usd ? `, ${priceFacts(row.price_usd)} [${row.price_usd.source}]` : ''}`,
    ...(row.dominated_by
      ? [`At least as good on everything, and better on something: ${row.dominated_by}`]
      : []),
    '',
    gridText(criteriaGrid(row, rival?.criteria ?? null), options),
    '',
    ...row.reasons.map((r) => `- ${r.text}${cite(r.sources)}`),
  ].join('\n');
}

const cite = (sources: readonly string[]): string => (sources.length > 0 ? ` [${sources.join(', ')}]` : '');

/** Criteria by weight; with a rival, what it gets on each. */
function criteriaGrid(row: Ranked, rival: Ranked['criteria'] | null): Grid {
  const score = (s: number | null | undefined) =>
    s === null || s === undefined ? '?' : String(Math.round(s * 100));
  const rows = [...row.criteria]
    .sort((a, b) => b.weight - a.weight)
    .map((c) => [
      c.name,
      `${Math.round(c.weight * 100)} %`,
      c.value === null ? 'unknown' : c.value > 1e12 ? 'free' : significant(c.value, 3),
      score(c.score),
      ...(rival ? [score(rival.find((r) => r.id === c.id)?.score)] : []),
      c.unit,
    ]);
  const columns = [
    { title: 'CRITERION' },
    { title: 'WEIGHT', right: true },
    { title: 'VALUE', right: true },
    { title: 'SCORE', right: true },
    ...(rival ? [{ title: 'FIRST', right: true }] : []),
    { title: 'UNIT', priority: 9 },
  ];
  return { columns, rows };
}
