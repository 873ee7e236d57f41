import { dot, type Markish, text } from '@observablehq/plot';
import type { Finalist } from './finalist.ts';

/** A finalist's mark somewhere in a chart: its rank in a disc of its colour. */
export interface Place {
  readonly f: Finalist;
  readonly x: number | Date;
  readonly y: number;
}

const RADIUS = 9;

/** The discs, the pick drawn last so that it lies on top. */
export function numbered(places: readonly Place[]): Markish[] {
  const order = [...places].reverse();
  return [
    dot(order, {
      x: 'x',
      y: 'y',
      r: RADIUS,
      fill: (p: Place) => p.f.colour,
      stroke: 'var(--paper)',
      strokeWidth: 1.5,
      title: (p: Place) => p.f.row.system.name,
    }),
    text(order, {
      x: 'x',
      y: 'y',
      text: (p: Place) => String(p.f.rank),
      fill: 'var(--paper)',
      fontWeight: 700,
      fontSize: 11,
    }),
  ];
}

/** Discs along lines, each at another stretch of the way, so that lines that run together keep theirs apart. */
export function along(
  lines: readonly { readonly f: Finalist; readonly points: readonly { x: number | Date; y: number }[] }[],
): Place[] {
  return lines.flatMap(({ f, points }, i) => {
    const at = points[Math.round(((i + 1) / (lines.length + 1)) * (points.length - 1))];
    return at ? [{ f, ...at }] : [];
  });
}
