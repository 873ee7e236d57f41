/** A name nobody knows, and the ids it may have meant, closest first. */
export interface UnknownName {
  readonly unknown: string;
  readonly nearest: readonly string[];
}

export function isUnknown(result: object): result is UnknownName {
  return 'unknown' in result;
}
