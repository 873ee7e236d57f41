import type { Facts } from '../../../src/rules/facts.ts';
import type { RuleCondition } from '../../../src/schema/rule.ts';

/** A test of the candidate, one of the need, and facts for both. */
export const cheap = { fact: 'candidate.price_usd', lt: 1000 } as RuleCondition;
export const alone = { fact: 'need.users', is: 1 } as RuleCondition;
export const facts = (price: number | null, users: number | null = 1) =>
  ({ 'candidate.price_usd': price, 'need.users': users }) as unknown as Facts;
