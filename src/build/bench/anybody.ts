import type { Answers } from '../../schema/answers.ts';

/** A buyer without a budget: nobody is kept out, so everybody is ranked. */
export const ANYBODY: Answers = {
  workloads: [{ id: 'chat', weight: 1 }],
  models: [],
  quant: null,
  context: null,
  prompt_tokens: null,
  output_tokens: null,
  users: null,
  budget_usd: null,
  os: 'any',
  cuda: 'none',
  condition: 'any',
  priorities: [],
  own: [],
  method: null,
  tokens_per_day: null,
  years: null,
  electricity_usd_per_kwh: null,
  prices_usd: {},
};
