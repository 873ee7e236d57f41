import type { RenderOptions } from '../report/render-options.ts';
import { UsageError } from '../schema/errors.ts';
import type { Context } from './context.ts';

/** How a view of an answer is drawn: as text or as Markdown; a page is made of whole answers only. */
export function viewOptions(context: Context): RenderOptions {
  if (context.format === 'html')
    throw new UsageError(
      '--format html: only a recommendation makes a page',
      'Formats here: table, plain, markdown, json.',
    );
  const options = context.renderOptions();
  return context.format === 'markdown' ? { ...options, width: undefined, markdown: true } : options;
}
