import { readFileSync } from 'node:fs';

/** The package version; read from package.json beside the bundle so that there is one place for it. */
export function packageVersion(): string {
  const json = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(json) as { version: string }).version;
}
export const HOMEPAGE = 'https://www.npmjs.com/package/advise';
