import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../../src/build/bundled-licences.ts';

describe('the package that a bundled file belongs to', () => {
  it.each([
    ['/home/x/node_modules/chalk/source/index.js', '/home/x/node_modules/chalk'],
    ['/x/node_modules/a/node_modules/@b/c/d.js', '/x/node_modules/a/node_modules/@b/c'],
    ['C:\\x\\node_modules\\@b\\c\\lib\\d.js', 'C:\\x\\node_modules\\@b\\c'],
    ['/home/x/src/cli/index.ts', null],
  ])('%s', (file, folder) => {
    expect(packageFolder(file)).toBe(folder);
  });
});
