import type { Answers } from '../../schema/answers.ts';
import type { Flip } from '../../schema/document.ts';
import { tokens, usd } from '../../units/format.ts';
import { alike, byScore, isWorthBuying, type Judged } from '../judge.ts';
import { formatName, modelName, OS_NAMES } from '../prose/names.ts';
import { hasCuda } from '../setups/backends.ts';
import { budgetFlip } from './budget-flip.ts';
import { priceOf } from './budget-steps.ts';
import { type FlipInput, isWorthwhile, leadsWhen } from './flip-input.ts';
import { type Limit, limitsOf, nothingKept } from './limits.ts';
import { flipsOfDeadEnd } from './nearest-miss.ts';

/** What would change the answer, each found by asking again. */
export function flipsFor(input: FlipInput): Flip[] {
  const { field } = input;
  const first = field[0];
  if (!first) return flipsOfDeadEnd(input);
  return [
    budgetFlip(input, first),
    priceFlip(input, first),
    contextFlip(input, first),
    cudaFlip(input, first),
    osFlip(input, first),
    ...limitFlips(input, first),
    methodFlip(input, first),
    keptFlip(input, first),
  ].filter((f) => f !== null);
}

/** Assumption: nobody waits for a price below this share of today's. */
const LOWEST_PRICE_SHARE = 0.5;
/** Halvings of the range, down to a four-thousandth of the price. */
const HALVINGS = 12;

/** The price at which the runner-up would win, by bisection, since a lower price never lowers a score. */
function priceFlip(input: FlipInput, first: Judged): Flip | null {
  const { answers, field, atPrice, catalog, leader, madeFrom } = input;
  // A part of the pick cannot beat it by getting cheaper.
  const isPart = (j: Judged) => first.evaluated.system.parts.some((p) => p.item === j.evaluated.system.id);
  const rival = field.find((j) => !alike(j, first) && !isPart(j));
  const price = rival ? priceOf(rival) : null;
  if (!rival || price === null) return null;
  const wins = (p: number) => byScore(atPrice(rival, p), first) < 0;
  let low = price * LOWEST_PRICE_SHARE;
  if (!wins(low)) return null;
  let high = price;
  for (let i = 0; i < HALVINGS; i++) {
    const mid = (low + high) / 2;
    if (wins(mid)) low = mid;
    else high = mid;
  }
  const to = Math.floor(low / 10) * 10;
  const { id } = rival.evaluated.system;
  // Two of it, or a build around it, may gain more from the same price.
  const change = { prices_usd: { ...answers.prices_usd, [id]: to } };
  const then = leader(change, [...field, ...madeFrom(id)]);
  if (then?.evaluated.system.id !== id || !isWorthwhile(then, input, change)) return null;
  const when = `At ${usd(to)} or less (now about ${usd(price)})`;
  return leadsWhen(rival, catalog, when, { change: 'price', from: Math.round(price), to });
}

/** The context at which the pick's memory ends, or holds the cache in eight bits only. */
function contextFlip({ catalog }: FlipInput, first: Judged): Flip | null {
  const p = first.evaluated.outcomes[0]?.performance;
  const limit = p?.fit?.max_context;
  const allowed = p?.model ? catalog.models[p.model.id]?.architecture?.max_context : undefined;
  // Several copies give way to one model over all devices, whose limit was not worked out.
  if (!p?.fit || !p.model || p.copies || !limit || (allowed !== undefined && limit >= allowed)) return null;
  const narrower = p.fit.kv_type === 'f16' && p.engine && catalog.engines[p.engine].eight_bit_cache;
  const on = `on ${first.evaluated.system.name}`;
  return {
    change: 'context',
    text: `Beyond ${tokens(limit)} tokens of context: ${modelName(p.model)} ${narrower ? `fits ${on} only with its cache in 8 bits` : `no longer fits ${on}`}.`,
    from: p.speed?.at.depth ?? null,
    to: limit,
    system: null,
  };
}

function cudaFlip(input: FlipInput, first: Judged): Flip | null {
  const { answers, field, catalog, leader } = input;
  const withCuda = ({ evaluated: { system } }: Judged) => hasCuda(system, system.os, catalog);
  if (answers.cuda === 'required' || withCuda(first)) return null;
  const found = leader({ cuda: 'required' }, field.filter(withCuda));
  if (!found || !isWorthwhile(found, input, { cuda: 'required' })) return null;
  const flip = { change: 'cuda', from: answers.cuda, to: 'required' } as const;
  return leadsWhen(found, catalog, 'With a tool that needs CUDA', flip);
}

/** Under another system a model may no longer fit one card of two, which is worth many points: all are asked again. */
function osFlip(input: FlipInput, first: Judged): Flip | null {
  const { answers, catalog, leaderOfAll } = input;
  if (answers.os !== 'any') return null;
  for (const os of ['windows', 'macos', 'linux'] as const) {
    if (first.evaluated.system.os.includes(os)) continue;
    const found = leaderOfAll({ os });
    if (found && isWorthwhile(found, input, { os }))
      return leadsWhen(found, catalog, `On ${OS_NAMES[os]}`, { change: 'os', from: 'any', to: os });
  }
  return null;
}

/** Limits on the machine that a buyer may give up: the budget and what the work asks for are told in other ways. */
const GIVEN_UP: readonly Flip['change'][] = ['condition', 'form', 'os', 'cuda', 'not', 'only'];

/** What insisting costs in speed or money: without each of those limits alone, who would lead of all there are. */
function limitFlips(input: FlipInput, first: Judged): (Flip | null)[] {
  const limits = limitsOf(input.answers, [], input.catalog);
  return GIVEN_UP.flatMap((change) => limits.filter((limit) => limit.change === change)).map((limit) =>
    withoutLimit(input, first, limit),
  );
}

/** Where we assumed the training method: keeping the weights in 16 bits takes three times the memory. */
function methodFlip(input: FlipInput, first: Judged): Flip | null {
  const { answers, catalog } = input;
  const training = first.evaluated.outcomes.find((o) => o.performance.finetune !== null);
  const assumed = training?.performance.model?.quant;
  if (answers.method !== null || assumed === undefined || assumed === 'lora') return null;
  const change = { method: 'lora' } as const;
  const found = stepUpAtWork(input, first, change);
  if (!found) return null;
  const when = `With LoRA on weights in 16 bits instead of ${formatName(assumed)}`;
  return leadsWhen(found, catalog, when, { change: 'method', from: assumed, to: 'lora' });
}

/** What a voice, a game or a second model that stays in memory costs: it may be worth a machine of its own. */
function keptFlip(input: FlipInput, first: Judged): Flip | null {
  const kept = nothingKept(input.answers);
  const found = kept && stepUpAtWork(input, first, kept.instead);
  return kept && found ? leadsWhen(found, input.catalog, kept.without, kept) : null;
}

/** Who would lead where the work is asked for in another way: another machine, worth buying and a step up from the pick. */
function stepUpAtWork(input: FlipInput, first: Judged, change: Partial<Answers>): Judged | null {
  const found = input.leaderAtWork(change);
  if (!found || alike(found, first) || !isWorthBuying(found, input.catalog)) return null;
  return input.isStepUpAtWork(found, change) ? found : null;
}

/** Who would lead of all there are without a limit on the machine. */
function withoutLimit(input: FlipInput, first: Judged, limit: Limit): Flip | null {
  const found = input.leaderOfAll(limit.instead);
  if (!found || alike(found, first) || !isWorthwhile(found, input, limit.instead)) return null;
  const price = priceOf(found);
  const { change, from, to } = limit;
  const flip = { change, from, to };
  return leadsWhen(
    found,
    input.catalog,
    limit.without,
    flip,
    price === null ? '' : ` for about ${usd(price)}`,
  );
}
