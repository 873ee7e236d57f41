/** What commander throws. */
export interface CommanderFailure {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}

export const isCommanderFailure = (error: unknown): error is CommanderFailure =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
