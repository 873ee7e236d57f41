import { likelyMeant } from '../catalog/names/likely-meant.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Quant } from '../schema/quant.ts';
import { ascending } from '../units/order.ts';
import { tight } from './machine-names.ts';
import { MOST_LIKELY, unknownName, whichOne } from './unknown-name.ts';

/** A quant as typed → its id; where several have that name, the one that can be read where it is meant to run. */
export function quantId(
  raw: string,
  catalog: Catalog,
  flag: string,
  readable: (quant: Quant) => boolean = () => true,
): string {
  if (Object.hasOwn(catalog.quants, raw)) return raw;
  const key = tight(raw);
  const quants = Object.values(catalog.quants);
  // "NVFP4" is a name, and what some call MLX's format of that kind.
  const named = quants.find(({ id, name }) => tight(id) === key || tight(name) === key);
  if (named) return named.id;
  const alike = quants.filter(({ aliases }) => aliases.some((a) => tight(a) === key));
  const read = alike.filter(readable);
  const meant = (read.length > 0 ? read : alike).map(({ id }) => id);
  if (meant.length > 1) throw whichOne(raw, flag, meant, 'formats');
  const [only] = meant;
  if (only !== undefined) return only;
  throw unknownName('quant', raw, flag, () => likelyFormats(raw, catalog));
}

/** Formats that begin so and that most models are published in; else those spelled alike. */
function likelyFormats(raw: string, { quants, file_bytes }: Catalog): string[] {
  const key = tight(raw);
  const files = Object.values(file_bytes);
  const published = (id: string) => files.filter((sizes) => Object.hasOwn(sizes, id)).length;
  const begun = Object.keys(quants).filter((id) => key !== '' && tight(id).startsWith(key));
  const most = begun.sort((a, b) => published(b) - published(a) || ascending(a, b)).slice(0, MOST_LIKELY);
  return most.length > 0 ? most : likelyMeant(raw, Object.values(quants));
}
