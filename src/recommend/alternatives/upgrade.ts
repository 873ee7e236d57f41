import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { Alternative } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { significant, usd } from '../../units/format.ts';
import { ascending } from '../../units/order.ts';
import type { Usd } from '../../units/units.ts';
import type { Evaluated } from '../evaluated.ts';
import type { AlternativesInput } from './alternatives.ts';
import { outdoes } from './outdoes.ts';
import { isSound, ownedSystems, runsAt } from './own.ts';

/**
 * What brings most for the money to somebody who owns something: a second card, another box beside it, a machine in its
 * place. Points at the work are counted without money on either side, so that what is owned does not win by being free.
 */
export function upgradeAlternative(input: AlternativesInput): Alternative | null {
  const { answers, catalog, field } = input;
  const owned = input.owned
    .map((e) => ({ e, merit: e.outcomes.some((o) => o.failure) ? 0 : (input.merit(e) ?? 0) }))
    .sort((a, b) => b.merit - a.merit);
  const [mine] = owned;
  if (!mine) return null;
  const least = constant(catalog.scoring, 'worthwhile_upgrade');
  const cards = ownedCards(answers.own, catalog);
  const steps = field.flatMap((j): Step[] => {
    const { evaluated: e } = j;
    const gain = (input.merit(e) ?? 0) - mine.merit;
    if (gain < least || answers.own.includes(e.system.id) || !isSound(e, input.needs, catalog)) return [];
    if (!outdoes(e, mine.e)) return [];
    const whole = e.price && e.price.value > 0 ? { ...e.price, cards_alone: null } : null;
    const price = cardsAlone(e, cards, input) ?? whole;
    return price ? [{ e, gain, price, per_usd: gain / price.value }] : [];
  });
  const [best] = steps.sort((a, b) => b.per_usd - a.per_usd || ascending(a.e.system.id, b.e.system.id));
  if (!best) return null;
  const decode = decodeOf(best.e);
  const before = mine.merit > 0 ? runsAt(mine.e) : null;
  const speeds = before ? `, ${runsAt(best.e)} instead of ${before}` : '';
  const { cards_alone } = best.price;
  const where = cards_alone
    ? `, if your PC has the ${cards_alone.in_place ? '' : 'slot and the '}supply for it (with a new host ${usd(cards_alone.with_host)})`
    : '';
  const step = cards_alone?.in_place ?? best.e.system.name;
  const among = steps.length > 1 ? `, more than any other of ${steps.length} steps up` : ', the only step up';
  return {
    kind: 'own',
    title: `Best upgrade for the money: ${step} for about ${usd(best.price.value)} more${where}`,
    is_the_answer: false,
    cost_usd: {
      value: best.price.value,
      per: 'total',
      source: best.price.source,
      observed: best.price.observed,
    },
    break_even_days: null,
    system: best.e.system.id,
    decode_tok_s: decode,
    reasons: [
      {
        code: 'upgrade_per_dollar',
        severity: 'info',
        text: `Money aside it is ${Math.round(best.gain)} of 100 points better at this than your ${mine.e.system.name}${speeds}: ${significant(1000 * best.per_usd, 2)} points per $1,000${among}.`,
        sources: [],
      },
    ],
  };
}

interface Step {
  readonly e: Evaluated;
  readonly gain: number;
  readonly price: {
    readonly value: number;
    readonly source: string;
    readonly observed: string;
    /** Where `value` is that of the missing cards alone: what the whole machine costs, and which cards go in place of which. */
    readonly cards_alone: { readonly with_host: Usd; readonly in_place: string | null } | null;
  };
  readonly per_usd: number;
}

/** Cards there are already, alone or in a machine, and how many. */
function ownedCards(own: readonly string[], catalog: Catalog): ReadonlyMap<string, number> {
  const cards = new Map<string, number>();
  for (const system of ownedSystems(own, catalog))
    for (const d of system.devices)
      if (catalog.devices[d.device]?.memory.kind === 'vram')
        cards.set(d.device, (cards.get(d.device) ?? 0) + d.count);
  return cards;
}

/**
 * More cards like the owned one, or better ones in its place: whoever has a card has a PC around it. Null where the step is
 * another machine.
 */
function cardsAlone(
  e: Evaluated,
  cards: ReadonlyMap<string, number>,
  { prices, catalog }: AlternativesInput,
): Step['price'] | null {
  const [only, other] = e.system.devices;
  const device = catalog.devices[only?.device ?? ''];
  if (!only || !device || other || device.memory.kind !== 'vram' || e.system.nodes > 1) return null;
  const alike = cards.has(only.device);
  // Of unlike cards nobody can say which one goes.
  const [single] = cards.size === 1 ? cards.keys() : [];
  const mine = alike ? only.device : single;
  if (mine === undefined) return null;
  const have = cards.get(mine) ?? 0;
  if (alike ? only.count <= have : only.count > have || isSlower(device, catalog.devices[mine])) return null;
  const card = prices.item(only.device);
  if (!card || !e.price) return null;
  const of = `${only.count}x ${device.name}`;
  return {
    value: card.value * (alike ? only.count - have : only.count),
    source: card.source ?? 'own-price',
    observed: card.observed,
    cards_alone: {
      with_host: e.price.value,
      in_place: alike ? null : `${of} in place of your ${catalog.devices[mine]?.name ?? mine}`,
    },
  };
}

/** Nobody takes a faster card out for it. */
const isSlower = (card: Device, mine: Device | undefined): boolean =>
  (card.memory.bandwidth_gb_s ?? 0) < (mine?.memory.bandwidth_gb_s ?? 0);

const decodeOf = (e: Evaluated) => e.outcomes[0]?.performance.speed?.decode_tok_s ?? null;
