import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFolder } from '../../../../src/catalog/files/read-folder.ts';
import { folderWith } from '../../../fixtures/folder-with.ts';
import { shown } from '../a-folder.ts';

describe('a folder', () => {
  it('is read in the order of its paths, YAML and CSV alone', () => {
    const root = folderWith({
      'b.yaml': 'b',
      'a/z.csv': 'z',
      'a/y.yml': 'y',
      'a/x.txt': 'x',
      '.hidden.yaml': 'h',
      'schema/s.yaml': 's',
      'node_modules/n.yaml': 'n',
      yaml: 'w',
      'a.yaml.bak': 'v',
    });
    const { files, problems } = readFolder(root, 'data');
    expect(files).toEqual([
      { path: 'a/y.yml', shown: join('data', 'a', 'y.yml'), text: 'y' },
      { path: 'a/z.csv', shown: join('data', 'a', 'z.csv'), text: 'z' },
      { path: 'b.yaml', shown: join('data', 'b.yaml'), text: 'b' },
    ]);
    expect(problems).toEqual([]);
    expect(readFolder(root).files[2]?.shown).toBe(join(root, 'b.yaml'));
  });
  it('is read four folders deep, and through no link to a folder', () => {
    const root = folderWith({ '1/2/3/4/deep.yaml': 'd', '1/2/3/4/5/deeper.yaml': 'e' });
    symlinkSync(root, join(root, 'loop'));
    const { files, problems } = readFolder(root, 'data');
    expect(files.map((f) => f.path)).toEqual(['1/2/3/4/deep.yaml']);
    expect(problems).toEqual([]);
  });
  it('that is not there, or holds what nobody can read, is complained about', () => {
    expect(readFolder('/no/such/folder').problems.map(shown)).toEqual([
      '0:0 : cannot read this folder: ENOENT Check that it exists and is readable.',
    ]);
    const root = folderWith({
      'big.yaml': 'x'.repeat(8 * 1024 * 1024 + 1),
      'fine.yaml': 'x'.repeat(8 * 1024 * 1024),
      'dir/x.yaml': '',
    });
    symlinkSync(join(root, 'nowhere'), join(root, 'gone.yaml'));
    symlinkSync(join(root, 'dir'), join(root, 'folder.yaml'));
    const { files, problems } = readFolder(root, 'data');
    expect(files.map((f) => f.path)).toEqual(['dir/x.yaml', 'fine.yaml']);
    expect(problems.map((p) => `${p.file} ${shown(p)}`)).toEqual([
      `${join('data', 'big.yaml')} 0:0 : is 8 MB; data files end at 8 MiB Split it or remove what does not belong.`,
      `${join('data', 'folder.yaml')} 0:0 : is not a regular file Replace it by a YAML or CSV file.`,
      `${join('data', 'gone.yaml')} 0:0 : cannot be read: ENOENT Check the file and its permissions.`,
    ]);
  });
});
