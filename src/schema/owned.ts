import type { GbAsSold } from '../units/units.ts';

/** One thing that somebody owns. */
export interface Owned {
  /** Of a card, chip or machine, or of a PC of which nothing else is said. */
  readonly id: string;
  /** Main memory, as sold, of what has none of its own: a processor, a PC, the laptop around a card. Null: nobody said. */
  readonly memory_gb: GbAsSold | null;
}

/** Its form among the answers, which `--own` reads again: "rtx-3090", "ryzen-9-7950x 64GB", "pc 32GB". */
export const ownedAnswer = ({ id, memory_gb }: Owned): string =>
  memory_gb === null ? id : `${id} ${memory_gb}GB`;

/** The thing that an answer stands for. */
export function ownedThing(answer: string): Owned {
  const [, id, gb] = /^(\S+) (\d+(?:\.\d+)?)GB$/.exec(answer) ?? [];
  return id === undefined ? { id: answer, memory_gb: null } : { id, memory_gb: Number(gb) };
}

/** Ids of what is owned, one for each. */
export const ownedIdsOf = (own: readonly string[]): string[] => own.map((answer) => ownedThing(answer).id);
