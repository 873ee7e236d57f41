/**
 * Controls of terminals (C0, C1) and of reading direction, without line ends and tabs. Taken out within one class: a
 * look-ahead takes three times as long.
 */
const HARMFUL = /[[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]--[\n\t]]/gv;

/** Foreign text (file names, what was typed) without anything that would move a terminal's cursor or turn its words. */
export const printable = (text: string): string => text.replace(HARMFUL, '?');

/** JSON text in which such characters are escaped: it may be shown as it is, and says the same. */
export const printableJson = (json: string): string =>
  json.replace(HARMFUL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Foreign text as messages quote it: short enough for one line, with "?" for what cannot be seen. */
export const shown = (text: string, most = 80): string => text.replace(/\p{C}/gu, '?').slice(0, most);

/** Foreign text as a name or a note to keep: one line of at most 100 characters, all of which can be seen. */
export const oneLine = (text: string): string =>
  text.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 100);
