import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Choice } from './asker.ts';

/** Words that depend on earlier answers (`so`). */
type Worded = (catalog: Catalog, so: RawAnswers) => string;
interface Base {
  /** The flag it fills: an answer is the same thing as a flag. */
  readonly key: keyof RawAnswers;
  /** What the review screen calls it. */
  readonly label: string;
  readonly message: string;
  /** What no answer means, in the review screen and beside a free text. */
  readonly otherwise: string | Worded;
  /** Skipped when an earlier answer or a flag settles it. */
  readonly when?: (so: RawAnswers) => boolean;
  /** Not worth a question to everybody: a line of the review screen that can be picked. */
  readonly onlyInReview?: true | ((so: RawAnswers) => boolean);
}
type Choices = (catalog: Catalog, so: RawAnswers) => Choice[];
interface Several extends Base {
  readonly type: 'tick';
  readonly choices: Choices;
  /** How many must be ticked. */
  readonly least: number;
}
interface Closed extends Base {
  readonly type: 'choose';
  readonly choices: Choices;
  readonly initial: string;
  /** A value of one's own, where no choice suits. */
  readonly other?: { readonly choice: Choice; readonly message: string } & Pick<
    Open,
    'check' | 'explained' | 'means' | 'such'
  >;
}
interface Open extends Base {
  readonly type: 'write';
  /** What is asked and why, for who answers with a question mark. */
  readonly explained: string;
  /** Throws what is wrong with the text. Empty text means "no answer" and is never checked. */
  readonly check: (text: string, catalog: Catalog, so: RawAnswers) => void;
  /** An example, where the question alone says too little. */
  readonly such?: string | Worded;
  /** What a checked text means: names for ids, money as money. */
  readonly means?: (text: string, catalog: Catalog) => string;
  /** What to type when a name is unknown and nothing resembles it. */
  readonly nothingSo?: string;
  /** Several values, separated by commas. */
  readonly many?: boolean;
}
/** One question of the interview. */
export type Question = Several | Closed | Open;
