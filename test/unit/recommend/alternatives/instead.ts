import type { Answers } from '../../../../src/schema/answers.ts';
import type { AlternativeKind } from '../../../../src/schema/vocabulary.ts';
import { answer, mini } from '../../../fixtures/mini-catalog.ts';

/** Each alternative by its kind, with a mark where it is the answer. */
export const kinds = (over: Partial<Answers> = {}, catalog = mini) =>
  answer(over, catalog).alternatives.map((a) => `${a.kind}${a.is_the_answer ? '!' : ''}`);

/** The first alternative of a kind. */
export const find = (kind: AlternativeKind, over: Partial<Answers> = {}, catalog = mini) =>
  answer(over, catalog).alternatives.find((a) => a.kind === kind);
