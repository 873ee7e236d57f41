import { UsageError } from '../schema/errors.ts';
import type { Format } from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import type { CommonFlags } from './context.ts';

/** The format that the end of a file name asks for, the usual end of each first; plain is text with tabs. */
const ENDINGS: Readonly<Record<string, Format>> = {
  html: 'html',
  htm: 'html',
  json: 'json',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'plain',
  tsv: 'plain',
};

const endingOf = (path: string): string | null =>
  /[^/\\]\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? null;

/** The format of a file by its name, unless the name says nothing. */
export const formatOfFile = (path: string): Format | null => ENDINGS[endingOf(path) ?? ''] ?? null;

/** What the name of a file of that format usually ends in, without the dot. */
export const usualEnding = (format: Format): string =>
  Object.keys(ENDINGS).find((ending) => ENDINGS[ending] === format) ?? 'txt';

/** Refuses pages where the answer is no recommendation: only of those a page can be made. */
export function refusePage(format: Format): void {
  if (format === 'html')
    throw new UsageError(
      '--format html: only a recommendation makes a page',
      'Formats here: table, plain, markdown, json.',
    );
}

/** `-o report.pdf` would hold something else than it says. */
export function refuseForeignEnding({ output, format, json }: CommonFlags): void {
  if (output === undefined || format !== undefined || json !== undefined) return;
  if (endingOf(output) === null || formatOfFile(output) !== null) return;
  throw new UsageError(
    `--output: "${shown(output)}" does not say which format`,
    `Names end in ${Object.keys(ENDINGS)
      .map((e) => `.${e}`)
      .join(', ')}; with --format any name will do.`,
  );
}
