// Runs a TypeScript entry of this repository on any supported Node: bundle it with esbuild, then import the bundle.
// Usage: node src/build/run.mjs src/build/check.ts [args...]
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const [entry, ...args] = process.argv.slice(2);
if (!entry) throw new Error('usage: node src/build/run.mjs ENTRY.ts [args...]');
const outdir = resolve(root, 'node_modules/.cache/advise');
await mkdir(outdir, { recursive: true });
const outfile = resolve(outdir, `${entry.replace(/[^A-Za-z0-9]+/g, '-')}-${process.pid}.mjs`);
await build({
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0], resolve(entry), ...args];
try {
  await import(pathToFileURL(outfile).href);
} finally {
  const { rm } = await import('node:fs/promises');
  await rm(outfile, { force: true });
}
