import type { Io, OutStream } from './io.ts';

export type ColourLevel = 0 | 1 | 2 | 3;

/**
 * Colour for one stream: `--no-color`, a non-empty NO_COLOR and TERM=dumb switch it off, FORCE_COLOR (not 0) on,
 * otherwise only terminals get it. stdout and stderr are judged apart.
 */
export function colourLevel(stream: OutStream, env: Io['env'], noColourFlag: boolean): ColourLevel {
  if (noColourFlag || (env['NO_COLOR'] ?? '') !== '') return 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? 0 : depth(env);
  if (!stream.isTTY || env['TERM'] === 'dumb') return 0;
  return depth(env);
}

function depth(env: Io['env']): ColourLevel {
  if (/truecolor|24bit/.test(env['COLORTERM'] ?? '')) return 3;
  return /256/.test(env['TERM'] ?? '') ? 2 : 1;
}
