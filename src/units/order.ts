/** Sorts texts by code unit, the same on every machine whatever its language. */
export const ascending = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The same for entries, by their keys. */
export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  ascending(a, b);

/** A whole number as text that sorts as the number does. */
export const sortable = (n: number): string => String(n).padStart(9, '0');

interface Dated {
  readonly id: string;
  readonly released?: string | null | undefined;
}

/** The latest release first, those without a date last; equals by id. */
export const newestFirst = (a: Dated, b: Dated): number =>
  ascending(b.released ?? '', a.released ?? '') || ascending(a.id, b.id);
