import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import type { Format } from '../schema/vocabulary.ts';
import { type RenderOptions, USUAL_ROWS } from './render-options.ts';
import { ascii, wrap } from './wrap.ts';

type Options = RenderOptions & {
  readonly top: number | undefined;
  /** The catalogue the document was made from: pages draw more with it. */
  readonly catalog?: Catalog;
};
type Renderer = (d: Recommendation, options: Options) => string;
const inLocale = (text: string, { unicode }: Options): string => (unicode ? text : ascii(text));

/** Broken into lines at words, where a terminal would break them anywhere; command lines stay whole, to be copied. */
const onScreen = (text: string, { width, unicode }: Options): string =>
  width === undefined
    ? text
    : text
        .split('\n')
        .flatMap((line) => (/^[A-Z][a-z]+: advise /.test(line) ? [line] : wrap(line, width, unicode)))
        .join('\n');

/** Each renderer is loaded when it is asked for: JSON must not pay for the table's packages. */
const RENDERERS: Record<Format, () => Promise<Renderer>> = {
  table: async () => {
    const { table } = await import('./table.ts');
    return (d, o) => table(d, o.top ?? USUAL_ROWS, o);
  },
  plain: async () => {
    const { plain } = await import('./plain.ts');
    return (d, o) => inLocale(onScreen(plain(d, o.top ?? USUAL_ROWS), o), o);
  },
  markdown: async () => {
    const { markdown } = await import('./markdown.ts');
    return (d, o) => inLocale(markdown(d, o.top ?? USUAL_ROWS), o);
  },
  json: async () => (d, o) =>
    JSON.stringify(o.top === undefined ? d : { ...d, ranked: d.ranked.slice(0, o.top) }, null, 2),
  html: async () => {
    const { html } = await import('./html.ts');
    const { detailed } = await import('./detailed.ts');
    return (d, o) => html(o.catalog ? detailed(d, o.catalog, o.top) : d, o.top ?? USUAL_ROWS);
  },
};

/** One document, any format. Returns text: the caller writes. */
export const render = async (d: Recommendation, format: Format, options: Options): Promise<string> =>
  (await RENDERERS[format]())(d, options);
