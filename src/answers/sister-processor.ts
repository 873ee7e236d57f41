import { tightKey } from '../catalog/names/keys.ts';
import type { Catalog } from '../schema/catalog.ts';

/**
 * Letters behind a processor's number that change clocks, graphics or sockets, not what memory it reads: "i7-12700KF",
 * "EPYC 7302P", "Ryzen 9 7900X". H, U and G are other chips of the same number.
 */
const SISTER = /(?<=\d{4})(?:k|f|kf|ks|t|p|x)$/;

/** "i7-4790" is what people say of a "Core i7-4790K". */
const MAKER = /^(?:(?:intel|amd)\s+)?(?:core\s+)?/i;

const stemOf = (name: string): string => tightKey(name.replace(MAKER, '')).replace(SISTER, '');

/** The processor for a PC or server whose name differs in such a letter alone; null where there is none, or several. */
export function sisterProcessor(raw: string, { devices }: Catalog): string | null {
  const stem = stemOf(raw);
  if (!/\d{4}$/.test(stem)) return null;
  const sisters = Object.values(devices).filter(
    ({ kind, name, aliases }) => kind === 'cpu' && [name, ...aliases].some((n) => stemOf(n) === stem),
  );
  const plain = sisters.find(({ name }) => tightKey(name.replace(MAKER, '')) === stem);
  if (plain) return plain.id;
  return sisters.length === 1 ? (sisters[0]?.id ?? null) : null;
}
