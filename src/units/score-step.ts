/** For less than half a point, a few percent of any price or speed, nobody would pay more (assumption). */
const STEPS_PER_POINT = 2;

/** The step that a score of 0 to 100 points falls on: the ranking compares by it, and goes by price within one. */
export const scoreStep = (points: number): number => Math.round(points * STEPS_PER_POINT);

/** The score as it is compared, and so as it is told: who stands higher never has the smaller number. */
export const feltScore = (points: number): number => scoreStep(points) / STEPS_PER_POINT;
