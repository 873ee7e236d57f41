/** A figure and its unit stay together. */
const BREAKS = /(?<!\d) | (?!(?:%|GiB|GB|tok\/s|tokens|s|min|h|days|W|L)(?![A-Za-z]))/;

/** Breaks text at spaces to a width; a longer word stands alone. */
export function wrap(text: string, width: number, unicode = true): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of (unicode ? text : ascii(text)).split(BREAKS)) {
    if (line !== '' && [...line].length + 1 + [...word].length > Math.max(10, width)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

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
