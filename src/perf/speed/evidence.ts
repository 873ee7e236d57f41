import type { Phase } from '../../schema/vocabulary.ts';
import type { Machine, TextJob } from './job.ts';
import type { Place } from './place.ts';
import type { ModelShape } from './shape.ts';

/**
 * How near the nearest measurement is, best first: the very cell; the same chip, engine and backend by several testers
 * or by one; the same chip otherwise; its family with that engine and backend; anything of that stack.
 */
export const GRADES = ['cell', 'machine-several', 'machine-one', 'device', 'family', 'class'] as const;
export type Grade = (typeof GRADES)[number];

/** Places whose sources are counted, nearest first. */
export const EVIDENCE_LEVELS = ['device_stack', 'device', 'family_stack', 'stack'] as const;
type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** Number of independent sources behind each place, keyed "level:key". */
export type Evidence = Readonly<Record<string, number>>;

type EvidencePlace = Pick<Place, EvidenceLevel>;

export const evidenceKey = (level: EvidenceLevel, place: EvidencePlace): string => `${level}:${place[level]}`;

/** The grade of an estimate without a stored cell, and the place it rests on. */
export function gradeOf(evidence: Evidence, place: EvidencePlace): { grade: Grade; nearest: string } {
  const sources = (level: EvidenceLevel) => evidence[evidenceKey(level, place)] ?? 0;
  const machine = sources('device_stack');
  if (machine > 1) return { grade: 'machine-several', nearest: place.device_stack };
  if (machine === 1) return { grade: 'machine-one', nearest: place.device_stack };
  if (sources('device') > 0) return { grade: 'device', nearest: place.device };
  if (sources('family_stack') > 0) return { grade: 'family', nearest: place.family_stack };
  return { grade: 'class', nearest: place.stack };
}

/** Context from which a decode or prefill has intervals of its own (assumption). */
const DEEP_TOKENS = 8192;

/** Kind of job, for intervals: each is uncertain in its own way. */
export type Regime = 'plain' | 'deep' | 'batch' | 'several' | 'offload';

export function regimeOf(phase: Phase, job: TextJob, machine: Machine): Regime {
  if (job.offload.kind !== 'none' && job.offload.share > 0) return 'offload';
  if (job.users > 1) return 'batch';
  if (machine.count > 1) return 'several';
  const context = phase === 'decode' ? job.depth : job.cached_tokens + job.prompt_tokens / 2;
  return context >= DEEP_TOKENS ? 'deep' : 'plain';
}

/** Keys under which an interval may be stored, most particular first. */
export function intervalKeys(grade: Grade, regime: Regime, shape: ModelShape): string[] {
  const kind = shape.experts > 0 ? 'moe' : 'dense';
  return [`${grade}|${regime}|${kind}`, `${grade}|${regime}`, grade];
}
