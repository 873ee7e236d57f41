import type { Alternative, Reason } from '../../schema/document.ts';
import { percent } from '../../units/format.ts';
import { startOf } from '../availability.ts';
import type { AlternativesInput } from './alternatives.ts';
import { priceTrend } from './price-trend.ts';

/** A move of this size within 90 days is a market in motion. */
const NOTABLE_MOVE = 0.1;

/** Waiting, when there is something to wait for: announced machines that would qualify, or prices in motion. */
export function waitAlternative(input: AlternativesInput): Alternative | null {
  const announced = announcedMatches(input);
  const trends = input.field
    .slice(0, 10)
    .map((j) => ({
      name: j.evaluated.system.name,
      trend: priceTrend(j.evaluated.system, input.prices, input.asOf),
    }))
    .filter(
      (t): t is { name: string; trend: number } => t.trend !== null && Math.abs(t.trend) >= NOTABLE_MOVE,
    );
  const reasons: Reason[] = [
    ...announced.slice(0, 3).map((name) => ({
      code: 'announced',
      severity: 'info' as const,
      text: `${name} is announced but cannot be bought yet`,
      sources: [],
    })),
    ...trends.slice(0, 3).map(({ name, trend }) => ({
      code: 'price_trend',
      severity: 'info' as const,
      text: `${name} ${trend > 0 ? 'rose' : 'fell'} ${percent(Math.abs(trend))} within 90 days${trend > 0 ? ': waiting has cost money so far' : ''}`,
      sources: [],
    })),
  ];
  if (reasons.length === 0) return null;
  return {
    kind: 'wait',
    title: 'Wait',
    is_the_answer: false,
    cost_usd: null,
    break_even_days: null,
    system: null,
    decode_tok_s: null,
    reasons,
  };
}

/** Machines announced by the day that would satisfy OS and CUDA; what they will cost nobody knows. */
export function announcedMatches(input: Pick<AlternativesInput, 'answers' | 'catalog' | 'asOf'>): string[] {
  const { answers, catalog, asOf } = input;
  return Object.values(catalog.systems)
    .filter((s) => s.announced !== undefined && s.announced <= asOf && (startOf(s, catalog) ?? '9999') > asOf)
    .filter((s) => {
      const os = answers.os === 'any' ? s.os : s.os.filter((o) => o === answers.os);
      const cuda = s.devices.every((d) =>
        catalog.devices[d.device]?.backends.some((b) => b.backend === 'cuda'),
      );
      return os.length > 0 && (answers.cuda !== 'required' || cuda);
    })
    .sort((a, b) => ((a.announced ?? '') < (b.announced ?? '') ? 1 : -1))
    .map((s) => s.name);
}
