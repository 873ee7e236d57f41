/** For less than half a point, a few percent of any price or speed, nobody would pay more (assumption). */
const STEPS_PER_POINT = 2;

/**
 * A score of 0 to 100 points as the ranking compares it, and so as it is told: who stands higher never has the smaller
 * number, and of those with the same the cheaper comes first.
 */
export const feltScore = (points: number): number => Math.round(points * STEPS_PER_POINT) / STEPS_PER_POINT;
