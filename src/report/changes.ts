import type { Ranked, Recommendation } from '../schema/document.ts';
import type { Changes } from '../schema/views.ts';
import { percent, usd } from '../units/format.ts';
import type { RenderOptions } from './render-options.ts';
import { whyOut } from './why-out.ts';
import { READABLE, wrap } from './wrap.ts';

/** The best of either day whose prices and places are compared (assumption: nobody reads of more). */
const SHOWN = 12;
/** Assumption: a price that moved by less stood still. */
const NOTABLE = 0.02;

/** Two answers to one question on two days: the pick, price moves of what either ranks high, what came and went. */
export function changes(then: Recommendation, now: Recommendation): Changes {
  const before = new Map(then.ranked.map((r) => [r.system.id, r]));
  const after = new Map(now.ranked.map((r) => [r.system.id, r]));
  const price = (d: Recommendation, id: string) =>
    (d.ranked.find((r) => r.system.id === id) ?? d.excluded.find((e) => e.system.id === id))?.price_usd
      ?.value ?? null;
  const watched = [
    ...new Set([...then.ranked.slice(0, SHOWN), ...now.ranked.slice(0, SHOWN)].map((r) => r.system.id)),
  ];
  const prices = watched.flatMap((id) => {
    const [a, b] = [price(then, id), price(now, id)];
    const name = (before.get(id) ?? after.get(id))?.system.name ?? id;
    return a === null || b === null || Math.abs(b / a - 1) < NOTABLE
      ? []
      : [{ system: id, name, then_usd: a, now_usd: b, change: b / a - 1 }];
  });
  const missing = (rows: readonly Ranked[], have: ReadonlyMap<string, Ranked>, other: Recommendation) =>
    rows
      .slice(0, SHOWN)
      .filter((r) => !have.has(r.system.id))
      .map((r) => {
        const out = other.excluded.find((e) => e.system.id === r.system.id);
        return { name: r.system.name, why: out ? whyOut(out) : 'not ranked' };
      });
  return {
    schema_version: 1,
    kind: 'changes',
    from: then.as_of,
    to: now.as_of,
    pick: { then: then.ranked[0]?.system.name ?? null, now: now.ranked[0]?.system.name ?? null },
    prices: prices.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
    gained: missing(now.ranked, before, then),
    lost: missing(then.ranked, after, now),
  };
}

export function changesText(c: Changes, options: RenderOptions): string {
  const width = options.width === undefined ? undefined : Math.min(options.width, READABLE);
  const fold = (text: string, indent: number) =>
    width === undefined ? [text] : wrap(text, width - indent, options.unicode);
  const pick =
    c.pick.then === c.pick.now
      ? `The pick is the same: ${c.pick.now ?? 'nothing'}.`
      : `The pick was ${c.pick.then ?? 'nothing'} on ${c.from}; on ${c.to} it is ${c.pick.now ?? 'nothing'}.`;
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : ['', title, ...lines.flatMap((l) => fold(l, 4).map((f, i) => (i === 0 ? `  ${f}` : `    ${f}`)))];
  return [
    ...fold(pick, 0),
    ...block(
      'Prices',
      c.prices.map(
        (p) =>
          `${p.name}: ${usd(p.then_usd)} then, ${usd(p.now_usd)} now (${p.change > 0 ? '+' : '-'}${percent(Math.abs(p.change))})`,
      ),
    ),
    ...block(
      'New in the ranking (why not then)',
      c.gained.map((g) => `${g.name}: ${g.why}`),
    ),
    ...block(
      'Gone from the ranking (why not now)',
      c.lost.map((g) => `${g.name}: ${g.why}`),
    ),
  ].join('\n');
}
