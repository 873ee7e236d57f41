/** Foreign text (file names, what was typed) without anything that would move a terminal's cursor; lines stay. */
export const printable = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '?');
