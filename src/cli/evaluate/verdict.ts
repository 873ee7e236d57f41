import type { Recommendation, SystemRef } from '../../schema/document.ts';
import type { VerdictCase } from '../../schema/verdict-case.ts';

export interface Judgement {
  readonly case_id: string;
  readonly workload: string;
  readonly weight: number;
  readonly passed: boolean;
  /** What did not hold, empty when passed. */
  readonly failed: readonly string[];
  readonly rejected_first: boolean;
  readonly top: string | null;
  readonly error: string | null;
}

/** The text that a case's patterns are matched in: id, name, and each device with its count. */
export const systemText = (s: SystemRef): string =>
  [s.id, s.name, ...s.devices.map((d) => `${d.count}x ${d.id} ${d.name}`)].join(' ');

/** Checks one replayed case; every filled column must hold. */
export function judgeCase(
  c: VerdictCase,
  d: Recommendation,
): Omit<Judgement, 'workload' | 'weight' | 'case_id' | 'error'> {
  const first = d.ranked[0];
  const text = first ? systemText(first.system) : null;
  const matches = (pattern: string) => text !== null && new RegExp(pattern, 'i').test(text);
  const ownOnly = first !== undefined && d.answers.own.some((id) => first.system.id === id);
  const failed: string[] = [];
  const wanted = [c.accept_regex, c.also_ok_regex].filter((p) => p !== '');
  if (wanted.length > 0 && !wanted.some(matches)) failed.push('not accepted');
  const rejected = c.reject_regex !== '' && matches(c.reject_regex);
  if (rejected) failed.push('rejected');
  if (c.expect_empty === 'yes' && first !== undefined && !ownOnly) failed.push('should be empty');
  const kinds = c.expect_alternative.split('|').filter((k) => k !== '');
  if (
    kinds.includes('wait')
      ? !d.alternatives.some((a) => a.kind === 'wait')
      : kinds.length > 0 && !kinds.includes(d.alternatives[0]?.kind ?? '')
  )
    failed.push(`alternative should be ${c.expect_alternative}, is ${d.alternatives[0]?.kind ?? 'none'}`);
  return { passed: failed.length === 0, failed, rejected_first: rejected, top: first?.system.id ?? null };
}
