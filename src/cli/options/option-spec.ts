import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { CommonFlags } from '../context.ts';

/** What completes a value in the shell. */
type Completes = 'system' | 'device' | 'filter' | 'model' | 'quant' | 'file' | 'folder';

/** Everything a flag can set: an answer, or how and from what it is given. */
export type OptionKey = keyof RawAnswers | keyof CommonFlags;

/** One row of the option table. Flags, help, README and completion are all read from these rows. */
export interface OptionSpec {
  /** Key in commander's result, camelCase of the long flag. A flag that nothing reads does not compile. */
  readonly key: OptionKey;
  readonly flags: string;
  readonly group: OptionGroup;
  readonly help: string;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
  /** Words that its value can also be, which name nothing in the catalogue. */
  readonly alsoCompletes?: readonly string[];
  /** Shown in help and README when the flag is absent. */
  readonly otherwise?: string;
}

export const OPTION_GROUPS = ['What for', 'Money', 'Machine', 'Data and time', 'Output'] as const;
type OptionGroup = (typeof OPTION_GROUPS)[number];

interface Spelling {
  readonly long: string;
  readonly short?: string;
  readonly takesValue: boolean;
}

/** How a flag is written, read from text such as "-m, --model <name>". */
export function spellingOf(flags: string): Spelling {
  const long = /--([a-z-]+)/.exec(flags)?.[1] ?? flags;
  const short = /^-(\w)\b/.exec(flags)?.[1];
  return { long, ...(short ? { short } : {}), takesValue: flags.includes('<') };
}
