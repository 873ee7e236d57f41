/** Text of a user or a file as messages quote it: without control characters, short enough for one line. */
export const shown = (text: string): string => text.replace(/\p{C}/gu, '?').slice(0, 80);
