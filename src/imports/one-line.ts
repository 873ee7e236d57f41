/** Text of a foreign file, fit for a terminal and for a profile: one line, without control characters, 100 characters at most. */
export const oneLine = (text: string): string =>
  text.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 100);
