import type { Context } from '../context.ts';
import { colourLevel } from '../io/colour.ts';
import { widthOf } from '../io/io.ts';
import { speaksUnicode } from '../io/locale.ts';
import type { Asker } from './asker.ts';
import { paint } from './paint.ts';

/** The asker for a terminal: one line after the other where the cursor cannot be moved or plain text was asked for. */
export async function askerFor({ io, flags, format }: Context): Promise<Asker> {
  const terminal = {
    ...io.terminal,
    width: () => widthOf(io.stderr, io.env) ?? 80,
    rows: () => io.stderr.rows,
    unicode: speaksUnicode(io.env),
  };
  if (io.env['TERM'] === 'dumb' || format === 'plain') {
    const { lineAsker } = await import('./line-asker.ts');
    return lineAsker(terminal);
  }
  const { promptAsker } = await import('./prompt-asker.ts');
  return promptAsker({
    ...terminal,
    paint: paint(colourLevel(io.stderr, io.env, flags.color === false)),
  });
}
