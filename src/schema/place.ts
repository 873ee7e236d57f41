import { z } from 'zod';

// Where a system stands, and how surely, in words for who reads the schema alone.

export const placeFields = {
  rank: z
    .number()
    .describe(
      'Place, from 1: by score, and of those with the same score the cheaper first. What too little is known of comes last, whatever its score.',
    ),
  score: z.number().describe('0 to 100, in half points: for less nobody would pay more.'),
  score_low: z.number(),
  score_high: z.number(),
  win_probability: z
    .number()
    .describe(
      'Share of the price and speed draws in which this very system scores highest, 0 to 1. Systems that score alike share a draw: where there are such, group_win_probability is the figure of the text.',
    ),
  group_win_probability: z
    .number()
    .optional()
    .describe(
      'Share of the draws in which this system or one alike (of the same chip, doing the work as fast) scores highest, 0 to 1: the sum of their win_probability. Absent where none is alike.',
    ),
  /** Ranks this close are a tie. */
  tied_with_first: z.boolean(),
};
