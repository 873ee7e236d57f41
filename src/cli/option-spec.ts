/** What completes a value in the shell, and what a wrong value is compared with. */
export type Completes = 'system' | 'device' | 'model' | 'quant' | 'file' | 'folder';

/** One row of the option table. Flags, help, README, completion and schema are all read from these rows. */
export interface OptionSpec {
  /** Key in commander's result, camelCase of the long flag. */
  readonly key: string;
  readonly flags: string;
  readonly group: OptionGroup;
  readonly help: string;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
  /** Shown in help and README when the flag is absent. */
  readonly otherwise?: string;
}

export const OPTION_GROUPS = ['What for', 'Money', 'Machine', 'Data and time', 'Output'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];
