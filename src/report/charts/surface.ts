import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** The two widths a page carries of each chart, CSS pixels: for a desk or paper, and for a phone. */
export const WIDE = 760;
export const NARROW = 360;
export const isNarrow = (width: number): boolean => width < 500;

/** Size and margins of a chart with dollars up its side. */
export const dollarFrame = (width: number) => ({
  width,
  height: isNarrow(width) ? 300 : 360,
  marginLeft: 62,
  marginRight: 24,
  marginTop: 30,
  marginBottom: 44,
});

/** How grid lines are drawn. */
export const RULE = { stroke: 'var(--rule)', strokeOpacity: 1 } as const;

/** How the line of a machine or a service is drawn, through points by x and y. */
export const stroked = (colour: string, dashes: string) =>
  ({ x: 'x', y: 'y', stroke: colour, strokeWidth: 2, strokeDasharray: dashes }) as const;

/** How the 80 % range along a line is drawn, of points by x with low and high. */
export const shaded = (colour: string) =>
  ({ x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.15 }) as const;

/**
 * One chart as an SVG string. Colours are the page's CSS variables, so that light and dark need no second drawing; the
 * size of its text is the page's, too.
 */
export function draw(label: string, options: PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html></html>');
  const svg = plot({
    ...options,
    document: document as unknown as NonNullable<PlotOptions['document']>,
    className: 'chart',
  }) as unknown as Drawn;
  // The page styles all charts once.
  svg.querySelector('style')?.remove();
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.removeAttribute('style');
  svg.removeAttribute('font-size');
  // The picture has one name; labels of its groups would be names of nothing.
  return svg.outerHTML.replace(/(<g\b[^>]*?) aria-label="[^"]*"/g, '$1').replace(/(\d+\.\d{2})\d+/g, '$1');
}

interface Drawn {
  readonly outerHTML: string;
  querySelector(selector: string): { remove(): void } | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}
