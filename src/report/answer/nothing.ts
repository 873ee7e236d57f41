import type { Recommendation } from '../../schema/document.ts';
import { grouped } from '../../units/format.ts';

/**
 * Exclusion codes in the order in which they matter to a buyer: what the answers ruled out first, what is not sold
 * last.
 */
const RULED_OUT: Readonly<Record<string, readonly [one: string, several: string]>> = {
  owned: ['is what you have', 'are what you have'],
  does_not_fit: ['cannot hold the model', 'cannot hold the model'],
  over_budget: ['costs more than the budget', 'cost more than the budget'],
  no_cuda: ['has no CUDA', 'have no CUDA'],
  wrong_os: ['does not run that operating system', 'do not run that operating system'],
  wrong_form: ['has another shape', 'have another shape'],
  left_out: ['is left out as you asked', 'are left out as you asked'],
  not_among: ['is not of what alone you asked for', 'are not of what alone you asked for'],
  no_engine: ['has no engine for that work', 'have no engine for that work'],
  no_model: ['finds no model made for so long a context', 'find no model made for so long a context'],
  no_estimate: ['cannot be estimated', 'cannot be estimated'],
  not_sold: ['is no longer sold new', 'are no longer sold new'],
  no_price: [
    'has no price known for that day and condition',
    'have no price known for that day and condition',
  ],
  not_released: ['is not on sale yet', 'are not on sale yet'],
  rule: ['is ruled out by experts’ rules', 'are ruled out by experts’ rules'],
};

/** Why nothing is left, counting each system under its first reason. */
export function countedExclusions(d: Recommendation): string[] {
  const counts = new Map<string, number>();
  for (const e of d.excluded) {
    const code = e.reasons[0]?.code ?? 'unknown';
    const key = code in RULED_OUT ? code : 'rule';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const said = Object.entries(RULED_OUT).flatMap(([code, [one, several]]) => {
    const n = counts.get(code);
    return n === undefined ? [] : [`${grouped(n)} ${n === 1 ? one : several}`];
  });
  return said.length === 0 ? [] : [`Of ${grouped(d.excluded.length)} systems ${said.join(', ')}.`];
}

/** Says that even the best is poor at the work. */
export const POOR_FIELD = 'nothing_worth_buying';

/** Why not buying is the answer, in full; where machines do the work badly, that and then what does it. */
export function insteadLines(d: Recommendation): string[] {
  const reasons = serviceOf(d)?.reasons ?? [];
  const poor = reasons.filter((r) => r.code === POOR_FIELD).map((r) => r.text);
  return poor.length > 0 ? [...poor, ...serviceLines(d)] : reasons.map((r) => r.text);
}

/** The answer that takes the place of a machine, with what speaks for it. */
export function serviceLines(d: Recommendation): string[] {
  const answer = serviceOf(d);
  const reasons = answer?.reasons.filter((r) => r.code !== POOR_FIELD).map((r) => r.text) ?? [];
  if (!answer || reasons.length === 0) return [];
  // What the buyer has is named by the headline and by nothing here.
  if (answer.kind === 'own') return reasons;
  const title = answer.title.replace(/^Buy nothing: ./, (head) => head.slice(-1).toUpperCase());
  return [`${title}. ${reasons[0]}`, ...reasons.slice(1)];
}

/** The alternative that does the work, where that is the answer. */
const serviceOf = (d: Recommendation) => d.alternatives.find((a) => a.is_the_answer);

/** A pattern for the flag of a limit in a printed command: it has the limit's name, but a length may be any of three. */
const flagsOf = (change: string): string =>
  change === 'context' ? '(?:context|prompt-tokens|output-tokens)' : change.replace('_', '-');

/**
 * The same run with the budget of the nearest miss, or without the limits that are in the way; null where neither
 * helps.
 */
export function wayOutCommand({ command, flips }: Recommendation): string | null {
  const miss = flips.find((f) => f.change === 'budget' && typeof f.to === 'number');
  if (miss) return command.replace(/--budget \S+/, `--budget ${miss.to}`);
  const [way] = flips;
  if (!way) return null;
  const dropped = way.change === 'several' ? String(way.from).split(',') : [way.change];
  const shorter = dropped.reduce((line, change) => {
    if (change === 'as_of') return line.replace(/--as-of \S+/, `--as-of ${way.to}`);
    const rest = line.replace(new RegExp(` --${flagsOf(change)} (?:'[^']*'|\\S+)`, 'g'), '');
    // New is what is taken when nothing is said.
    return change === 'condition' ? `${rest} --condition any` : rest;
  }, command);
  return shorter === command ? null : shorter;
}
