import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemaFiles } from '../../src/build/schema-files.ts';
import { readFolder } from '../../src/catalog/files/read-folder.ts';

const files = schemaFiles();
const settings = JSON.parse(readFileSync('.vscode/settings.json', 'utf8')) as {
  'yaml.schemas': Record<string, string>;
};
const mapped = Object.entries(settings['yaml.schemas']).map(([schema, glob]) => ({
  schema: schema.replace('./', ''),
  glob: new RegExp(`^${glob.replaceAll('.', '\\.').replace('*', '[^/]+')}$`),
}));
/** Made by a command, or read only when measurements are imported. */
const GENERATED = /^data\/(?:calibration|measurements)/;
const yaml = readFolder('data', 'data').files.filter(
  (f) => f.path.endsWith('.yaml') && !GENERATED.test(f.shown),
);

describe('JSON Schemas for editors', () => {
  it.each([...files])('%s is what the schemas generate: `npm run update` after a change', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('are all that lies beside them', () => {
    expect(
      readdirSync('data/schema')
        .map((name) => `data/schema/${name}`)
        .sort(),
    ).toEqual([...files.keys()].sort());
  });

  it('refuse unknown keys and ask for what has no default', () => {
    const device = JSON.parse(files.get('data/schema/device.schema.json') ?? '{}') as Record<string, unknown>;
    expect(device['additionalProperties']).toBe(false);
    expect(device['required']).toEqual(['name', 'vendor', 'kind', 'family', 'memory', 'sources']);
  });

  it('are named in the first line of every file, and by the folder settings alike', () => {
    expect(yaml.length).toBeGreaterThan(900);
    const wrong = yaml.filter(({ shown, text }) => {
      const own = /^# yaml-language-server: \$schema=(?:\.\.\/)?(schema\/.+)\n/.exec(text)?.[1];
      const folder = mapped.filter(({ glob }) => glob.test(shown)).map(({ schema }) => schema);
      return folder.length !== 1 || folder[0] !== `data/${own}` || !files.has(folder[0]);
    });
    expect(wrong.map((f) => f.shown)).toEqual([]);
  });
});
