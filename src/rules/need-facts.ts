import {
  CONDITIONS,
  CUDA_NEEDS,
  FINETUNE_METHODS,
  FORM_WISHES,
  OPERATING_SYSTEMS,
  PRIORITIES,
  VENDORS,
  WORKLOADS,
} from '../schema/vocabulary.ts';
import { flag, list, number, word } from './fact-specs.ts';

/** What a rule may ask about the need and the market: the same for every candidate, so `given` is restricted to these. */
export const NEED_FACTS = {
  'need.workloads': list(WORKLOADS, 'every use the buyer named'),
  'need.primary': word(
    WORKLOADS,
    'the use with the largest weight; of equals the first in the order of our list of uses',
  ),
  'need.interactive': flag('somebody waits for each reply: chat, rag, coding or serving is among the uses'),
  'need.cuda': word(CUDA_NEEDS, 'how much the buyer depends on CUDA'),
  'need.os': word([...OPERATING_SYSTEMS, 'any'], 'operating system the buyer insists on'),
  'need.condition': word(CONDITIONS, 'new, used or either'),
  'need.form': word(FORM_WISHES, 'shape the buyer insists on'),
  'need.makers': list(VENDORS, 'makers of accelerators that the buyer has not left out'),
  'need.cloud': flag('hosted models and rented machines may be used'),
  'need.priorities': list(PRIORITIES, 'what the buyer said matters most'),
  'need.budget_usd': number('USD', 'hard limit for the whole system; unknown when none was given'),
  'need.users': number('count', 'people or agents at once'),
  'need.context': number('tokens', 'depth the buyer needs'),
  'need.prompt_tokens': number('tokens', 'length of a typical prompt'),
  'need.cold_prompt_tokens': number('tokens', 'the part of a typical prompt that no cache holds'),
  'need.output_tokens': number('tokens', 'length of a typical reply'),
  'need.tokens_per_day': number('tokens/day', 'volume the buyer expects; unknown unless stated'),
  'need.jobs_per_day': number(
    'jobs/day',
    'training runs, images or clips the buyer expects; unknown unless stated',
  ),
  'need.method': word(FINETUNE_METHODS, 'fine-tuning method asked for'),
  'need.model_named': flag('the buyer named a model instead of leaving the choice open'),
  'need.quant_named': flag('the buyer named the weight format, too'),
  'need.model_max_context': number('tokens', 'where the shortest context of a named language model ends'),
  'need.model_total_b': number('B', 'parameters of the largest named language model'),
  'need.model_active_b': number('B', 'parameters that model uses per token'),
  'need.owns_something': flag('the buyer already owns a machine or card from the catalogue'),
  'need.owned_runs_it': flag('what the buyer owns holds the model and keeps above the slowest usable speed'),
  'market.announced_match': flag('an announced, not yet sold machine would meet every stated constraint'),
  'market.price_trend_90d': number('share', 'median change of the candidates’ prices over the last 90 days'),
} as const;
