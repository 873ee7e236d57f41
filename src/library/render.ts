import { render as rendered } from '../report/index.ts';
import type { RenderOptions } from '../report/render-options.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Recommendation } from '../schema/document.ts';
import { UsageError } from '../schema/errors.ts';
import { FORMATS, type Format } from '../schema/vocabulary.ts';
import { type Check, checked, flag, oneOfWords, refuseNoCatalog, wholeFromOne } from './checked.ts';
import { noDocument, refuseNoDocument } from './document.ts';

/** How to draw; what is left out is without colour, as wide as it likes, in Unicode, with the usual rows. */
export interface Drawing extends Partial<RenderOptions> {
  /** Rows of the ranking; five, in JSON all of them, when left out. */
  readonly top?: number | undefined;
  /** The catalogue the document was made from: pages draw more with it. */
  readonly catalog?: Catalog;
}

/** Whatever it is, `refuseNoCatalog` judges it. */
const anything: Check = () => null;

const FIELDS: { readonly [K in keyof Drawing]-?: Check } = {
  colour: (value) => ([0, 1, 2, 3].some((depth) => depth === value) ? null : '0, 1, 2 or 3'),
  width: wholeFromOne,
  unicode: flag,
  brief: wholeFromOne,
  screen: wholeFromOne,
  markdown: flag,
  top: wholeFromOne,
  catalog: anything,
};

/**
 * A recommendation document as text, as `advise --format` prints it. Takes what `recommend` gave and what `advise --json`
 * wrote; rejects with a UsageError what is neither.
 */
export async function render(
  document: Recommendation,
  format: Format,
  options: Drawing = {},
): Promise<string> {
  refuseNoDocument(document);
  const { format: named } = checked('format', { format }, { format: oneOfWords(FORMATS) });
  if (named === undefined)
    throw new UsageError('format: is missing', `It must be one of ${FORMATS.join(', ')}.`);
  const said = checked('options', options, FIELDS);
  if (said.catalog !== undefined) refuseNoCatalog(said.catalog);
  // The schema library is loaded for whoever renders, not for whoever only asks.
  const { recommendationSchema } = await import('../schema/document.ts');
  const issues = recommendationSchema.safeParse(document).error?.issues ?? [];
  // Fields that a later release added harm nobody.
  const fault = issues.find((issue) => issue.code !== 'unrecognized_keys');
  if (fault) throw noDocument(`at ${fault.path.map(String).join('.') || 'its top'}: ${fault.message}`);
  return rendered(document, named, { colour: 0, width: undefined, unicode: true, top: undefined, ...said });
}
