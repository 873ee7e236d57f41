import type { Ranked, Recommendation, SystemRef } from '../../schema/document.ts';
import type { VerdictPrediction } from '../../schema/evaluation.ts';
import type { VerdictCase } from '../../schema/verdict-case.ts';

/** The text that a case's patterns are matched in: id, name, and each device with its count. */
const systemText = (s: SystemRef): string =>
  [s.id, s.name, ...s.devices.map((d) => `${d.count}x ${d.id} ${d.name}`)].join(' ');

const matches = (pattern: string, s: SystemRef | undefined): boolean =>
  pattern !== '' && s !== undefined && new RegExp(pattern, 'i').test(systemText(s));

/** Checks one replayed case; every filled column must hold. */
export function judgeCase(c: VerdictCase, d: Recommendation): VerdictPrediction {
  const first = d.ranked[0]?.system;
  const ownOnly = first !== undefined && d.answers.own.includes(first.id);
  const wanted = [c.accept_regex, c.also_ok_regex].filter((p) => p !== '');
  const accepts = (s: SystemRef | undefined) =>
    wanted.some((p) => matches(p, s)) && !matches(c.reject_regex, s);
  const rejected = matches(c.reject_regex, first);
  const failed: string[] = [];
  if (wanted.length > 0 && !wanted.some((p) => matches(p, first))) failed.push('not accepted');
  if (rejected) failed.push('rejected');
  if (c.expect_empty === 'yes' && first !== undefined && !ownOnly) failed.push('should be empty');
  const kinds = c.expect_alternative.split('|').filter((k) => k !== '');
  if (!alternativeHolds(kinds, d))
    failed.push(`alternative should be ${c.expect_alternative}, is ${d.alternatives[0]?.kind ?? 'none'}`);
  return {
    top: first?.id ?? null,
    accepted: failed.length === 0,
    instead: d.alternatives.find((a) => a.is_the_answer)?.kind ?? null,
    rejected,
    failed,
    nearest_accepted: failed.length === 0 ? null : nearestAccepted(d, accepts),
  };
}

const alternativeHolds = (kinds: readonly string[], d: Recommendation): boolean =>
  kinds.length === 0 ||
  kinds.includes(d.alternatives[0]?.kind ?? '') ||
  (kinds.includes('wait') && d.alternatives.some((a) => a.kind === 'wait'));

/** The best machine that would have passed, and the criteria on which ours is ahead of it, most first. */
function nearestAccepted(
  d: Recommendation,
  accepts: (s: SystemRef) => boolean,
): VerdictPrediction['nearest_accepted'] {
  const [first] = d.ranked;
  const other = d.ranked.find((r) => accepts(r.system));
  if (first && other && other !== first)
    return {
      id: other.system.id,
      rank: other.rank,
      score_behind: Math.round((first.score - other.score) * 10) / 10,
      out: null,
      criteria: leads(first, other),
    };
  const excluded = other ? undefined : d.excluded.find((e) => accepts(e.system));
  if (!excluded) return null;
  const out = excluded.reasons.map((r) => r.text).join(' ');
  return { id: excluded.system.id, rank: null, score_behind: null, out, criteria: [] };
}

/** Points (of 100) by which one row is ahead of another, per criterion; what is unknown on either side says nothing. */
function leads(a: Ranked, b: Ranked): { id: string; points: number }[] {
  return a.criteria
    .flatMap(({ id, score, weight }) => {
      const theirs = b.criteria.find((c) => c.id === id);
      if (!theirs || score === null || theirs.score === null) return [];
      return [{ id, points: Math.round(1000 * weight * (score - theirs.score)) / 10 }];
    })
    .filter((c) => Math.abs(c.points) >= 0.5)
    .sort((x, y) => y.points - x.points);
}
