import type { Recommendation } from '../../schema/document.ts';
import { grouped } from '../../units/format.ts';

/** Exclusion codes in the order in which they tell a buyer something: first what the answers ruled out, last what the market lacks. */
const RULED_OUT: Readonly<Record<string, (n: string) => string>> = {
  does_not_fit: (n) => `${n} cannot hold the model`,
  over_budget: (n) => `${n} cost more than the budget`,
  no_cuda: (n) => `${n} have no CUDA`,
  wrong_os: (n) => `${n} do not run that operating system`,
  wrong_form: (n) => `${n} have another shape`,
  no_engine: (n) => `${n} have no engine for that work`,
  no_estimate: (n) => `${n} cannot be estimated`,
  not_sold: (n) => `${n} are no longer sold new`,
  no_price: (n) => `${n} have no price known for that day and condition`,
  not_released: (n) => `${n} are not on sale yet`,
};

/** Why nothing is left, counted: each system under its first reason. */
export function countedExclusions(d: Recommendation): string[] {
  const counts = new Map<string, number>();
  for (const e of d.excluded) {
    const code = e.reasons[0]?.code ?? 'unknown';
    const key = code in RULED_OUT ? code : 'rule';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const said = Object.entries(RULED_OUT).flatMap(([code, say]) => {
    const n = counts.get(code);
    return n === undefined ? [] : [say(grouped(n))];
  });
  const ruled = counts.get('rule');
  if (ruled !== undefined) said.push(`${grouped(ruled)} are ruled out by experts’ rules`);
  return said.length === 0 ? [] : [`Of ${grouped(d.excluded.length)} systems ${said.join(', ')}.`];
}
