import type { Excluded } from '../schema/document.ts';
import { usd } from '../units/format.ts';

/** Why a system is out, by code, in words without a tense: true of one of two days, or today. */
const WITHOUT_TENSE: Readonly<Record<string, string>> = {
  owned: 'owned already',
  not_released: 'not yet on sale',
  not_sold: 'no longer sold new',
  no_price: 'no trustworthy price known in that condition',
  wrong_os: 'another operating system',
  wrong_form: 'another shape',
  left_out: 'left out as asked',
  not_among: 'not of what alone was asked for',
  no_cuda: 'no CUDA',
  no_engine: 'no engine for that work',
  no_model: 'no model made for that context',
  no_estimate: 'speed not to be estimated',
  does_not_fit: 'too little memory for the model',
};

/** The first reason in a few words that hold for any day; a rule's words stay as they are. */
export function whyOut({ reasons: [reason], price_usd }: Excluded): string {
  if (!reason) return 'not ranked';
  if (reason.code === 'over_budget')
    return price_usd ? `over the budget at about ${usd(price_usd.value)}` : 'over the budget';
  return WITHOUT_TENSE[reason.code] ?? reason.text.replace(/\.$/, '');
}
