import { type OfferBook, type Price, rateAt } from '../../prices/pricing.ts';
import type { DiffusionModel } from '../../schema/model.ts';
import { aboutUsd, capitalised, significant } from '../../units/format.ts';
import type { Usd } from '../../units/units.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { comparedByJob } from './by-job.ts';
import type { HostedAlternative } from './hosted.ts';
import { titled } from './titled.ts';

/**
 * A hosted model for pictures or clips: what one costs, and from how many a day owning pays. Null where that is not all
 * of the work, or where nobody hosts the model at a price known on the day.
 */
export function pictureApi(input: AlternativesInput): HostedAlternative | null {
  const { needs, catalog, prices, asOf, field } = input;
  const [need, other] = needs;
  const model = need && !other ? catalog.diffusion[need.models[0] ?? ''] : undefined;
  const hosted = model && hostedJob(model, prices.offers, asOf);
  if (!model || !hosted) return null;
  const { rate, usd, asked } = hosted;
  const by_job = comparedByJob((jobs_per_day) => jobs_per_day * usd, input);
  const wins = by_job?.wins ?? false;
  const source = rate.source ?? '';
  const because = (code: string, text: string | null | undefined) =>
    text ? [toldReason(code, `${text}.`, 'info', [source])] : [];
  const price = field[0]?.evaluated.price?.value;
  const daily = by_job?.per_day ? by_job.per_day * usd : null;
  const when = rate.stale ? `, at the price of ${rate.observed}` : '';
  const alternative = {
    kind: 'api' as const,
    title: titled(`Use ${model.name} by API for ${asked}${when}`, wins),
    is_the_answer: wins,
    cost_usd: { value: usd, per: 'job' as const, source, observed: rate.observed },
    break_even_days: price !== undefined && daily !== null ? Math.round(price / daily) : null,
    system: null,
    decode_tok_s: null,
    ...(by_job?.cheaper ? { cheaper_than_owning: true as const } : {}),
    reasons: [
      ...because('api_cost', by_job?.cost),
      ...because('api_break_even', by_job?.break_even && capitalised(by_job.break_even)),
    ],
  };
  return { alternative, hardly_used: by_job?.hardly_used ?? false };
}

interface HostedJob {
  readonly rate: Price;
  readonly usd: Usd;
  /** "about $2.50 per 100 images", "about $0.46 a clip of 5.1 s". */
  readonly asked: string;
}

/** A picture of the usual size, or a clip of the usual length; clips are priced by their seconds. */
function hostedJob(
  { id, kind, reference }: DiffusionModel,
  offers: OfferBook,
  asOf: string,
): HostedJob | null {
  if (kind === 'image') {
    const rate = rateAt(offers, `api:${id}`, 'api-picture', asOf);
    return rate && { rate, usd: rate.value, asked: `${aboutUsd(100 * rate.value)} per 100 images` };
  }
  const rate = rateAt(offers, `api:${id}`, 'api-second', asOf);
  const { frames, fps } = reference;
  if (!rate || !frames || !fps) return null;
  const seconds = frames / fps;
  const usd = rate.value * seconds;
  return { rate, usd, asked: `${aboutUsd(usd)} a clip of ${significant(seconds, 2)} s` };
}
