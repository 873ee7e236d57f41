import { wordSet } from './keys.ts';

/**
 * Words around a device's name that say nothing about which device it is: who built the board, how it is cooled, that
 * its memory is memory. They go only where the name as written is unknown: "Ultra" and "Strix" also name chips.
 */

const BOARD_MAKERS = wordSet(`
  asus msi evga zotac gigabyte aorus sapphire xfx powercolor asrock palit pny gainward inno3d kfa2 galax colorful
  manli acer sparkle gunnir maxsun onix`);
/** Lines of boards: words that only stand beside their maker. */
const BOARD_LINES = wordSet(`
  rog strix tuf gaming proart phoenix suprim liquid ventus trio vanguard x z ftw3 ultra xc3 sc trinity amp holo
  extreme airo eagle windforce waterforce master elite aero vision pulse nitro merc merc310 swft qick speedster
  hellhound red devil fighter taichi phantom challenger creator steel legend gamerock gamingpro verto xlr8 epic ichill
  x3 2x 3x solid twin edge dual prime turbo white ice`);
const EMPTY_WORDS = wordSet(`
  vram ram memory unified founders fe oc reference stock desktop discrete dgpu igpu egpu integrated nvlink nvlinked
  bridge oam the single quadro hbm2 hbm2e hbm3 hbm3e gddr5 gddr6 gddr6x gddr7 lpddr5x`);

const plainWord = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The name without its maker's decoration; the same text where there is none. */
export function undecorated(name: string): string {
  const all = name.split(/[\s()[\],/-]/).filter((word) => word !== '');
  const board = all.some((word) => BOARD_MAKERS.has(plainWord(word)));
  const kept = all.filter((word, i) => {
    const plain = plainWord(word);
    // "Xeon(R) CPU E5-2680"; at the end it says that the CPU ran.
    if (plain === 'cpu') return i === all.length - 1;
    return !(EMPTY_WORDS.has(plain) || (board && (BOARD_MAKERS.has(plain) || BOARD_LINES.has(plain))));
  });
  // "RTX 4090M" is how forums write the laptop's chip, "RTX 4070S" the SUPER.
  return kept
    .join(' ')
    .replace(/(\d{4}(?:\s?ti)?)\s?m\b/i, '$1 Laptop')
    .replace(/(\d{4})s\b/i, '$1 SUPER');
}

/** Series names that people leave out before a card's number: "4090", "7900XTX", "B580". */
const SERIES = ['RTX', 'GTX', 'RX', 'Arc', 'Arc Pro', 'Radeon Pro', 'Radeon AI Pro'];

/** The name with each series before it; nothing where it does not begin with a number. */
export function withSeries(name: string): string[] {
  const number = name.replace(/^(?:nvidia|geforce|amd|radeon|intel|\s)+/i, '');
  return /^(?:\d{3,4}|[abrw]\d{2,4})(?!\d|gb)/i.test(number)
    ? SERIES.map((series) => `${series} ${number}`)
    : [];
}
