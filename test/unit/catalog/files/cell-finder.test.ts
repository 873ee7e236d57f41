import { describe, expect, it } from 'vitest';
import { cellFinder } from '../../../../src/catalog/files/cell-finder.ts';

const columnOf = cellFinder({
  path: 'a.csv',
  shown: 'a.csv',
  text: '\uFEFFitem,note,amount\r\nx,"one, ""two"", three",5\r\ny,,7\n',
});

describe('cellFinder', () => {
  it.each([
    [2, 'item', 1],
    [2, 'note', 3],
    [2, 'amount', 25],
    [3, 'note', 3],
    [3, 'amount', 4],
  ])('line %i, %s starts at %i', (line, name, column) => expect(columnOf(line, name)).toBe(column));

  it('falls back to the start of the line', () => {
    expect(columnOf(2, 'no such column')).toBe(1);
    expect(columnOf(99, 'item')).toBe(1);
  });
});
