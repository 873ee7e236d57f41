import type { OwnDocument } from '../../schema/own.ts';

type Seen = OwnDocument['seen'];

/** What a machine says of itself: names as its drivers print them. */
export type Readings = Readonly<Omit<Seen, 'cards'>> & { readonly cards: readonly Seen['cards'][number][] };
