/** Scores are told to a tenth of a point: what looks level is level, and goes by price. */
const STEPS_PER_POINT = 10;

/** The step that a score of 0 to 100 points falls on: the ranking compares by it, and goes by price within one. */
export const scoreStep = (points: number): number => Math.round(points * STEPS_PER_POINT);
