import { COLD_FILE, FULL_FILE, HOT_FILE } from '../catalog/stored/layout.ts';
import { openStored } from '../catalog/stored/open.ts';
import type { Catalog } from '../schema/catalog.ts';
import { AdviseError } from '../schema/errors.ts';
import { NO_DAY_YET } from '../schema/vocabulary.ts';
import { packageFile, packagePart } from './package-file.ts';

const PLACES = ['./', '../', '../../dist/'] as const;

/** The compiled catalogue that ships with the package (in dist/ when the sources run in tests). */
export function builtInCatalog(): Catalog {
  const json = packageFile(FULL_FILE, PLACES);
  if (json === null)
    throw new AdviseError(
      'no_catalog',
      'the compiled catalogue is missing',
      'Run `npm run build`, or install the package again.',
      2,
    );
  return JSON.parse(json) as Catalog;
}

/** The same, with what no ranking reads left on disk until somebody asks for it. */
export function storedCatalog(): Catalog {
  const hot = packageFile(HOT_FILE, PLACES);
  const cold = packagePart(COLD_FILE, PLACES);
  return hot === null || cold === null ? builtInCatalog() : openStored(hot, cold);
}

/** The catalogue a command works on: the built-in one, with the user's folder laid over it when there is one. */
export async function loadCatalog(
  overlay?: string,
  today?: string,
  askedBy: '--data' | 'ADVISE_DATA' | 'loadCatalog' = 'loadCatalog',
): Promise<Catalog> {
  const base = builtInCatalog();
  if (overlay === undefined) return base;
  const { overlayFolder } = await import('../catalog/overlay.ts');
  const { PHYSICS_CHECKS } = await import('../checks/physics.ts');
  return overlayFolder(base, overlay, today ?? NO_DAY_YET, PHYSICS_CHECKS, askedBy);
}
