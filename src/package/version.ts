import { packageFile } from './package-file.ts';

interface Manifest {
  readonly version: string;
  readonly homepage?: string;
  readonly bugs?: string | { readonly url?: string };
}

/** package.json, so that version and addresses are written in one place. */
function manifest(): Manifest {
  const json = packageFile('package.json', ['../', '../../']);
  return json === null ? { version: '0.0.0' } : (JSON.parse(json) as Manifest);
}

export const packageVersion = (): string => manifest().version;

/** Where to read more and where to report faults, as far as the package says. */
export function addresses(): { readonly home: string | null; readonly bugs: string | null } {
  const { homepage, bugs } = manifest();
  return { home: homepage ?? null, bugs: (typeof bugs === 'string' ? bugs : bugs?.url) ?? null };
}
