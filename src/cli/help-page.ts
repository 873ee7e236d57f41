import { colourLevel } from './colour.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, type HelpStyle, mainHelp } from './help.ts';
import { type Io, widthOf } from './io.ts';

/** Help is read, so its lines stay short however wide the terminal. */
const WIDEST = 100;
const USUAL = 80;

/** The page for a command, or the first page when none is named; nothing but the tables is loaded for it. */
export function helpPage(command: string | undefined, io: Io, noColour: boolean): string {
  const bold = colourLevel(io.stdout, io.env, noColour) > 0;
  const style: HelpStyle = {
    width: Math.min(widthOf(io.stdout, io.env) ?? USUAL, WIDEST),
    heading: (text) => (bold ? `\u001b[1m${text}\u001b[22m` : text),
  };
  const spec = COMMANDS.find((c) => c.name === command);
  return spec ? commandHelp(spec, style) : mainHelp(style);
}
