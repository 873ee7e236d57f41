import type { ColourLevel } from '../io/colour.ts';

/** Styles of prompts for one stream; without colour every one of them is the plain text. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

export function paint(level: ColourLevel): Paint {
  const style = (on: number, off: number) => (text: string) =>
    level === 0 || text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    accent: style(36, 39),
    good: style(32, 39),
    bad: style(31, 39),
  };
}
