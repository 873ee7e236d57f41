import { modelName } from '../recommend/prose/names.ts';
import type { Excluded, Ranked, Recommendation } from '../schema/document.ts';
import type { Explanation } from '../schema/views.ts';
import { enumerated } from '../units/format.ts';
import { groupBy } from '../units/statistics.ts';
import { ASSUMED_VALUE, type CriterionRow, criterionValue, roomNote, valueNote } from './criterion-values.ts';
import { machineOfOwned, ownedHead, ownedPart, ownedRunLines, ownedVerdict } from './explanation-owned.ts';
import { type Grid, gridText } from './grid/grid.ts';
import type { RenderOptions } from './render-options.ts';
import { priceInWords, scoreText, signedPoints } from './values.ts';
import { READABLE, wrap } from './wrap.ts';

/** One system's place in a recommendation, next to the winner; null when the document does not know it. */
export function explanation(id: string, d: Recommendation): Explanation | null {
  const ranked = d.ranked.find((r) => r.system.id === id) ?? null;
  const excluded = d.excluded.find((e) => e.system.id === id) ?? machineOfOwned(id, d);
  const owned = ownedPart(id, excluded, d);
  if (!ranked && !excluded && !owned) return null;
  const [first] = d.ranked;
  return {
    schema_version: 1,
    kind: 'explanation',
    as_of: d.as_of,
    system: excluded?.system.id ?? id,
    of: d.ranked.length,
    ranked,
    excluded,
    ...(owned ? { owned } : {}),
    first: first
      ? { id: first.system.id, name: first.system.name, score: first.score, criteria: first.criteria }
      : null,
  };
}

/** What it runs, and of a mix what for: `A 9B for chat and rag, FLUX for image`. */
function runs({ workloads }: Ranked): string {
  const named = workloads.flatMap(({ model, workload }) =>
    model ? [{ name: modelName(model), workload }] : [],
  );
  return [...groupBy(named, (w) => w.name)]
    .map(([name, uses]) =>
      workloads.length > 1 ? `${name} for ${enumerated(uses.map((w) => w.workload))}` : name,
    )
    .join(', ');
}

/** An explanation in words; `nameOf` says what the machine of an id is called. */
export function explanationText(
  e: Explanation,
  options: RenderOptions,
  nameOf: (id: string) => string = (id) => id,
): string {
  const page = pageOf(options);
  if (e.owned) return ownedText(e.owned, e.first, page).join('\n');
  if (e.excluded) return excludedText(e.excluded, e.first, page).join('\n');
  return e.ranked ? rankedText(e.ranked, e, page, nameOf).join('\n') : '';
}

/** How parts of an explanation become lines of the width that there is. */
function pageOf(options: RenderOptions) {
  const width = options.width === undefined ? undefined : Math.min(options.width, READABLE);
  const item = (text: string): string[] =>
    width === undefined
      ? [`- ${text}`]
      : wrap(text, width - 2, options.unicode).map((l, i) => (i === 0 ? `- ${l}` : `  ${l}`));
  return {
    say: (text: string): string[] => (width === undefined ? [text] : wrap(text, width, options.unicode)),
    item,
    reasons: (list: Ranked['reasons']) =>
      list.flatMap((r) => item(`${r.text}${pointsOf(r)}${cite(r.sources)}`)),
    criteria: (...of: Parameters<typeof criteriaGrid>) => gridText(criteriaGrid(...of), options),
  };
}
type Page = ReturnType<typeof pageOf>;

function ownedText(
  owned: NonNullable<Explanation['owned']>,
  first: Explanation['first'],
  { say, item, criteria }: Page,
): string[] {
  const [work] = owned.run.workloads;
  const row = work && { ...work, ...owned.run };
  return [
    ...say(ownedHead(owned, first)),
    ...ownedVerdict(owned).flatMap(item),
    ...(owned.run.runs ? ['', ...ownedRunLines(owned).flatMap(say)] : []),
    ...(row && row.criteria.length > 0
      ? [
          '',
          criteria(row, first),
          ...(row.criteria.some((c) => c.assumed) ? say(`${ASSUMED_VALUE}.`) : []),
          ...say(POWER_MEAN),
        ]
      : []),
  ];
}

const excludedText = (excluded: Excluded, first: Explanation['first'], { say, reasons }: Page): string[] => [
  ...say(`${excluded.system.name} is out:`),
  ...reasons(excluded.reasons),
  ...(first ? say(`First is ${first.name}.`) : []),
];

function rankedText(
  row: Ranked,
  { first, system, of }: Explanation,
  { say, reasons, criteria }: Page,
  nameOf: (id: string) => string,
): string[] {
  const rival = first && first.id !== system ? first : null;
  return [
    ...placeLines(row, of, rival, nameOf).flatMap(say),
    '',
    criteria(row, rival),
    ...notesUnder(row, rival).flatMap(say),
    '',
    ...ruleLine(row).flatMap(say),
    ...(row.rule_points.said === 0 ? [] : ['']),
    ...reasons(row.reasons),
  ];
}

/** Its place and score, its price, what it runs, and what beats it on everything. */
const placeLines = (
  row: Ranked,
  of: number,
  rival: Explanation['first'],
  nameOf: (id: string) => string,
): string[] => [
  `${row.system.name}: rank ${row.rank} of ${of}, score ${scoreText(row.score)} (${scoreText(row.score_low)} to ${scoreText(row.score_high)})${rival ? `; first is ${rival.name} with ${scoreText(rival.score)}` : ''}.`,
  `Price: ${row.price_usd ? priceInWords(row.price_usd) : 'unknown'}.`,
  ...(row.model ? [`Runs ${runs(row)}.`] : []),
  ...(row.dominated_by
    ? [`At least as good on everything, and better on something: ${nameOf(row.dominated_by)}.`]
    : []),
];

/** What stands under the table of criteria. */
const notesUnder = (row: Ranked, rival: Explanation['first']): string[] => [
  ...(row.criteria.some((c) => c.assumed) ? [`${ASSUMED_VALUE}.`] : []),
  ...valueNote([row]).map((note) => `${note}.`),
  ...roomNote([row, ...(rival ? [rival] : [])]).map((note) => `${note}.`),
  POWER_MEAN,
];

/** Why nobody who adds up the table finds the score. */
const POWER_MEAN =
  'Few points cost more than many bring (a power mean), so the criteria make less than their weighed sum: see `advise help method`.';

const pointsOf = ({ points }: Ranked['reasons'][number]): string =>
  points === undefined ? '' : ` (${signedPoints(points)} points)`;

/** The sum behind the score: what the criteria make, and what the rules make of it. */
function ruleLine({ score, rule_points: { said, moved } }: Ranked): string[] {
  if (said === 0) return [];
  const plain = (score - moved).toFixed(1);
  const eased =
    Math.abs(said - moved) < 0.05 ? '' : `, eased to ${signedPoints(moved)} near the end of the scale`;
  return [
    `The criteria make ${plain} points, what experts say ${signedPoints(said)}${eased}: ${score.toFixed(1)}.`,
  ];
}

const cite = (sources: readonly string[]): string => (sources.length > 0 ? ` [${sources.join(', ')}]` : '');

/** Criteria by weight, points of 100; with a rival, what that one gets. */
function criteriaGrid(row: CriterionRow & Pick<Ranked, 'criteria'>, rival: Explanation['first']): Grid {
  const score = (s: number | null | undefined) =>
    s === null || s === undefined ? '?' : String(Math.round(s * 100));
  const rows = [...row.criteria]
    .sort((a, b) => b.weight - a.weight)
    .map((c) => [
      c.name,
      `${Math.round(c.weight * 100)} %`,
      criterionValue(c, row),
      score(c.score),
      ...(rival ? [score(rival.criteria.find((r) => r.id === c.id)?.score)] : []),
    ]);
  const columns = [
    { title: 'CRITERION', priority: 0 },
    { title: 'WEIGHT', right: true, priority: 3 },
    { title: 'VALUE', right: true, priority: 2 },
    { title: 'POINTS', right: true, priority: 1 },
    ...(rival ? [{ title: 'FIRST HAS', right: true, priority: 4 }] : []),
  ];
  return { columns, rows };
}
