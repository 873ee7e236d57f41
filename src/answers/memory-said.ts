import { type GbAsSold, gbAsSold } from '../units/units.ts';

/** A name as typed, with a size of memory after it. */
interface MemorySaid {
  /** What stands before the size; empty where nothing does. */
  readonly name: string;
  readonly memory_gb: GbAsSold;
  /** Whether words such as "RAM", "DDR5" or "system memory" rule out a card's memory. */
  readonly is_main: boolean;
}

/** "64GB", "64 GB RAM", "(128 GB DDR5)", "with 2x32GB", "1TB"; with a G alone up to three digits: "5700G" is no size. */
const SIZE =
  /(?:^|[\s(/-])(?:with\s+)?(?:(\d{1,2})\s*[x×]\s*)?(\d{1,4}(?:\.\d+)?\s*(?:gi?b|ti?b)|\d{1,3}\s*g)((?:\s+(?:of\s+)?(?:ram|memory|(?:system|main|host)\s+(?:ram|memory)|l?p?ddr\d\S*))*)\s*\)?$/i;
const MAIN = /\bram\b|\bddr|\blpddr|\b(?:system|main|host)\b/i;
const GB_OF_TB = 1024;

/** The size of memory at the end of a name; null where it ends in none. */
export function memoryIn(text: string): MemorySaid | null {
  const raw = text.trim();
  const found = SIZE.exec(raw);
  if (!found) return null;
  const [, modules = '1', size = '', words = ''] = found;
  const gb = Number.parseFloat(size) * (/t/i.test(size) ? GB_OF_TB : 1) * Number(modules);
  return {
    name: raw.slice(0, found.index).trim(),
    memory_gb: gbAsSold(gb),
    is_main: MAIN.test(words),
  };
}

/** "Framework Desktop 128", "M2 Ultra 192": a name that ends in a number alone, as if that were a size; else null. */
export const withUnit = (name: string): string | null =>
  /[\s-]\d{1,4}\s*$/.test(name) ? `${name.trim()}GB` : null;

/** The parts that a plus sign joins, and the one that is only a size: "RTX 3090 + 64GB". */
export function joinedParts(raw: string): { readonly parts: string[]; readonly size: string | undefined } {
  const parts = raw.trim().split(/\s\+\s/);
  const size = parts.find((part) => {
    const said = memoryIn(part);
    return said?.name === '' && !said.is_main;
  });
  return { parts, size };
}
