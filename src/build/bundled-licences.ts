import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names and licence texts of every package whose code lies in the bundle (given by its files): their licences ask to travel with it. */
export function bundledLicences(modules: readonly string[]): string {
  const folders = [...new Set(modules.flatMap((path) => packageFolder(path) ?? []))].sort();
  return folders.map(licenceOf).join(`\n${'-'.repeat(72)}\n\n`);
}

/** "…/node_modules/@scope/name", the innermost one, whatever separates folders. */
export const packageFolder = (path: string): string | null =>
  /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0] ?? null;

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : null;
  if (text === null && !/^(?:ISC|MIT|BSD|Unlicense)/.test(license ?? ''))
    throw new Error(`${name} is bundled, and neither a licence file nor a known licence is in ${folder}`);
  return `${name} ${version} (${license})\n\n${text ?? `The package names its licence and carries no text of it.`}\n`;
}
