/** The 97.5th percentile of the normal distribution: 95 % lies between it and its negative. */
const Z95 = 1.959964;

/** The 95 % Wilson interval of a share of which `hits` of `draws` were seen; all of [0, 1] when nothing was drawn. */
export function wilson(hits: number, draws: number): readonly [low: number, high: number] {
  if (draws === 0) return [0, 1];
  const share = hits / draws;
  const z2 = Z95 * Z95;
  const middle = share + z2 / (2 * draws);
  const half = Z95 * Math.sqrt((share * (1 - share)) / draws + z2 / (4 * draws * draws));
  const scale = 1 + z2 / draws;
  return [(middle - half) / scale, (middle + half) / scale];
}
