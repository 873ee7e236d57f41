import { mkdirSync, writeFileSync } from 'node:fs';
import { FILE_KINDS, jsonSchema } from '../schema/json-schema.ts';
import { updateReadme } from './readme.ts';

// `npm run update`: everything generated that is committed, except goldens (vitest -u) and calibration (its own command).
mkdirSync('data/schema', { recursive: true });
for (const kind of FILE_KINDS)
  writeFileSync(`data/schema/${kind}.schema.json`, `${JSON.stringify(jsonSchema(kind), null, 2)}\n`);
process.stdout.write(`${FILE_KINDS.length} schemas\n`);
process.stdout.write(updateReadme('README.md') ? 'README.md updated\n' : 'README.md was up to date\n');
