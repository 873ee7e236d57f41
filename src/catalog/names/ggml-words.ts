/** How llama.cpp prints a weight format: "Q4_K - Medium", "IQ4_XS - 4.25 bpw", "IQ3_S mix - 3.66 bpw". */
const SIZED = /\b(i?q\d_k)\s*-\s*(s|m|l)(?:mall|edium|arge)\b/gi;
const MIX = /\biq3_s mix\b/gi;
const BITS = /\b((?:i?q|tq)\d\w*)\s*-\s*\d+(?:\.\d+)?\s*bpw\b(?:\s*ternary)?/gi;

/** The same text with such formats as people name them: "Q4_K_M", "IQ4_XS", "IQ3_M". */
export const ggmlFormats = (text: string): string =>
  text
    .replace(SIZED, (_all, type: string, size: string) => `${type}_${size.toUpperCase()}`)
    .replace(MIX, 'IQ3_M')
    .replace(BITS, '$1');
