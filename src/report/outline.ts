import { printable } from '../units/foreign-text.ts';
import type { RenderOptions } from './render-options.ts';
import { wrap } from './wrap.ts';

const INDENT = '  ';

/** A record as an indented outline: empty fields are left out, words stand in one line, sentences one below the other. */
export function outline(value: object, options: Pick<RenderOptions, 'width' | 'unicode'>): string {
  return block(value, '', options).join('\n');
}

type Options = Parameters<typeof outline>[1];

function block(value: object, indent: string, options: Options): string[] {
  return Object.entries(value).flatMap(([key, v]) => {
    if (isEmpty(v)) return [];
    if (!isNested(v)) return folded(`${key}: `, inline(v), indent, options);
    if (Array.isArray(v)) return [`${indent}${key}:`, ...v.flatMap((x) => item(x, indent + INDENT, options))];
    return [`${indent}${key}:`, ...block(v as object, indent + INDENT, options)];
  });
}

function item(value: unknown, indent: string, options: Options): string[] {
  if (value === null || typeof value !== 'object') return folded('- ', inline(value), indent, options);
  const [first = '', ...rest] = block(value, indent + INDENT, options);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** A line that continues under its own text when it is too long. */
function folded(head: string, text: string, indent: string, options: Options): string[] {
  if (options.width === undefined) return [`${indent}${head}${text}`];
  const [first = '', ...rest] = wrap(text, options.width - indent.length - head.length, options.unicode);
  const under = ' '.repeat(indent.length + Math.min(head.length, 4));
  return [`${indent}${head}${first}`, ...rest.map((line) => under + line)];
}

const isEmpty = (v: unknown): boolean =>
  v === undefined || (typeof v === 'object' && v !== null && Object.keys(v).length === 0);
const isNested = (v: unknown): boolean =>
  v !== null && typeof v === 'object' && !(Array.isArray(v) && v.every(isWord));
/** Short enough to share a line with others. */
const isWord = (v: unknown): boolean =>
  v === null || typeof v === 'number' || (typeof v === 'string' && v.length <= 40 && !v.includes('. '));
const inline = (v: unknown): string =>
  printable(Array.isArray(v) ? v.join(', ') : v === null ? 'unknown' : String(v));
