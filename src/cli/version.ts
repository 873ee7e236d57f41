import { packageFile } from './package-file.ts';

/** The package version, from package.json so that there is one place for it. */
export function packageVersion(): string {
  const json = packageFile('package.json', ['../', '../../']);
  return json === null ? '0.0.0' : (JSON.parse(json) as { version: string }).version;
}
export const HOMEPAGE = 'https://www.npmjs.com/package/advise';
