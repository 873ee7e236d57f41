/** Breaks text at spaces to a width; a longer word stands alone. Without box characters dashes and dots become ASCII. */
export function wrap(text: string, width: number, unicode = true): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of (unicode ? text : ascii(text)).split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > Math.max(10, width)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

export const ascii = (text: string): string =>
  text.replace(/[–—]/g, '-').replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replaceAll('…', '...');
