import type { Catalog } from '../schema/catalog.ts';
import { BARE_PC } from '../schema/vocabulary.ts';
import { machineIds } from './machine-id.ts';

/** "pc", "my PC", "tower", "desktop PC": nobody's card or machine. */
const A_PC = /^(?:an?\s+|my\s+)?(?:gaming\s+|desktop\s+|tower\s+)?(?:pc|tower|computer)$/i;

/** What somebody owns as typed → ids, one for each: cards and machines, or a PC to put a card in. */
export const ownedIds = (raw: string, catalog: Catalog, flag: string): string[] =>
  A_PC.test(raw.trim()) ? [BARE_PC] : machineIds(raw, catalog, flag);
