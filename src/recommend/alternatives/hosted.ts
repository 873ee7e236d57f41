import { type OfferBook, type Price, rateAt } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Alternative, WorkloadNeed } from '../../schema/document.ts';
import { ascending } from '../../units/order.ts';
import { onlyText } from '../need.ts';
import type { AlternativesInput } from './alternatives.ts';

/** A host as an alternative. */
export interface HostedAlternative {
  readonly alternative: Alternative;
  /** So little is asked of it that a machine would hardly be used. */
  readonly hardly_used: boolean;
}

/** What the text work costs with a host. */
export interface Hosted {
  /** The models, that of the heaviest need first. */
  readonly names: readonly string[];
  /** Names of the models asked for that nobody hosts on the day, or that end before the context; `names` are then substitutes. */
  readonly missing: readonly string[];
  /** Somebody hosts all of those: it is their context that is too short. */
  readonly too_short: boolean;
  /** Over the work's mixture of tokens read and written. */
  readonly usd_per_mtok: number;
  /** The heaviest need's, for its source and day. */
  readonly rate: Price;
}

/**
 * The text work with the models that were named; where the model was left open, with the pick's or one as good that
 * somebody hosts. Where a named one cannot be had, such a model stands for all of them.
 */
export function hostedText(text: readonly WorkloadNeed[], input: AlternativesInput): Hosted | null {
  const { catalog } = input;
  const nameOf = (id: string) => catalog.models[id]?.name ?? id;
  const missing = unhosted(text, catalog, input.prices.offers, input.asOf);
  const open = missing.length > 0 || text.some((n) => n.models.length === 0) ? openModel(input, text) : null;
  const parts = text.flatMap((need) => {
    const id = (missing.length > 0 ? null : need.models[0]) ?? open;
    const rates = id === null ? null : ratesOf(id, input.prices.offers, input.asOf);
    return id !== null && rates ? [{ id, need, rates }] : [];
  });
  const [heaviest] = parts;
  if (!heaviest) return null;
  const shares = parts.reduce((sum, { need }) => sum + need.share, 0);
  return {
    names: [...new Set(parts.map(({ id }) => nameOf(id)))],
    missing: missing.map(nameOf),
    too_short: missing.every((id) => ratesOf(id, input.prices.offers, input.asOf) !== null),
    usd_per_mtok: parts.reduce((sum, { need, rates }) => sum + (need.share / shares) * mixed(need, rates), 0),
    rate: heaviest.rates.output,
  };
}

/** Whether all of the work can be had by the token: it is text, and somebody hosts its models on the day. */
export const hostedWhole = (
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  offers: OfferBook,
  asOf: string,
): boolean => onlyText(needs, catalog) && unhosted(needs, catalog, offers, asOf).length === 0;

/** Named models that nobody hosts on the day, or whose own context ends before the work does. */
const unhosted = (
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  offers: OfferBook,
  asOf: string,
): string[] => {
  const lacking = needs.flatMap((n) =>
    n.models.filter(
      (id) => ratesOf(id, offers, asOf) === null || !holds(id, n.least_context ?? n.context, catalog),
    ),
  );
  return [...new Set(lacking)];
};

/** A model of unknown length is taken to hold what all recent ones do. */
const holds = (id: string, context: number | null, { models }: Catalog): boolean =>
  (models[id]?.architecture?.max_context ?? ALL_HOLD) >= (context ?? 0);

interface Rates {
  readonly input: Price;
  readonly output: Price;
}

function mixed({ prompt_tokens, output_tokens }: WorkloadNeed, { input, output }: Rates): number {
  const read = prompt_tokens && output_tokens ? prompt_tokens / (prompt_tokens + output_tokens) : 0.5;
  return read * input.value + (1 - read) * output.value;
}

function ratesOf(id: string, offers: OfferBook, asOf: string): Rates | null {
  const output = rateAt(offers, `api:${id}`, 'api-output', asOf);
  const input = rateAt(offers, `api:${id}`, 'api-input', asOf) ?? output;
  return output && input ? { input, output } : null;
}

/**
 * The model to compare with where no named one can be had: the pick's own, else the cheapest that is as good as what
 * would run at home. A better one would make an API look dear beside a small machine.
 */
function openModel(input: AlternativesInput, text: readonly WorkloadNeed[]): string | null {
  const offered = offeredFor(text, input);
  const picked = input.field[0]?.evaluated.outcomes.flatMap((o) => o.performance.model?.id ?? []) ?? [];
  const same = picked.find((id) => offered.some((o) => o.id === id));
  if (same !== undefined) return same;
  const least = qualityWanted([...text.flatMap((n) => n.models), ...picked], input.catalog);
  const [asGood] = offered
    .filter(({ quality }) => quality >= least)
    .sort((a, b) => a.usd_per_mtok - b.usd_per_mtok || ascending(a.id, b.id));
  const [best] = offered.sort((a, b) => b.quality - a.quality || ascending(a.id, b.id));
  return asGood?.id ?? best?.id ?? null;
}

/** Assumption: tokens of context that every recent model holds. */
const ALL_HOLD = 131_072;

/** Hosted models of known quality that hold the context. */
function offeredFor(text: readonly WorkloadNeed[], { catalog, prices, asOf }: AlternativesInput) {
  const context = Math.max(0, ...text.map((n) => n.context ?? 0));
  return Object.values(catalog.models).flatMap((m) => {
    const rates = prices.seen(`api:${m.id}`) ? ratesOf(m.id, prices.offers, asOf) : null;
    const [need] = text;
    if (!rates || !holds(m.id, context, catalog) || !m.quality || !need) return [];
    return [{ id: m.id, quality: m.quality.value, usd_per_mtok: mixed(need, rates) }];
  });
}

/** Quality of the first of these models for which it is known, else the middle of the scale (assumption). */
function qualityWanted(models: readonly string[], { models: known, scoring }: Catalog): number {
  const [own] = models.flatMap((id) => known[id]?.quality?.value ?? []);
  const curve = scoring.criteria.quality.curves['default'];
  return own ?? (curve ? (curve.poor.at + curve.good.at) / 2 : 0);
}
