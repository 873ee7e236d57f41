import { formatName, modelName } from '../recommend/prose/names.ts';
import type { Performance } from '../schema/document.ts';

/** What the tables say of one row in the same words; '-' where there is nothing of the kind. */
export const modelCell = ({ model }: Pick<Performance, 'model'>): string => (model ? modelName(model) : '-');
export const formatCell = ({ model }: Pick<Performance, 'model'>): string =>
  model ? formatName(model.quant) : '-';
export const fitsCell = ({ fit }: Pick<Performance, 'fit'>): string => fit?.status ?? '-';
