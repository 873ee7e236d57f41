import { formatName, modelName } from '../recommend/prose/names.ts';
import type { Ranked } from '../schema/document.ts';

/** What the tables say of one row in the same words; '-' where there is nothing of the kind. */
export const modelCell = ({ model }: Ranked): string => (model ? modelName(model) : '-');
export const formatCell = ({ model }: Ranked): string => (model ? formatName(model.quant) : '-');
export const fitsCell = ({ fit }: Ranked): string => fit?.status ?? '-';
