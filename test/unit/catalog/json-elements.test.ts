import { describe, expect, it } from 'vitest';
import { breakingPoint, elementLines, placeOf } from '../../../src/catalog/json-places.ts';

describe('places in JSON', () => {
  it('are the lines of the elements of a list', () => {
    expect(elementLines('[\n  {"a": [1,\n 2]},\n\n  {"b": "],["},\n 3\n]')).toEqual([2, 5, 6]);
    expect(elementLines('[{"a\\"": 1}, 2]')).toEqual([1, 1]);
    expect(elementLines('[]')).toEqual([]);
  });
  it('are where it stops to be JSON', () => {
    expect(breakingPoint('[1, 2')).toBe(5);
    expect(breakingPoint('[1, 2]')).toBe(6);
    expect(breakingPoint('[1, x]')).toBe(4);
    expect(breakingPoint('{"a": 1 "b"}')).toBe(8);
    expect(breakingPoint('["abc')).toBe(5);
  });
  it('are lines and columns from one', () => {
    expect(placeOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(placeOf('ab\ncd', 3)).toEqual({ line: 2, column: 1 });
    expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });
});
