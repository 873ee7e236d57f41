/** Alternatives that an answer, its table and its charts show unless told otherwise. */
export const USUAL_ROWS = 5;
