import type { Io } from './io.ts';

/**
 * Whether the terminal prints UTF-8: what LC_ALL, else LC_CTYPE, else LANG names. Where none is set, Windows and macOS
 * do; elsewhere that is the C locale, which is ASCII. The kernel console and TERM=dumb get ASCII.
 */
export function speaksUnicode(env: Io['env'], platform: NodeJS.Platform = process.platform): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((l) => l !== undefined && l !== '');
  if (locale === undefined) return platform === 'win32' || platform === 'darwin';
  return /utf-?8/i.test(locale);
}
