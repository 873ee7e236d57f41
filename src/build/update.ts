import { mkdirSync, writeFileSync } from 'node:fs';
import { updateReadme } from './readme.ts';
import { schemaFiles } from './schema-files.ts';

// `npm run update`: everything generated that is committed, except goldens (vitest -u) and calibration (its own command).
mkdirSync('data/schema', { recursive: true });
const schemas = schemaFiles();
for (const [path, text] of schemas) writeFileSync(path, text);
process.stdout.write(`${schemas.size} schemas\n`);
process.stdout.write(updateReadme('README.md') ? 'README.md updated\n' : 'README.md was up to date\n');
