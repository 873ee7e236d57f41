/** Units a fact may be measured in. Two facts can only be compared when they share one. */
export type FactUnit =
  | 'count'
  | 'USD'
  | 'USD/GB'
  | 'GB'
  | 'GiB'
  | 'GB/s'
  | 'tok/s'
  | 's'
  | 'h'
  | 'W'
  | 'B'
  | 'bits'
  | 'tokens'
  | 'tokens/day'
  | 'jobs/day'
  | 'share'
  | 'days'
  | 'L'
  | 'dBA'
  | 'TOPS'
  | 'points';

export interface NumberFact {
  readonly type: 'number';
  readonly unit: FactUnit;
  readonly about: string;
}
export interface StringFact {
  readonly type: 'string';
  /** The closed list of words it can take; null when the words live in the data (model ids, quants). */
  readonly values: readonly string[] | null;
  readonly about: string;
}
export interface BooleanFact {
  readonly type: 'boolean';
  readonly about: string;
}
export interface ListFact {
  readonly type: 'list';
  readonly values: readonly string[] | null;
  readonly about: string;
}
export type FactSpec = NumberFact | StringFact | BooleanFact | ListFact;

export const number = (unit: FactUnit, about: string): NumberFact => ({ type: 'number', unit, about });
export const flag = (about: string): BooleanFact => ({ type: 'boolean', about });
export const word = (values: readonly string[] | null, about: string): StringFact => ({
  type: 'string',
  values,
  about,
});
export const list = (values: readonly string[] | null, about: string): ListFact => ({
  type: 'list',
  values,
  about,
});
