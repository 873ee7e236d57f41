/** Score points from either end of the scale within which points lose force. */
const SOFT_END = 25;

/**
 * A score of 0..100 moved by the rules' points. Near the end they push towards, points lose force in proportion to what
 * is left of the scale, so that nothing is cut off there and no two candidates are made equal: the result still rises
 * with the score. Points beyond SOFT_END either way count as SOFT_END.
 */
export function movedByPoints(score: number, points: number): number {
  const push = Math.max(-SOFT_END, Math.min(SOFT_END, points));
  const room = push > 0 ? 100 - score : score;
  return score + push * Math.min(1, room / SOFT_END);
}
