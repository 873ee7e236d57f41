import { existsSync, readFileSync } from 'node:fs';
import type { Catalog } from '../schema/catalog.ts';
import { AdviseError } from '../schema/errors.ts';

/** Beside the bundle in the package; in dist/ when the sources run in tests. */
const PLACES = ['./catalog.json', '../../dist/catalog.json'] as const;

/** The compiled catalogue that ships with the package. */
export function builtInCatalog(): Catalog {
  const place = PLACES.map((p) => new URL(p, import.meta.url)).find((p) => existsSync(p));
  if (!place) throw new AdviseError('no_catalog', 'the compiled catalogue is missing', 'Run `npm run build`, or install the package again.', 2);
  return JSON.parse(readFileSync(place, 'utf8')) as Catalog;
}

/** The catalogue a command works on: the built-in one, with the user's folder laid over it when there is one. */
export async function loadCatalog(overlay?: string, today?: string): Promise<Catalog> {
  const base = builtInCatalog();
  if (overlay === undefined) return base;
  const { overlayFolder } = await import('../catalog/overlay.ts');
  return overlayFolder(base, overlay, today ?? '9999-12-31');
}
