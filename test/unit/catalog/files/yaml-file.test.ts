import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../../src/catalog/files/yaml-file.ts';
import { raw, shown } from '../a-folder.ts';

describe('YAML', () => {
  const read = (text: string) => parseYaml(raw('x.yaml', text));
  const faults = (text: string) => read(text).problems.map(shown);

  it('is the core schema: dates and words stay text', () => {
    const { value, problems } = read('\ufeffday: 2026-01-02\nno: no\nn: 1.5\nlist: [a, 2]\n');
    expect(value).toEqual({ day: '2026-01-02', no: 'no', n: 1.5, list: ['a', 2] });
    expect(problems).toEqual([]);
  });
  it('knows the place of every path, of its key or its value', () => {
    const { locate } = read('a:\n  b: 1\n  list:\n    - x\n    - y: z\n');
    expect(locate(['a', 'b'])).toEqual({ line: 2, column: 6 });
    expect(locate(['a', 'b'], true)).toEqual({ line: 2, column: 3 });
    expect(locate(['a', 'list', 0])).toEqual({ line: 4, column: 7 });
    expect(locate(['a', 'list', 1, 'y'])).toEqual({ line: 5, column: 10 });
    expect(locate(['a', 'list', 1, 'y'], true)).toEqual({ line: 5, column: 7 });
    expect(locate([])).toEqual({ line: 1, column: 1 });
    // What is not there is where its nearest ancestor is.
    expect(locate(['a', 'none'])).toEqual({ line: 2, column: 3 });
    expect(locate(['a', 'b', 'deeper'])).toEqual({ line: 2, column: 6 });
    expect(locate(['a', 'list', 7])).toEqual({ line: 4, column: 5 });
    expect(locate(['a', 'list', 'word'])).toEqual({ line: 4, column: 5 });
    expect(read('').locate(['a'])).toEqual({ line: 1, column: 1 });
  });
  it('has each key once, and no aliases', () => {
    expect(faults('a: 1\nb: 2\na: 3\n')).toEqual(['3:1 : Map keys must be unique']);
    expect(faults('a: 1\nb:\n  a: 1\n')).toEqual([]);
    expect(faults('a: &x 1\nb: *x\n')).toEqual([
      '2:4 : YAML aliases (*name) are not allowed in data files Write the value out.',
    ]);
    expect(read('a: 1\na: 2\n').value).toBeUndefined();
  });
  it("that breaks off is complained about at the place, without the parser's own", () => {
    const [fault] = faults('a: 1\nb: [1, 2\n');
    expect(fault).toMatch(/^\d+:\d+ : /);
    expect(fault).not.toMatch(/ at line/);
    expect(fault).not.toContain('\n');
  });
  it('is not nested beyond reason', () => {
    expect(faults(`a: ${'['.repeat(32)}${']'.repeat(32)}`)).toEqual([]);
    expect(faults(`a: ${'['.repeat(33)}${']'.repeat(33)}`)).toEqual([
      '1:1 : nests deeper than 32 levels Flatten it.',
    ]);
    expect(faults(`a: ${'{'.repeat(33)}`)).toEqual(['1:1 : nests deeper than 32 levels Flatten it.']);
    // Brackets beside each other are not deep.
    expect(faults(`a: [${'[],'.repeat(50)}[]]`)).toEqual([]);
    expect(faults(`${'- '.repeat(33)}x`)).toHaveLength(1);
    const steps = (n: number) => Array.from({ length: n }, (_, i) => `${' '.repeat(i)}k:`).join('\n');
    expect(faults(steps(64))).not.toContain('1:1 : nests deeper than 32 levels Flatten it.');
    expect(faults(steps(66))).toEqual(['1:1 : nests deeper than 32 levels Flatten it.']);
    expect(read(steps(66)).locate(['k'])).toEqual({ line: 1, column: 1 });
    expect(read(steps(66)).value).toBeUndefined();
  });
});
