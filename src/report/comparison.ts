import type { Ranked, Reason, Recommendation } from '../schema/document.ts';
import type { Comparison } from '../schema/views.ts';
import type { CriterionId } from '../schema/vocabulary.ts';
import { capitalised } from '../units/format.ts';
import { ASSUMED_VALUE, criterionValue, roomNote, valueNote } from './criterion-values.ts';
import { foldedGrid } from './grid/folded-grid.ts';
import { type Grid, gridText } from './grid/grid.ts';
import { fitsWhole } from './grid/grid-layout.ts';
import type { RenderOptions } from './render-options.ts';
import { fitsCell, modelCell } from './row-cells.ts';
import { shortName } from './short-names.ts';
import { speedFacts } from './speed-columns.ts';
import { levelWith, virtuesOver } from './standing.ts';
import { anyOld, OLD_PRICE } from './summary-grid.ts';
import { priceShort, scoreText, signedPoints } from './values.ts';
import { READABLE, wrap } from './wrap.ts';

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
        .filter((s) => typeof s === 'number');
      return {
        id: c.id,
        name: c.name,
        spread: scores.length < 2 ? 0 : c.weight * (Math.max(...scores) - Math.min(...scores)),
      };
    })
    .sort((a, b) => b.spread - a.spread);
  return { schema_version: 1, kind: 'comparison', as_of: d.as_of, systems, deciding };
}

/** A note that speeds of two models do not compare two machines. */
function unlikeModels(ranked: readonly Ranked[]): string[] {
  const [first, ...rest] = ranked.map((r) => r.workloads.map((w) => w.model?.id).join(' '));
  return rest.some((models) => models !== first)
    ? [
        'Each with the model that serves best on it, so their speeds do not compare: -m NAME asks of one model.',
      ]
    : [];
}

/** The reasons as one text: those of rules are sentences, others are not. */
const because = ({ reasons }: { readonly reasons: readonly Reason[] }): string =>
  reasons.map((r) => r.text.replace(/\.$/, '')).join('; ');

/** The verdict in a sentence, then side by side where the width allows, otherwise one system after the other. */
export function comparisonText(c: Comparison, options: RenderOptions): string {
  const width = options.width ?? Number.POSITIVE_INFINITY;
  const say = (text: string) => wrap(text, Math.min(width, READABLE), options.unicode);
  const ranked = c.systems.flatMap((s) => (s.ranked ? [s.ranked] : []));
  const out = c.systems.flatMap((s) => (s.excluded ? say(`${s.name} is out: ${because(s.excluded)}.`) : []));
  const blocks = [
    [...verdict(ranked).flatMap(say), ...unlikeModels(ranked).flatMap(say), ...out].join('\n'),
    ...(ranked.length > 0 ? tableOrList(c, ranked, options, width) : []),
    [
      ...(anyOld(ranked) ? [OLD_PRICE] : []),
      ...(c.deciding.some((d) => ranked.some((r) => isAssumed(r, d.id))) ? [ASSUMED_VALUE] : []),
      ...(c.deciding.some((d) => d.id === 'value') ? valueNote(ranked) : []),
      ...roomNote(ranked),
    ]
      .flatMap((note) => say(`${note}.`))
      .join('\n'),
  ];
  return blocks.filter((b) => b !== '').join('\n\n');
}

const isAssumed = (row: Ranked, id: CriterionId): boolean =>
  row.criteria.some((c) => c.id === id && c.assumed === true);

/** Who is ahead, on the strength of what, and what speaks for each of the others. */
function verdict(ranked: readonly Ranked[]): string[] {
  const [ahead, next, ...others] = [...ranked].sort((a, b) => a.rank - b.rank);
  if (!ahead || !next) return [];
  const [plus, minus] = [virtuesOver(ahead, next).join(', '), virtuesOver(next, ahead).join(', ')];
  const level = levelWith(ahead, next);
  const points = `${scoreText(ahead.score)} against ${scoreText(next.score)}`;
  const [standing, by] = level
    ? [`${level} at ${Math.round(ahead.score)} points`, '; for it: ']
    : [`ahead of ${next.system.name}, ${points}`, ', by '];
  return [
    `${ahead.system.name} is ${standing}${plus === '' ? '' : `${by}${plus}`}.`,
    ...(minus === '' ? [] : [`For ${next.system.name}: ${minus}.`]),
    ...others.map((other) => {
      const better = virtuesOver(other, ahead);
      const but = better.length > 0 ? `; for it: ${better.join(', ')}` : '';
      return `${other.system.name} follows with ${scoreText(other.score)}${but}.`;
    }),
  ];
}

function tableOrList(
  c: Comparison,
  ranked: readonly Ranked[],
  options: RenderOptions,
  width: number,
): string[] {
  const facts = factsOf(c, ranked).filter((f) => ranked.some((r) => f.value(r) !== '-'));
  const headed = (name: (r: Ranked) => string): Grid => ({
    columns: [{ title: '' }, ...ranked.map((r) => ({ title: name(r) }))],
    rows: facts.map((f) => [f.title, ...ranked.map(f.value)]),
  });
  const [full, short] = [headed((r) => r.system.name), headed((r) => shortName(r, ranked))];
  for (const grid of [full, short]) if (fitsWhole(grid, width)) return [gridText(grid, options)];
  const folded = foldedGrid(short, width, options);
  if (folded !== null) return [folded];
  return ranked.map((r) =>
    [
      ...wrap(r.system.name, width, options.unicode),
      ...facts.flatMap((f) =>
        wrap(`${f.title}: ${f.value(r)}`.trimEnd(), width - 2, options.unicode).map((l) => `  ${l}`),
      ),
    ].join('\n'),
  );
}

interface Fact {
  readonly title: string;
  readonly value: (r: Ranked) => string;
}

/**
 * What decides first: rank, price, what it runs and how fast, then the criteria by how much they separate, and what the
 * rules add to the score: without that, one that is better on every criterion may stand behind for no reason told.
 */
function factsOf(c: Comparison, ranked: readonly Ranked[]): Fact[] {
  const [first] = ranked;
  return [
    { title: 'Rank', value: (r) => String(r.rank) },
    {
      title: 'Score',
      value: (r) => `${scoreText(r.score)} (${scoreText(r.score_low)} to ${scoreText(r.score_high)})`,
    },
    { title: 'Price', value: (r) => priceShort(r.price_usd) },
    { title: 'Model', value: modelCell },
    { title: 'Fits', value: fitsCell },
    ...(first ? speedFacts(first) : []).map(({ id, title }) => ({
      title: capitalised(title),
      value: (r: Ranked) => speedFacts(r).find((f) => f.id === id)?.value ?? '-',
    })),
    { title: 'Points of 100', value: () => '' },
    ...c.deciding.map((d) => ({
      title: d.name,
      value: (r: Ranked) => {
        const found = r.criteria.find((x) => x.id === d.id);
        if (found?.score == null) return '?';
        const value = criterionValue(found, r);
        return `${Math.round(found.score * 100)}${value === '-' ? '' : ` (${value})`}`;
      },
    })),
    ...(ranked.some((r) => r.rule_points.moved !== 0)
      ? [{ title: 'What experts say', value: (r: Ranked) => signedPoints(r.rule_points.moved) }]
      : []),
  ];
}
