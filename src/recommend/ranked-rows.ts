import type { Catalog } from '../schema/catalog.ts';
import type { CriterionResult, Ranked } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import { dominators } from '../scoring/dominance.ts';
import { constant } from '../scoring/model.ts';
import { robustness } from '../scoring/robustness.ts';
import { tiedWithFirst } from '../scoring/ties.ts';
import { feltScore } from '../units/score-step.ts';
import { sixDigits } from '../units/six-digits.ts';
import { tenths, thousandths } from '../units/statistics.ts';
import { drawsOf, isAssumed, uncertain } from './criterion-parts.ts';
import { beyondUsers } from './doubts.ts';
import { type Evaluated, jobOf, workOf } from './evaluated.ts';
import type { JudgeContext, Judged } from './judge.ts';
import type { Outlook } from './outlook/outlook.ts';
import { reasonsFor } from './reasons.ts';
import { systemRef } from './system-ref.ts';

/** Reasons are told of the machines somebody may look at; `explain` asks for those of all. */
const EXPLAINED_ROWS = 30;
/** Other models, curves and costs are worked out for the machines an answer shows. */
const OUTLOOK_ROWS = 5;

/**
 * Judged candidates, best first → the document's rows. `explained_rows`: how many have their reasons and other models told;
 * undefined for the numbers above.
 */
export function rankedRows(
  field: readonly Judged[],
  context: JudgeContext,
  seed: number,
  explained_rows: number | undefined,
  outlook: (e: Evaluated) => Outlook,
): Ranked[] {
  const { catalog } = context.facts;
  const placings = placingsOf(field, context, seed);
  return field.map((j, i) => {
    const told = i < (explained_rows ?? OUTLOOK_ROWS) ? withOthers(j.evaluated) : j.evaluated;
    const { system, price, outcomes } = told;
    const [heaviest] = outcomes;
    const p = heaviest?.performance;
    const beyond = i < OUTLOOK_ROWS ? outlook(told) : null;
    return {
      rank: i + 1,
      system: systemRef(system, catalog),
      ...(placings[i] as Placing),
      criteria: criteriaOf(j, catalog),
      rule_points: { said: j.score.points, moved: tenths(j.score.moved) },
      price_usd: price,
      os: heaviest?.os ?? system.os[0] ?? 'linux',
      model: p?.model ?? null,
      engine: p?.engine ?? null,
      backend: p?.backend ?? null,
      fit: p?.fit ?? null,
      ...(p?.copies ? { copies: p.copies } : {}),
      speed: p?.speed ?? null,
      finetune: jobOf(outcomes, 'finetune'),
      image: jobOf(outcomes, 'image'),
      video: jobOf(outcomes, 'video'),
      workloads: [...(beyond?.workloads ?? workOf({ outcomes }))],
      power_w: powerOf(system),
      ...(beyond?.ownership ? { ownership: beyond.ownership } : {}),
      reasons:
        i < (explained_rows ?? EXPLAINED_ROWS)
          ? [...reasonsFor(j, field, catalog), ...beyondUsers(beyond?.workloads ?? [])]
          : [],
    };
  });
}

/** A score beside those of the others: how sure it is, and whether it is as good as the first or beaten altogether. */
type Placing = Pick<
  Ranked,
  'score' | 'score_low' | 'score_high' | 'win_probability' | 'tied_with_first' | 'dominated_by'
>;

function placingsOf(field: readonly Judged[], context: JudgeContext, seed: number): Placing[] {
  const { catalog, answers } = context.facts;
  const sure = robustness(
    context.scoring,
    field.map((j) => uncertain(j, catalog)),
    drawsOf(catalog, seed),
    answers.budget_usd,
    field.map((j) => j.score),
  );
  const scored = field.map((j) => ({ id: j.evaluated.system.id, score: j.score }));
  const beaten = dominators(scored);
  const ties = new Set(
    tiedWithFirst(
      scored.map(({ id, score }, i) => ({
        id,
        score: score.score ?? 0,
        beats_leader: sure[i]?.beats_leader ?? 0,
      })),
      {
        margin_points: constant(catalog.scoring, 'tie_margin_points'),
        coin_toss: constant(catalog.scoring, 'tie_coin_toss'),
      },
    ),
  );
  return scored.map(({ id, score: { score: known } }, i) => {
    const score = feltScore(known ?? 0);
    const how = sure[i];
    return {
      score,
      score_low: tenths(Math.min(score, how?.score_low ?? score)),
      score_high: tenths(Math.max(score, how?.score_high ?? score)),
      win_probability: thousandths(how?.win_probability ?? 0),
      tied_with_first: ties.has(id),
      dominated_by: beaten.get(id) ?? null,
    };
  });
}

const powerOf = ({ power }: System): Ranked['power_w'] => ({
  idle: power.idle_w ?? null,
  ...(power.idle_least_w === undefined ? {} : { idle_least: power.idle_least_w }),
  load: power.load_w ?? null,
  max: power.max_w ?? null,
});

/** The candidate with the other models that run there, which are worked out only where they are told. */
export const withOthers = (e: Evaluated): Evaluated => ({
  ...e,
  outcomes: e.outcomes.map((o) =>
    o.also_runs ? { ...o, performance: { ...o.performance, also_runs: o.also_runs() } } : o,
  ),
});

/** The criteria as the document tells them. */
export const criteriaOf = (j: Judged, { scoring }: Catalog): CriterionResult[] =>
  j.score.criteria.map(({ id, value, part, score, weight }) => {
    const { name, unit, units } = scoring.criteria[id];
    const workload = j.parts[part]?.workload;
    return {
      id,
      name,
      value: value === null ? null : sixDigits(value),
      unit: (workload && units?.[workload]) ?? unit,
      score: score === null ? null : thousandths(score),
      weight: thousandths(weight),
      ...(isAssumed(id, j.evaluated.system) ? { assumed: true as const } : {}),
    };
  });
