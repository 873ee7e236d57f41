import type { Ranked, Reason, Recommendation } from '../schema/document.ts';
import type { Comparison } from '../schema/views.ts';
import type { CriterionId } from '../schema/vocabulary.ts';
import { capitalised } from '../units/format.ts';
import { type ComparedRow, comparedRow } from './compared-row.ts';
import { ASSUMED_VALUE, criterionValue, roomNote, valueNote } from './criterion-values.ts';
import { ownedPart } from './explanation-owned.ts';
import { foldedGrid } from './grid/folded-grid.ts';
import { type Grid, gridText } from './grid/grid.ts';
import { fitsWhole } from './grid/grid-layout.ts';
import type { RenderOptions } from './render-options.ts';
import { fitsCell, modelCell } from './row-cells.ts';
import { shortName } from './short-names.ts';
import { speedFacts } from './speed-columns.ts';
import { aheadBy, EXPERTS, levelWith } from './standing.ts';
import { anyOld, OLD_PRICE } from './summary-grid.ts';
import { scoreText, signedPoints } from './values.ts';
import { READABLE, wrap } from './wrap.ts';

export function comparison(ids: readonly string[], d: Recommendation): Comparison {
  const systems = ids.map((id) => {
    const ranked = d.ranked.find((r) => r.system.id === id) ?? null;
    const excluded = d.excluded.find((e) => e.system.id === id) ?? null;
    const owned = ownedPart(id, excluded, d)?.run;
    const name = (ranked ?? owned ?? excluded)?.system.name ?? id;
    return { id, name, ranked, excluded, ...(owned ? { owned } : {}) };
  });
  const rows = systems.flatMap(({ ranked, owned }) => ranked ?? (owned?.runs ? owned : []));
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
function unlikeModels(rows: readonly Pick<Ranked, 'workloads'>[]): string[] {
  const [first, ...rest] = rows.map((r) => r.workloads.map((w) => w.model?.id).join(' '));
  return rest.some((models) => models !== first)
    ? [
        'Each with the model that serves best on it, so their speeds do not compare: -m NAME asks of one model.',
      ]
    : [];
}

/** The reasons as one text: those of rules are sentences, others are not. */
const because = ({ reasons }: { readonly reasons: readonly Reason[] }): string =>
  reasons.map((r) => r.text.replace(/\.$/, '')).join('; ');

/** What keeps a machine out, or how what is owned stands beside the first of what is on sale. */
function aside({ name, excluded, owned }: Comparison['systems'][number]): string[] {
  if (owned?.runs) {
    const beside = owned.beside_first;
    return [`${name} is what you have${beside ? `: ${beside.text}` : '.'}`];
  }
  if (owned) return [`${name} is what you have: ${because(owned)}.`];
  return excluded ? [`${name} is out: ${because(excluded)}.`] : [];
}

/** The verdict in a sentence, then side by side where the width allows, otherwise one system after the other. */
export function comparisonText(c: Comparison, options: RenderOptions): string {
  const width = options.width ?? Number.POSITIVE_INFINITY;
  const say = (text: string) => wrap(text, Math.min(width, READABLE), options.unicode);
  const ranked = c.systems.flatMap((s) => (s.ranked ? [s.ranked] : []));
  const rows = c.systems.flatMap(comparedRow);
  const blocks = [
    [
      ...verdict(ranked).flatMap(say),
      ...unlikeModels(rows).flatMap(say),
      ...c.systems.flatMap(aside).flatMap(say),
    ].join('\n'),
    ...(rows.length > 0 ? tableOrList(c, rows, options, width) : []),
    [
      ...(anyOld(ranked) ? [OLD_PRICE] : []),
      ...(c.deciding.some((d) => rows.some((r) => isAssumed(r, d.id))) ? [ASSUMED_VALUE] : []),
      ...(c.deciding.some((d) => d.id === 'value') ? valueNote(rows) : []),
      ...roomNote(rows),
    ]
      .flatMap((note) => say(`${note}.`))
      .join('\n'),
  ];
  return blocks.filter((b) => b !== '').join('\n\n');
}

const isAssumed = (row: ComparedRow, id: CriterionId): boolean =>
  row.criteria.some((c) => c.id === id && c.assumed === true);

/** Who is ahead, on the strength of what, and what speaks for each of the others. */
function verdict(ranked: readonly Ranked[]): string[] {
  const [ahead, next, ...others] = [...ranked].sort((a, b) => a.rank - b.rank);
  if (!ahead || !next) return [];
  const [plus, minus] = [aheadBy(ahead, next).join(', '), aheadBy(next, ahead).join(', ')];
  const level = levelWith(ahead, next);
  const points = `${scoreText(ahead.score)} against ${scoreText(next.score)}`;
  const [standing, by] = level
    ? [`${level} at ${Math.round(ahead.score)} points`, '; for it: ']
    : [`ahead of ${next.system.name}, ${points}`, ', by '];
  return [
    `${ahead.system.name} is ${standing}${plus === '' ? '' : `${by}${plus}`}.`,
    ...(minus === '' ? [] : [`For ${next.system.name}: ${minus}.`]),
    ...others.map((other) => {
      const better = aheadBy(other, ahead);
      const but = better.length > 0 ? `; for it: ${better.join(', ')}` : '';
      return `${other.system.name} follows with ${scoreText(other.score)}${but}.`;
    }),
  ];
}

function tableOrList(
  c: Comparison,
  compared: readonly ComparedRow[],
  options: RenderOptions,
  width: number,
): string[] {
  const facts = factsOf(c, compared).filter((f) => compared.some((r) => f.value(r) !== '-'));
  const headed = (name: (r: ComparedRow) => string): Grid => ({
    columns: [{ title: '' }, ...compared.map((r) => ({ title: name(r) }))],
    rows: facts.map((f) => [f.title, ...compared.map(f.value)]),
  });
  const [full, short] = [headed((r) => r.system.name), headed((r) => shortName(r, compared))];
  for (const grid of [full, short]) if (fitsWhole(grid, width)) return [gridText(grid, options)];
  const folded = foldedGrid(short, width, options);
  if (folded !== null) return [folded];
  return compared.map((r) =>
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
  readonly value: (r: ComparedRow) => string;
}

/**
 * What decides first: rank, price, what it runs and how fast, then the criteria by how much they separate, and what the
 * rules add to the score: without that, one that is better on every criterion may stand behind for no reason told.
 */
function factsOf(c: Comparison, compared: readonly ComparedRow[]): Fact[] {
  const [first] = compared;
  return [
    { title: 'Rank', value: (r) => r.rank },
    { title: 'Score', value: (r) => r.score },
    { title: 'Price', value: (r) => r.price },
    { title: 'Model', value: modelCell },
    { title: 'Fits', value: fitsCell },
    ...(first ? speedFacts(first) : []).map(({ id, title }) => ({
      title: capitalised(title),
      value: (r: ComparedRow) => speedFacts(r).find((f) => f.id === id)?.value ?? '-',
    })),
    { title: 'Points of 100', value: () => '' },
    ...c.deciding.map((d) => ({
      title: d.name,
      value: (r: ComparedRow) => {
        const found = r.criteria.find((x) => x.id === d.id);
        if (found?.score == null) return '?';
        const value = criterionValue(found, r);
        return `${Math.round(found.score * 100)}${value === '-' ? '' : ` (${value})`}`;
      },
    })),
    ...(compared.some((r) => r.moved !== 0)
      ? [
          {
            title: EXPERTS,
            value: (r: ComparedRow) => (r.moved === null ? '-' : signedPoints(r.moved)),
          },
        ]
      : []),
  ];
}
