import { readFileSync } from 'node:fs';
import type { Catalog } from '../schema/catalog.ts';

/** The compiled catalogue that ships beside the bundle. */
export function builtInCatalog(): Catalog {
  return JSON.parse(readFileSync(new URL('./catalog.json', import.meta.url), 'utf8')) as Catalog;
}

/** The catalogue a command works on: the built-in one, with the user's folder laid over it when there is one. */
export async function loadCatalog(overlay?: string, today?: string): Promise<Catalog> {
  const base = builtInCatalog();
  if (overlay === undefined) return base;
  const { overlayFolder } = await import('../catalog/overlay.ts');
  return overlayFolder(base, overlay, today ?? '9999-12-31');
}
