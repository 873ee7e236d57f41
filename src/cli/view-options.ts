import type { RenderOptions } from '../report/render-options.ts';
import type { Context } from './context.ts';

/** How a view of an answer is drawn: as text or as Markdown. */
export function viewOptions(context: Context): RenderOptions {
  const options = context.renderOptions();
  return context.format === 'markdown' ? { ...options, width: undefined, markdown: true } : options;
}
