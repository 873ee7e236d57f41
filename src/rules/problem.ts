import { didYouMean } from '../schema/errors.ts';

/** A fault in a rule. `path` leads to it inside the rule's YAML file, so that the loader can add line and column. */
export interface RuleProblem {
  readonly rule: string;
  /** Where two rules are at odds: the same problem as told of the other one, for whoever has that file at hand. */
  readonly other?: Omit<RuleProblem, 'other'>;
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** Finds the nearest of the known names; handed in, because did-you-mean belongs to another layer. */
export type Nearest = (word: string, known: readonly string[]) => string | undefined;

export type Path = readonly (string | number)[];
export type Complain = (path: Path, message: string, hint?: string) => void;

/** What was meant, as a problem's hint. */
export const meantHint = (nearest: string | undefined): string | undefined =>
  nearest === undefined ? undefined : didYouMean([nearest]);
