import type { RenderOptions } from './render-options.ts';

const AFTER_HYPHEN = /(?<=-)/;
/** A figure and its unit stay together, and a star with what it stands for. */
const BREAKS =
  /(?<!(?:^| )\*)(?:(?<!\d) | (?!(?:%|GiB|GB|TB|tok\/s|tokens|s|ms|min|h|days|W|L)(?![A-Za-z])))/;

/** Half an address can be neither clicked nor copied: it makes a long line instead. */
const ADDRESS = /:\/\//;

/** Lines of prose are no longer than this, however wide the terminal is. Columns. */
export const READABLE = 100;

/** Columns that a text takes, counted as its code points: a wide letter counts for one. */
export const widthOfText = (text: string): number => [...text].length;

/** A cell as wide as its column, its text at the left or at the right. */
export function padded(cell: string, width: number, right = false): string {
  const space = ' '.repeat(Math.max(0, width - widthOfText(cell)));
  return right ? space + cell : cell + space;
}

/** Breaks text at spaces to a width, a longer word after its hyphens; what has none, or is an address, stands whole. */
export function wrap(text: string, width: number, unicode = true): string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  const add = (piece: string, gap: string) => {
    if (line !== '' && widthOfText(line) + gap.length + widthOfText(piece) > room) {
      lines.push(line);
      line = piece;
    } else line = line === '' ? piece : line + gap + piece;
  };
  for (const word of (unicode ? text : ascii(text)).split(BREAKS)) {
    const breaks = widthOfText(word) > room && !ADDRESS.test(word);
    const [head = '', ...rest] = breaks ? word.split(AFTER_HYPHEN) : [word];
    add(head, ' ');
    for (const piece of rest) add(piece, '');
  }
  return [...lines, line];
}

/** The same to the width of the terminal, where it has one. */
export const wrapTo = ({ width, unicode }: RenderOptions, text: string): string[] =>
  wrap(text, width ?? Number.POSITIVE_INFINITY, unicode);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '−': '-',
  '‑': '-',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '─': '-',
  '●': 'o',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  '→': '->',
  Σ: 'sum',
  '\u00a0': ' ',
};

/** Text for a terminal that is not UTF-8: look-alikes, letters without their marks, "?" for the rest. */
export const ascii = (text: string): string =>
  text
    .replace(/[^\p{ASCII}]/gu, (c) => LOOKALIKES[c] ?? c)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, '?');
