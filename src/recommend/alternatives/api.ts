import { type Price, rateAt } from '../../prices/pricing.ts';
import type { Alternative, Reason } from '../../schema/document.ts';
import { grouped, significant, usd } from '../../units/format.ts';
import { onlyText } from '../need.ts';
import type { AlternativesInput } from './alternatives.ts';
import { ownershipPerYear, yearsOf } from './ownership.ts';

/** Assumption: below this share of the yearly cost of owning, a hosted API is the sensible answer for anybody without other reasons. */
const API_WINS_BELOW = 0.25;

/**
 * A hosted API for the same model (or the pick's model): price per million tokens, and break-even from tokens per day.
 * Beside other work than text it does a part only, whose cost says nothing about a machine that does all of it.
 */
export function apiAlternative(input: AlternativesInput): Alternative | null {
  const { answers, needs, prices, asOf, field } = input;
  const text = needs.filter((n) => input.catalog.workloads[n.id].kind === 'text');
  if (text.length === 0) return null;
  const picked =
    field[0]?.evaluated.outcomes.map((o) => o.performance.model?.id).filter((m) => m !== undefined) ?? [];
  const named = text.flatMap((n) => n.models);
  const model = [...named, ...picked, ...hostedByQuality(input)].find((m) => ratesFor(m, input) !== null);
  if (model === undefined) return null;
  const rates = ratesFor(model, input);
  if (!rates) return null;
  const [need] = text;
  const inputShare =
    need?.prompt_tokens && need.output_tokens
      ? need.prompt_tokens / (need.prompt_tokens + need.output_tokens)
      : 0.5;
  const perMtok = inputShare * rates.input.value + (1 - inputShare) * rates.output.value;
  const name = input.catalog.models[model]?.name ?? model;
  const whole = onlyText(needs, input.catalog);
  const owning = whole && field[0] ? ownershipPerYear(field[0].evaluated, input) : null;
  const yearly = answers.tokens_per_day === null ? null : (answers.tokens_per_day * 365 * perMtok) / 1e6;
  const breakEvenPerDay = owning === null ? null : (owning * 1e6) / (365 * perMtok);
  const wins = whole && yearly !== null && (owning === null || yearly < API_WINS_BELOW * owning);
  const reasons: Reason[] = [];
  const because = (code: string, text: string) =>
    reasons.push({ code, severity: 'info', text, sources: [rates.output.source ?? ''] });
  if (yearly !== null && owning !== null)
    because(
      'api_cost',
      `${grouped(answers.tokens_per_day ?? 0)} tokens a day cost about ${usd(yearly)} a year there, against ${usd(owning)} a year to own ${field[0]?.evaluated.system.name} over ${yearsOf(input.answers)} years.`,
    );
  if (breakEvenPerDay !== null)
    because(
      'api_break_even',
      `Owning breaks even at about ${significant(breakEvenPerDay / 1e6, 2)} million tokens a day; privacy, offline use and no rate limits are the other reasons to own.`,
    );
  const price = whole ? field[0]?.evaluated.price?.value : undefined;
  const daily = answers.tokens_per_day === null ? null : (answers.tokens_per_day * perMtok) / 1e6;
  return {
    kind: 'api',
    title: `${wins ? 'Buy nothing: use' : 'Use'} ${name} by API for about ${usd(perMtok)} per million tokens${whole ? '' : ', for the text part'}`,
    is_the_answer: wins,
    cost_usd: {
      value: perMtok,
      per: 'mtok',
      source: rates.output.source ?? '',
      observed: rates.output.observed,
    },
    break_even_days: price !== undefined && daily !== null && daily > 0 ? Math.round(price / daily) : null,
    system: null,
    decode_tok_s: null,
    reasons,
  };

  function ratesFor(id: string, { prices: book }: AlternativesInput): { input: Price; output: Price } | null {
    const output = rateAt(book.offers, `api:${id}`, 'api-output', asOf);
    const inRate = rateAt(book.offers, `api:${id}`, 'api-input', asOf) ?? output;
    return output && inRate ? { input: inRate, output } : null;
  }
  function hostedByQuality({ catalog }: AlternativesInput): string[] {
    return Object.values(catalog.models)
      .filter((m) => m.quality && prices.seen(`api:${m.id}`))
      .sort((a, b) => (b.quality?.value ?? 0) - (a.quality?.value ?? 0))
      .map((m) => m.id);
  }
}
