/** Text of a user or a file without what moves a cursor. */
export const harmless = (text: string): string => text.replace(/\p{C}/gu, '?');

/** The same as messages quote it: short enough for one line. */
export const shown = (text: string): string => harmless(text).slice(0, 80);
