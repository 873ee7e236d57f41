/** What could move a cursor, colour a terminal or turn the direction of reading; lines and tabs may be printed. */
export const HARMFUL = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
