import type { FactUnit } from './fact-specs.ts';
import { type Facts, type FactValue, factSpec, factValue } from './facts.ts';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Names between braces in a `because`, in order of appearance. */
export const placeholdersIn = (template: string): string[] =>
  [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

/** Fills a rule's `because`: `{speed.ttft_s}` becomes "about 47 s"-style text with its unit, "unknown" when unknown. */
export const renderBecause = (template: string, facts: Facts): string =>
  template.replace(PLACEHOLDER, (_, name: string) => showFact(name, factValue(facts, name)));

/** One fact as text: numbers with the unit of the fact, lists joined, flags as yes or no. */
export function showFact(name: string, value: FactValue): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.join(', ');
  const spec = factSpec(name);
  return showNumber(value, spec?.type === 'number' ? spec.unit : 'count');
}

function showNumber(value: number, unit: FactUnit): string {
  switch (unit) {
    case 'USD':
      return `${value < 0 ? '-' : ''}$${grouped(Math.round(Math.abs(value)))}`;
    case 'USD/GB':
      return `$${significant(value)}/GB`;
    case 'share':
      return `${significant(value * 100)} %`;
    case 'B':
      return `${significant(value, 3)}B`;
    case 's':
      return duration(value);
    case 'h':
      return duration(value * 3600);
    case 'count':
    case 'points':
      return grouped(Math.round(value));
    case 'tokens':
    case 'tokens/day':
      return `${grouped(Math.round(value))} ${unit === 'tokens' ? 'tokens' : 'tokens a day'}`;
    case 'bits':
      return `${significant(value)} bits`;
    case 'days':
      return `${grouped(Math.round(value))} days`;
    case 'GB':
    case 'W':
    case 'GB/s':
      return `${grouped(Math.round(value))} ${unit}`;
    default:
      return `${significant(value)} ${unit}`;
  }
}

/** Two significant digits are all an estimate carries; integers above 100 keep their digits. */
function significant(value: number, digits = 2): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 100) return grouped(Math.round(value));
  return String(Number(value.toPrecision(digits)));
}

function duration(seconds: number): string {
  if (seconds < 120) return `${significant(seconds)} s`;
  if (seconds < 5400) return `${significant(seconds / 60)} min`;
  return `${significant(seconds / 3600)} h`;
}

/** Thousands separated by commas whatever the machine's locale. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
