import { type AdviseError, DataError } from '../schema/errors.ts';

/** The error document of the JSON contract. */
export function errorDocument(error: AdviseError) {
  return {
    schema_version: 1 as const,
    kind: 'error' as const,
    error: {
      code: error.code,
      message: error.message,
      hint: error.hint,
      exit_code: error.exitCode,
      ...(error instanceof DataError ? { problems: error.problems } : {}),
    },
  };
}
