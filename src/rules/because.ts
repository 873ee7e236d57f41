import { DAYS_PER_YEAR_OF_AGE } from '../units/days.ts';
import { duration, gib, grouped, percent, significant, tokens, usd } from '../units/format.ts';
import { secondsFromHours } from '../units/units.ts';
import type { FactUnit } from './fact-specs.ts';
import { type Facts, type FactValue, factSpec, factValue } from './facts.ts';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Names between braces in a `because`, in order of appearance. */
export const placeholdersIn = (template: string): string[] =>
  [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

/** Words behind a placeholder that only repeat the unit it brings: the GB of `{candidate.memory_gb} GB`. */
export const unitsSaidTwice = (template: string): { name: string; unit: string }[] =>
  [...template.matchAll(/\{([^{}]*)\}\s+([^\s,.:;]+)/g)].flatMap(([, name = '', unit = '']) => {
    const spec = factSpec(name);
    const brings = spec?.type === 'number' ? showNumber(2, spec.unit).split(' ')[1] : undefined;
    return brings === unit ? [{ name, unit }] : [];
  });

/** Fills a rule's `because`: `{speed.ttft_s}` becomes "47 s", a figure with its unit; "unknown" when unknown. */
export const renderBecause = (template: string, facts: Facts): string =>
  template.replace(PLACEHOLDER, (_, name: string) => showFact(name, factValue(facts, name)));

/** One fact as text: numbers with the unit of the fact, lists joined, flags as yes or no. */
function showFact(name: string, value: FactValue): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.join(', ');
  const spec = factSpec(name);
  return showNumber(value, spec?.type === 'number' ? spec.unit : 'count');
}

/** From two years on nobody counts days. */
const DAYS_OF_YEARS = 730;

function showNumber(value: number, unit: FactUnit): string {
  switch (unit) {
    case 'USD':
      return usd(value);
    case 'USD/GB':
      return `${usd(value)} per GB`;
    case 'share':
      return percent(value);
    case 'B':
      return `${significant(value, 3)}B`;
    case 's':
      return duration(value);
    case 'h':
      return duration(secondsFromHours(value));
    case 'GiB':
      return gib(value);
    case 'tokens':
      return `${tokens(value)} tokens`;
    case 'tokens/day':
      return `${grouped(Math.round(value))} tokens a day`;
    case 'jobs/day':
      return `${significant(value, 2)} jobs a day`;
    case 'days':
      return value >= DAYS_OF_YEARS
        ? `${(value / DAYS_PER_YEAR_OF_AGE).toFixed(1)} years`
        : `${grouped(Math.round(value))} ${Math.round(value) === 1 ? 'day' : 'days'}`;
    case 'count':
    case 'points':
      return grouped(Math.round(value));
    case 'GB':
    case 'W':
    case 'GB/s':
    case 'TOPS':
      return `${grouped(Math.round(value))} ${unit}`;
    case 'bits':
    case 'L':
    case 'dBA':
    case 'tok/s':
      return `${significant(value, 2)} ${unit}`;
  }
}
