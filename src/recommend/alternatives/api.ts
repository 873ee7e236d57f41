import type { Catalog } from '../../schema/catalog.ts';
import { DAYS_PER_YEAR } from '../../units/days.ts';
import { aboutUsd, grouped, significant, spanOfYears, usd } from '../../units/format.ts';
import type { Evaluated } from '../evaluated.ts';
import { onlyText } from '../need.ts';
import { doneOf, mostTokensPerDay } from '../outlook/capacity.ts';
import { yearsOf } from '../outlook/ownership.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { breakEvenPerDay, HARDLY_USED_BELOW, ownershipPerYear, SERVICE_WINS_BELOW } from './break-even.ts';
import { type Hosted, type HostedAlternative, hostedText, hostedWhole } from './hosted.ts';
import { titled } from './titled.ts';

/**
 * A hosted API for the text work: its price per million tokens, and from how many tokens a day owning pays. Where it
 * does only part of the work, or has another model than was asked for, its cost is not compared with a machine that
 * does it all.
 */
export function apiAlternative(input: AlternativesInput): HostedAlternative | null {
  const { answers, needs, catalog, field } = input;
  const text = needs.filter((n) => catalog.workloads[n.id].kind === 'text');
  const hosted = hostedText(text, input);
  if (!hosted) return null;
  const perMtok = hosted.usd_per_mtok;
  const source = hosted.rate.source ?? '';
  const whole = hostedWhole(needs, catalog, input.prices.offers, input.asOf);
  const pick = whole ? field[0]?.evaluated : undefined;
  const owning = pick ? ownershipPerYear(pick, input) : null;
  // Counted up to what the pick can do: beyond that it would take several of it.
  const tokens = pick ? doneOf(answers.tokens_per_day, pick, catalog) : answers.tokens_per_day;
  const yearly = tokens === null ? null : (tokens * DAYS_PER_YEAR * perMtok) / 1e6;
  const even = pick ? breakEvenPerDay(pick, input, perMtok) : null;
  const share = yearly !== null && owning !== null ? yearly / owning : Number.POSITIVE_INFINITY;
  const wins = whole && share < SERVICE_WINS_BELOW;
  const because = (code: string, text: string) => toldReason(code, text, 'info', [source]);
  const cost =
    pick && yearly !== null && owning !== null
      ? `${compared(tokens, answers.tokens_per_day, pick.system.name)} cost ${aboutUsd(yearly)} a year there, against ${usd(owning)} a year to own ${pick.system.name} over ${spanOfYears(yearsOf(answers))}.`
      : null;
  const price = pick?.price?.value;
  const daily = tokens === null ? null : (tokens * perMtok) / 1e6;
  const alternative = {
    kind: 'api' as const,
    title: titled(`Use ${hostedName(hosted)}${onlyText(needs, catalog) ? '' : ', for the text part'}`, wins),
    is_the_answer: wins,
    cost_usd: { value: perMtok, per: 'mtok' as const, source, observed: hosted.rate.observed },
    break_even_days: price !== undefined && daily !== null && daily > 0 ? Math.round(price / daily) : null,
    system: null,
    decode_tok_s: null,
    ...(share < 1 ? { cheaper_than_owning: true as const } : {}),
    reasons: [
      ...(cost === null ? [] : [because('api_cost', cost)]),
      ...(pick && even !== null ? [because('api_break_even', breaksEven(even, pick, catalog))] : []),
    ],
  };
  return { alternative, hardly_used: whole && share < HARDLY_USED_BELOW };
}

/** From how many tokens a day owning costs no more, and whether the machine does so many. */
function breaksEven(tokens_per_day: number, pick: Evaluated, catalog: Catalog): string {
  const most = mostTokensPerDay(pick, catalog);
  const when =
    most !== null && tokens_per_day > most
      ? `Owning never breaks even: ${pick.system.name} does at most ${millions(most)} tokens a day, and it would take ${millions(tokens_per_day)}`
      : `Owning breaks even at about ${millions(tokens_per_day)} tokens a day`;
  return `${when}; privacy, offline use and no rate limits are the other reasons to own.`;
}

const millions = (n: number): string => `${significant(n / 1e6, 2)} million`;

/** What is compared: all the tokens that were asked for, or as many as the machine can do. */
const compared = (done: number | null, said: number | null, machine: string): string =>
  done !== null && said !== null && done < said
    ? `Of ${millions(said)} tokens a day, the ${millions(done)} that ${machine} can do`
    : `${grouped(said ?? 0)} tokens a day`;

/** The models and their price: "Llama 3.3 70B by API for about $0.40 per million tokens". */
function hostedName({ names, missing, too_short, usd_per_mtok, rate }: Hosted): string {
  const when = rate.stale ? `, at the price of ${rate.observed}` : '';
  const what = `${names.join(' and ')} by API for ${aboutUsd(usd_per_mtok)} per million tokens${when}`;
  const why = too_short ? 'with room for so much text' : 'which nobody hosts that we know';
  return missing.length === 0 ? what : `another model than ${missing.join(' and ')}, ${why}: ${what}`;
}
