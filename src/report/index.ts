import type { Recommendation } from '../schema/document.ts';
import type { Format } from '../schema/vocabulary.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { plain } from './plain.ts';
import type { RenderOptions } from './render-options.ts';
import { table } from './table.ts';

const USUAL_ROWS = 5;
type Renderer = (d: Recommendation, options: RenderOptions & { top: number | undefined }) => string;

const RENDERERS: Record<Format, Renderer> = {
  table: (d, o) => table(d, o.top ?? USUAL_ROWS, o),
  plain: (d, o) => plain(d, o.top ?? USUAL_ROWS),
  markdown: (d, o) => markdown(d, o.top ?? USUAL_ROWS),
  json: (d, o) => JSON.stringify(o.top === undefined ? d : { ...d, ranked: d.ranked.slice(0, o.top) }, null, 2),
  html: (d, o) => html(d, o.top ?? USUAL_ROWS),
};

/** One document, any format. Pure: the caller writes. */
export const render = (d: Recommendation, format: Format, options: RenderOptions & { top: number | undefined }): string => RENDERERS[format](d, options);
