import { didYouMean } from '../schema/errors.ts';
import type { UnknownNameInFile } from '../schema/evaluation.ts';
import { groupBy } from '../units/statistics.ts';

/** Reasons whose code alone says too little. */
const WORDS: Readonly<Record<string, string>> = {
  unknown_quant: 'unknown format',
  speculative: 'speculative decoding',
  includes_prefill: 'prompts read within the time',
  averaged_shapes: 'average over different tests',
  cpu_only: 'run by the processor alone',
  few_threads: 'few threads',
  spilled_to_host: 'weights partly in host memory',
  power_capped: 'lowered power limit',
  cached_prefix: 'prompt was in the cache',
  old_build: 'software of years ago',
};

/** Why a row is not predicted, in words. */
export const reasonInWords = (code: string): string => WORDS[code] ?? code.replaceAll('_', ' ');

const CALLED: Readonly<Record<string, string>> = { quant: 'format' };
/** Enough to see what is wrong with the names of a file. */
const MOST_NAMES = 5;

/** One line for each unknown name, at its first row, and how many rows more there are. */
export function unknownNameLines(names: readonly UnknownNameInFile[]): string[] {
  const groups = [...groupBy(names, ({ what, name }) => `${what} ${name}`).values()];
  const shown = groups.slice(0, MOST_NAMES);
  const more = groups.slice(MOST_NAMES).reduce((n, rows) => n + rows.length, 0);
  return [
    ...shown.flatMap(([first, ...others]) => {
      if (!first) return [];
      const rows =
        others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'row' : 'rows'})`;
      const what = CALLED[first.what] ?? first.what;
      const hint = didYouMean(first.nearest.slice(0, 1));
      return [
        `line ${first.line}${rows}: no ${what} is called "${first.name}".${hint === '' ? '' : ` ${hint}`}`,
      ];
    }),
    ...(more > 0
      ? [`${more} more ${more === 1 ? 'row has an unknown name' : 'rows have unknown names'}.`]
      : []),
  ];
}
