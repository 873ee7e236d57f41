import { describe, expect, it } from 'vitest';
import { cutRows } from '../../../src/report/grid/cut.ts';
import { escapeMarkdown, type Grid, gridIn, gridText } from '../../../src/report/grid/grid.ts';
import { ascii, wrap } from '../../../src/report/wrap.ts';

const grid: Grid = {
  columns: [
    { title: 'NAME', priority: 0, short: ['one', 'twenty-two'] },
    { title: 'PRICE', right: true, priority: 1 },
    { title: 'NOTE', priority: 5 },
  ],
  rows: [
    ['one, with a long tail', '$9', 'a remark'],
    ['twenty-two', '$1,000', 'b'],
  ],
};
const at = (width: number | undefined) => gridText(grid, { colour: 0, width, unicode: true }).split('\n');

describe('cells that are cut', () => {
  const column = (cells: string[], width: number, unicode: boolean) =>
    cutRows(
      cells.map((cell) => [cell]),
      [width],
      { unicode },
    ).flat();
  const cutTo = (width: number, ...cells: string[]) => column(cells, width, true);
  it('end in what is no part of a name where there are no letters beyond ASCII', () => {
    expect(column(['Flash-Next 17.5B', 'One'], 14, false)).toEqual(['Flash-Next 1..', 'One']);
  });
  it('lose their ends, where what is left tells them apart', () => {
    expect(cutTo(8, 'one and a half', 'two and a half', 'three')).toEqual(['one and…', 'two and…', 'three']);
  });
  it('lose what they have in common, where they would look alike', () => {
    expect(cutTo(16, 'Card of a maker 16GB, tower', 'Card of a maker 16GB, used')).toEqual([
      'Card of a…tower',
      'Card of a m…used',
    ]);
    expect(cutTo(12, 'Card 9000 Ti 16GB, old', 'Card 9000 Ti 16GB, old')).toEqual([
      'Card 9000 T…',
      'Card 9000 T…',
    ]);
  });
  it('never are wider than there is room for', () => {
    for (let width = 3; width < 40; width++)
      for (const cell of cutTo(
        width,
        'Card of a maker, long tower name',
        'Card of a maker, long shelf name',
        'Card',
      ))
        expect(cell.length).toBeLessThanOrEqual(width);
  });
});

describe('a grid', () => {
  it('lines up, figures to the right, and cuts nothing without a width', () => {
    expect(at(undefined)).toEqual([
      'NAME                    PRICE  NOTE',
      'one, with a long tail      $9  a remark',
      'twenty-two             $1,000  b',
    ]);
  });
  it('shortens before it drops', () => {
    expect(at(30)).toEqual([
      'NAME         PRICE  NOTE',
      'one             $9  a remark',
      'twenty-two  $1,000  b',
    ]);
  });
  it('drops the least important column, says which, and then has room for full names again', () => {
    const wordy: Grid = { ...grid, rows: grid.rows.map(([a = '', b = '']) => [a, b, 'x'.repeat(40)]) };
    expect(gridText(wordy, { colour: 0, width: 30, unicode: true }).split('\n')).toEqual([
      'NAME                    PRICE',
      'one, with a long tail      $9',
      'twenty-two             $1,000',
      'No room here for NOTE.',
    ]);
  });
  it('cuts last, and shows the cut', () => {
    const long: Grid = { columns: grid.columns.slice(1), rows: [['$5', 'a remark that goes on and on']] };
    const cut = (unicode: boolean) => gridText(long, { colour: 0, width: 28, unicode }).split('\n')[1];
    expect(cut(true)).toBe('   $5  a remark that goes o…');
    expect(cut(false)).toBe('   $5  a remark that goes..');
  });
  it('never cuts an id', () => {
    const ids: Grid = { columns: [{ title: 'ID', priority: 0, whole: true }], rows: [['a-very-long-id']] };
    expect(gridText(ids, { colour: 0, width: 20, unicode: true })).toContain('a-very-long-id');
  });
  it('has tabs for pipes and escapes for Markdown', () => {
    const as = (format: 'plain' | 'markdown', ...row: string[]) =>
      gridIn({ ...grid, rows: [row] }, format, { colour: 0, width: undefined, unicode: true });
    expect(as('plain', 'a\tb', 'c', 'd')).toBe('a b\tc\td');
    expect(as('markdown', 'a|b', '**', '<i>').split('\n').at(-1)).toBe('| a\\|b | \\*\\* | \\<i> |');
  });
});

describe('wrapped text', () => {
  it('breaks at spaces, and longer words after their hyphens', () => {
    expect(wrap('aa bb cc dd ee ff', 10)).toEqual(['aa bb cc', 'dd ee ff']);
    expect(wrap('an-extremely-long-word x', 10)).toEqual(['an-', 'extremely-', 'long-word', 'x']);
  });
  it('never breaks an address', () => {
    expect(wrap('see https://a.example/now-available-3999-edge of May', 12)).toEqual([
      'see',
      'https://a.example/now-available-3999-edge',
      'of May',
    ]);
  });
  it('keeps a figure with its unit', () => {
    expect(wrap('it wins in 30 % of them', 13)).toEqual(['it wins in', '30 % of them']);
    expect(wrap('about 48 tok/s here', 12)).toEqual(['about', '48 tok/s', 'here']);
    expect(wrap('NVMe SSD 2 TB', 11)).toEqual(['NVMe SSD', '2 TB']);
  });
  it('keeps a star with what it stands for', () => {
    expect(wrap('meanwhile. * old price.', 12)).toEqual(['meanwhile.', '* old price.']);
  });
  it('finds look-alikes in ASCII', () => {
    expect(ascii('48–56 “x” … 4× ’ café ≥ 日')).toBe('48-56 "x" ... 4x \' cafe >= ?');
  });
});

describe('Markdown', () => {
  it.each([
    ['$3,849*', '$3,849*'],
    ['of 2026-09-11 [a-source]', 'of 2026-09-11 [a-source]'],
    ['tokens. * old price.', 'tokens. * old price.'],
    ['gpt_oss_120b', 'gpt_oss_120b'],
    ['a | b', 'a \\| b'],
    ['*bold* words', '\\*bold\\* words'],
    ['* not a list', '\\* not a list'],
    ['[text](address)', '\\[text\\](address)'],
    ['[x] done', '\\[x] done'],
    ['<b>', '\\<b>'],
    ['`code`', '\\`code\\`'],
    ['# heading', '\\# heading'],
  ])('%s', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));
});
