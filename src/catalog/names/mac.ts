import { wordSet } from './keys.ts';

/**
 * Macs are written in every order: "M2 MacBook Air 16GB", "Mac Studio (M3 Ultra, 80-core GPU, 512 GB)",
 * 'MacBook Pro 16" M4 Max', "M3 Ultra 28C/60G". The chip, its GPU cores and the memory are what counts.
 */
const CHIP = /\bm([1-9])(?:\s*(pro|max|ultra)\b|(u)\b|\b)/i;

/** What may stand around the chip without changing it. Any other word may: then the name is not read here. */
const AROUND = wordSet(`
  apple silicon chip soc mac macbook mbp mba imac mini studio air pro laptop desktop inch in gpu core cores ram
  memory unified with w 13 14 15 16 24 base binned unbinned full`);
const YEAR_OR_DISK = /^(?:20[12]\d|\d+tb)$/;

/** "28C/60G", "12-core/38-core", "10/32 cores": the CPU's cores first, then the GPU's. */
const BOTH_CORES =
  /\b\d{1,2}[\s-]*c?(?:ores?)?\s*\/\s*(\d{1,2})[\s-]*(?:g(?:pu)?|c(?:ores?)?)?(?:[\s-]*gpu)?\b/i;
const CPU_CORES = /\b\d{1,2}[\s-]*c(?:ores?)?[\s-]*cpu\b/i;
/** "8P+2E+32GPU": performance and efficiency cores of the CPU, cores of the GPU. */
const ALL_CORES = /\b\d{1,2}p\+\d{1,2}e\+(\d{1,2})gpu\b/i;
/** "14-core 30-core GPU": the first are the CPU's. */
const SAID_GPU =
  /\b(?:\d{1,2}[\s-]*c(?:ores?)?\s+)?(\d{1,2})[\s-]*(?:gpu[\s-]*cores?|c(?:ores?)?[\s-]*gpu)\b/i;
const CORES = /\b(\d{1,2})[\s-]*(?:c(?:ores?)?|gpu)\b/i;
const MEMORY = /\b(\d{1,3})\s*(?:gib|gb|g)\b/i;
/** Sizes of memory that are no count of cores and no size of a screen. */
const BARE_MEMORY = /\b(36|96|128|192|256|512)\b/;

/** The name as the chip's maker would write it, or null where something else is meant as well. */
export function macChip(name: string): string | null {
  const chip = CHIP.exec(name);
  if (!chip) return null;
  let rest = name.replace(chip[0], ' ');
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.replace(found[0], ' ');
    return found?.[1] ?? null;
  };
  take(CPU_CORES);
  const cores = take(ALL_CORES) ?? take(BOTH_CORES) ?? take(SAID_GPU) ?? take(CORES);
  const memory = take(MEMORY) ?? take(BARE_MEMORY);
  const words = rest.toLowerCase().split(/[^a-z0-9]/);
  if (!words.every((word) => word === '' || AROUND.has(word) || YEAR_OR_DISK.test(word))) return null;
  const grade = chip[3] ? 'Ultra' : (chip[2] ?? '');
  return `Apple M${chip[1]} ${grade} ${cores ? `${cores}-core GPU` : ''} ${memory ? `${memory}GB` : ''}`;
}
