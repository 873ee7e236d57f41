/** Places in JSON text, of which `JSON.parse` tells nothing or little. */

/** 1-based line of each element of the outermost array, in one pass. */
export function elementLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let quoted = false;
  let due = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\n') line++;
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
      continue;
    }
    if (char <= ' ') continue;
    if (due && char !== ']') lines.push(line);
    due = false;
    if (char === '"') quoted = true;
    else if (char === '[' || char === '{') due = ++depth === 1;
    else if (char === ']' || char === '}') depth--;
    else if (char === ',') due = depth === 1;
  }
  return lines;
}

/**
 * How far text is JSON: the length of the longest beginning that is whole or merely unfinished. Most of the parser's
 * messages name no position, so beginnings are tried by halves.
 */
export function breakingPoint(text: string): number {
  if (unfinished(text)) return text.length;
  let [sound, broken] = [0, text.length];
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (unfinished(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

/** Whether what is wrong with the text is only that it ends. */
function unfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(said)?.[1];
    return position === undefined
      ? /end of JSON input/.test(said)
      : Number(position) >= text.length || /^Unterminated/.test(said);
  }
}

/** 1-based line and column of a position. */
export function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  return { line: before.split('\n').length, column: position - before.lastIndexOf('\n') };
}
