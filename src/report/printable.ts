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
