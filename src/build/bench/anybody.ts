import { UNSAID } from '../../recommend/unsaid.ts';
import type { Answers } from '../../schema/answers.ts';

/** A buyer without a budget who buys used, too: nobody is kept out, so everybody is ranked. */
export const ANYBODY: Answers = { ...UNSAID, workloads: [{ id: 'chat', weight: 1 }], condition: 'any' };
