/** Columns of a bar: enough to see which ranges overlap. */
const WIDTH = 18;

/** Anything with a spread. */
export interface Range {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** Ranges as bars on one scale from zero, value as a dot on its range; the heading is the scale. */
export function rangeBars(ranges: readonly (Range | null)[], scale: (value: number) => string) {
  const most = Math.max(0, ...ranges.map((e) => e?.high ?? 0));
  const column = (value: number) => Math.round((value / most) * (WIDTH - 1));
  const cells = ranges.map((e) => {
    if (e === null || most === 0) return '';
    const [low, dot, high] = [column(e.low), column(e.value), column(e.high)];
    return Array.from({ length: high + 1 }, (_, i) => (i === dot ? '●' : i < low ? ' ' : '─')).join('');
  });
  const end = scale(most);
  return { title: `0${' '.repeat(Math.max(1, WIDTH - 1 - end.length))}${end}`, cells };
}
