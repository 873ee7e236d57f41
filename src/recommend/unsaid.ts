import type { Answers } from '../schema/answers.ts';

/** What a buyer who says only what the machine is for has answered. */
export const UNSAID: Omit<Answers, 'workloads'> = {
  models: [],
  quant: null,
  context: null,
  prompt_tokens: null,
  output_tokens: null,
  users: null,
  budget_usd: null,
  os: 'any',
  cuda: 'none',
  condition: 'new',
  form: 'any',
  priorities: [],
  own: [],
  method: null,
  tokens_per_day: null,
  years: null,
  electricity_usd_per_kwh: null,
  prices_usd: {},
};
