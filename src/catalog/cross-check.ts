import type { DataProblem } from '../schema/errors.ts';
import { checkArchitecture } from './checks/architecture.ts';
import { checkClaims } from './checks/claims.ts';
import { type Check, collectComplaints } from './checks/complaints.ts';
import { checkDates } from './checks/dates.ts';
import { checkFigures } from './checks/figures.ts';
import { checkJudgement } from './checks/judgement.ts';
import { checkNames } from './checks/names.ts';
import { checkOffers } from './checks/offers.ts';
import { checkEngines, checkReferences } from './checks/references.ts';
import { checkRows } from './checks/rows.ts';
import { checkSources } from './checks/sources.ts';
import type { Collections } from './collections.ts';

const CHECKS: readonly Check[] = [
  checkReferences,
  checkEngines,
  checkSources,
  checkNames,
  checkClaims,
  checkDates,
  checkFigures,
  checkArchitecture,
  checkOffers,
  checkRows,
];

/**
 * What one file cannot know about itself: every reference resolves, names lead to one thing, contradictions follow the
 * written rule, nothing is dated after `today`, nothing discontinued is sold new, figures agree with each other. `more`
 * are checks that need other layers (the physics).
 */
export function crossCheck(all: Collections, today: string, more: readonly Check[] = []): DataProblem[] {
  const { complaints, problems } = collectComplaints(all);
  for (const check of [...CHECKS, ...more, checkJudgement]) check(all, complaints, today);
  return problems;
}
