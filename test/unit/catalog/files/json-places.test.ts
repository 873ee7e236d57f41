import { describe, expect, it } from 'vitest';
import { breakingPoint, elementLines, placeOf } from '../../../../src/catalog/files/json-places.ts';

describe('where things stand in JSON', () => {
  it('finds the line of each element of the outermost array, whatever stands inside', () => {
    expect(elementLines('[\n  {"a": "]\\"[{\\n"},\n\n  {"b": [\n{"c": 1}, 2]}, 3,\n"x"\n]')).toEqual([
      2, 4, 5, 6,
    ]);
    expect(elementLines('[{"a":1},{"a":2},\n[]]')).toEqual([1, 1, 2]);
    expect(elementLines('[\n  {"a": [1,\n 2]},\n\n  {"b": "],["},\n 3\n]')).toEqual([2, 5, 6]);
    expect(elementLines('[{"a\\"": 1}, 2]')).toEqual([1, 1]);
    expect(elementLines('[ \n ]')).toEqual([]);
  });

  it('stays on its line where an array of thousands is indented', () => {
    const count = 60_000;
    const text = JSON.stringify(Array(count).fill({ a: 1 }), null, 2);
    expect(elementLines(text).at(-1)).toBe(2 + 3 * (count - 1));
  });

  it.each([
    ['a word that is none', '[{"a": 1},\n {"a": nan}]', 2, 9],
    ['a comma too many', '[{"a": 1},, {"a": 2}]', 1, 11],
    [
      'a bare word in a long line',
      `[{"a": "${'x'.repeat(60)}",\n"b": oops, "c": "${'y'.repeat(60)}"}]`,
      2,
      6,
    ],
    ['a missing comma', '[{"a": 1}\n{"a": 2}]', 2, 1],
    ['an end that is missing', '[{"a": 1},\n{"a": "b', 2, 9],
    ['something behind the end', '[1]\n[2]', 2, 1],
  ])('names the place of %s', (_, text, line, column) => {
    expect(placeOf(text, breakingPoint(text))).toEqual({ line, column });
  });

  it('counts the characters up to where it stops to be JSON', () => {
    expect(breakingPoint('[1, 2')).toBe(5);
    expect(breakingPoint('[1, 2]')).toBe(6);
    expect(breakingPoint('[1, x]')).toBe(4);
    expect(breakingPoint('{"a": 1 "b"}')).toBe(8);
    expect(breakingPoint('["abc')).toBe(5);
  });

  it('counts lines and columns from one', () => {
    expect(placeOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(placeOf('ab\ncd', 3)).toEqual({ line: 2, column: 1 });
    expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });

  it('finds no fault in a beginning of JSON', () => {
    const text = '[{"a": -1.5e-3, "b\\u00e9": [true, false, null, "\\\\"]}]';
    for (let end = 0; end <= text.length; end++) expect(breakingPoint(text.slice(0, end))).toBe(end);
  });
});
