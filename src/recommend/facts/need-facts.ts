import type { NeedFacts } from '../../rules/facts.ts';
import type { Answers } from '../../schema/answers.ts';
import { isWithoutCloud } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { VENDORS, type Vendor } from '../../schema/vocabulary.ts';
import { jobsPerDay } from '../outlook/jobs.ts';
import type { MarketView } from './market-view.ts';

/** The need as rules see it. */
export function needFacts(
  answers: Answers,
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  market: MarketView,
): NeedFacts {
  const [primary] = needs;
  const models = answers.models.map((m) => catalog.models[m]).filter((m) => m !== undefined);
  const [largest] = models.sort((a, b) => b.params_total_b - a.params_total_b);
  const most = (pick: (n: WorkloadNeed) => number | null) =>
    needs.map(pick).reduce((a, b) => (b === null ? a : a === null ? b : Math.max(a, b)), null);
  const prompt = most((n) => n.prompt_tokens);
  return {
    'need.workloads': [...new Set(needs.map((n) => n.id))],
    'need.primary': primary?.id ?? null,
    'need.interactive': needs.some((n) => catalog.workloads[n.id].interactive),
    'need.cuda': answers.cuda,
    'need.os': answers.os,
    'need.condition': answers.condition,
    'need.form': answers.form,
    'need.makers': makersOf(answers),
    'need.cloud': !isWithoutCloud(answers),
    'need.priorities': answers.priorities,
    'need.budget_usd': answers.budget_usd,
    'need.users': most((n) => n.users),
    'need.context': most((n) => n.context),
    'need.prompt_tokens': prompt,
    'need.cold_prompt_tokens': most((n) =>
      n.prompt_tokens === null ? null : n.prompt_tokens * (1 - n.cached_share),
    ),
    'need.output_tokens': most((n) => n.output_tokens),
    'need.tokens_per_day': answers.tokens_per_day,
    'need.jobs_per_day': jobsPerDay(answers),
    'need.method': needs.find((n) => n.id === 'finetune')?.method ?? null,
    'need.model_named': answers.models.length > 0,
    'need.quant_named': answers.quant !== null,
    'need.model_max_context': least(models.map((m) => m.architecture?.max_context)),
    'need.model_total_b': largest?.params_total_b ?? null,
    'need.model_active_b': largest?.params_active_b ?? null,
    'need.owns_something': answers.own.length > 0,
    'need.owned_runs_it': market.ownedRunsIt,
    'market.announced_match': market.announcedMatch,
    'market.price_trend_90d': market.priceTrend90d,
  };
}

const least = (list: readonly (number | undefined)[]): number | null => {
  const known = list.filter((n) => n !== undefined);
  return known.length === 0 ? null : Math.min(...known);
};

/** The makers that --only names, or all where it names none, less those that --not names. */
function makersOf({ not = [], only = [] }: Pick<Answers, 'not' | 'only'>): Vendor[] {
  const alone = VENDORS.filter((maker) => only.includes(maker));
  return (alone.length > 0 ? alone : VENDORS).filter((maker) => !not.includes(maker));
}
