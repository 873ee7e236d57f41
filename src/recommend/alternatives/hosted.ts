import { type OfferBook, type Price, rateAt } from '../../prices/pricing.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { ascending } from '../../units/order.ts';
import { onlyText } from '../need.ts';
import type { AlternativesInput } from './alternatives.ts';

/** What the text work costs as somebody hosts it. */
export interface Hosted {
  /** Of the models, the heaviest need's first. */
  readonly names: readonly string[];
  /** Of models that were named and that nobody hosts by the day; `names` are then others. */
  readonly missing: readonly string[];
  /** Over the work's mixture of tokens read and written. */
  readonly usd_per_mtok: number;
  /** The heaviest need's, for its source and day. */
  readonly rate: Price;
}

/**
 * The models that were named. Where the model was left open, the pick's, or the best that somebody hosts; likewise,
 * as another model, where one that was named cannot be had.
 */
export function hostedText(text: readonly WorkloadNeed[], input: AlternativesInput): Hosted | null {
  const { catalog } = input;
  const nameOf = (id: string) => catalog.models[id]?.name ?? id;
  const missing = unhosted(text, input.prices.offers, input.asOf);
  const open = missing.length > 0 || text.some((n) => n.models.length === 0) ? openModel(input) : null;
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
    usd_per_mtok: parts.reduce((sum, { need, rates }) => sum + (need.share / shares) * mixed(need, rates), 0),
    rate: heaviest.rates.output,
  };
}

/** All of the work can be had by the token: it is text, with models that somebody hosts by the day. */
export const hostedWhole = (
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  offers: OfferBook,
  asOf: string,
): boolean => onlyText(needs, catalog) && unhosted(needs, offers, asOf).length === 0;

const unhosted = (needs: readonly WorkloadNeed[], offers: OfferBook, asOf: string): string[] =>
  [...new Set(needs.flatMap((n) => n.models))].filter((id) => ratesOf(id, offers, asOf) === null);

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

function openModel({ catalog, prices, field, asOf }: AlternativesInput): string | null {
  const picked = field[0]?.evaluated.outcomes.flatMap((o) => o.performance.model?.id ?? []) ?? [];
  const best = Object.values(catalog.models)
    .filter((m) => m.quality && prices.seen(`api:${m.id}`))
    .sort((a, b) => (b.quality?.value ?? 0) - (a.quality?.value ?? 0) || ascending(a.id, b.id))
    .map((m) => m.id);
  return [...picked, ...best].find((id) => ratesOf(id, prices.offers, asOf) !== null) ?? null;
}
