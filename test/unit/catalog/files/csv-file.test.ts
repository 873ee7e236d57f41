import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseCsv } from '../../../../src/catalog/files/csv-file.ts';
import { parseCsvRecords } from '../../../../src/catalog/files/csv-records.ts';
import { raw, shown } from '../a-folder.ts';

describe('CSV', () => {
  const schema = z.object({
    name: z.string().min(1),
    n: z.number(),
    note: z.string(),
    extra: z.number().optional(),
    yes: z.boolean().optional(),
    word: z.string().optional(),
    usual: z.number().default(7),
  });
  const read = (text: string) => parseCsv(raw('x.csv', text), schema);

  it('bears a column called like a part of every object', () => {
    expect(read('name,__proto__\n,\n').problems.map(shown)).not.toEqual([]);
    expect(read('name,toString\n,\n').problems.map(shown)).not.toEqual([]);
  });

  it('becomes rows by its header, cells as their types', () => {
    const { rows, lines, header, records, problems } = read(
      '\ufeffname , n,note,extra,yes,word\na,1.5,,,,\n\n"b, c",-2e3,"x ""y""",3,true,w\nd,.5,z,,false,\n',
    );
    expect(rows).toEqual([
      { name: 'a', n: 1.5, note: '', usual: 7 },
      { name: 'b, c', n: -2000, note: 'x "y"', extra: 3, yes: true, word: 'w', usual: 7 },
      { name: 'd', n: 0.5, note: 'z', yes: false, usual: 7 },
    ]);
    expect(lines).toEqual([2, 4, 5]);
    expect(header).toEqual(['name', 'n', 'note', 'extra', 'yes', 'word']);
    expect(records[1]).toMatchObject({ name: 'b, c', n: '-2e3' });
    expect(problems).toEqual([]);
  });
  it('takes numbers as programs write them', () => {
    const cells = ['12.25', '.25', '-7', '+7', '1e12', '1.5E-3', ' 8 ', '0'];
    const { rows } = read(`name,n,note\n${cells.map((n) => `a,${n},\n`).join('')}`);
    expect(rows.map((r) => r.n)).toEqual([12.25, 0.25, -7, 7, 1e12, 0.0015, 8, 0]);
    for (const n of ['1 2', 'e5', '1e', '.', '1e1.5', 'Infinity', '1_000'])
      expect(read(`name,n,note\na,${n},\n`).problems, n).toHaveLength(1);
  });
  it('keeps good rows and says the place of bad cells', () => {
    const { rows, problems } = read('name,n,note\na,1,x\nb,two,x\n"c, d",0x10,x\ne,1.2.3,x\nf,5.,x\n');
    expect(rows.map((r) => r.name)).toEqual(['a', 'f']);
    expect(problems.map((p) => `${p.line}:${p.column} ${p.path}`)).toEqual(['3:3 n', '4:8 n', '5:3 n']);
  });
  it('has every column that is needed, and says so once', () => {
    const may = 'The header is name,n,note. It may also name extra, yes, word, usual.';
    expect(read('name,note\na,x\nb,y\n').problems.map(shown)).toEqual([`1:1 : the header lacks n ${may}`]);
    expect(read('name\na\n').problems.map(shown)).toEqual([`1:1 : the header lacks n, note ${may}`]);
    expect(read('name,n,note,n\na,1,x,2\n').problems.map(shown)).toEqual([
      `1:1 : the header has "n" twice ${may}`,
    ]);
    expect(read('name,n,note\n,1,x\n,2,x\n').problems).toHaveLength(2);
  });
  it.each([
    ['one row', 'a,1,x\n'],
    ['two rows', 'a,1,x\nb,2,y\n'],
    ['unequal rows', 'a,1,x\nb,2\n'],
    ['nothing', ''],
  ])('without a header is refused once, before its rows: %s', (_what, text) => {
    expect(read(text).rows).toEqual([]);
    expect(read(text).problems.map(shown)).toEqual([
      '1:1 : the first line is no header: it names none of the columns The header is name,n,note. It may also name extra, yes, word, usual.',
    ]);
  });
  it('has no column that its schema does not know, where that is strict', () => {
    const strict = z.strictObject({ name: z.string(), note: z.string() });
    expect(parseCsv(raw('x.csv', 'name,nota\na,b\nc,d\n'), strict).problems.map(shown)).toEqual([
      '1:1 : the header has an unknown column "nota" (note?), and lacks note The header is name,note.',
    ]);
    expect(read('name,n,note,mine\na,1,x,y\n').problems).toEqual([]);
  });
  it('says what is no number, as it was written', () => {
    expect(read('name,n,note\na,"1,9o9",x\n').problems.map(shown)).toEqual([
      '2:3 n: "1,9o9" is no number Write digits alone: 1999.5.',
    ]);
  });
  it('tells each row with too few or too many cells, and judges the others', () => {
    const { rows, problems } = read('name,n,note\na,1,x\nb,2\nc,three,x\nd,4,x,y\ne,5,x\n');
    expect(rows.map((r) => r.name)).toEqual(['a', 'e']);
    expect(problems.map(shown)).toEqual([
      '3:1 : the row has 2 cells, the header 3 A cell with nothing in it keeps its comma.',
      '4:3 n: "three" is no number Write digits alone: 1999.5.',
      '5:1 : the row has 4 cells, the header 3 A cell with a comma in it stands in quotes: "a, b".',
    ]);
    const { records } = parseCsvRecords(raw('x.csv', 'a,b\n1,2\n1\n3,4\n'));
    expect(records.map((r) => r.fields)).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
    const many = parseCsvRecords(raw('x.csv', `a,b\n${'1\n'.repeat(500)}`)).problems;
    expect(many).toHaveLength(100);
    expect(many[0]).toMatchObject({ file: 'my/x.csv', line: 2, column: 1, path: '' });
  });
  it('with a hundred faults is read no further, and says so', () => {
    const { rows, problems } = read(`name,n,note\n${'a,x,\n'.repeat(100)}b,2,\n`);
    expect(problems).toHaveLength(101);
    expect(problems.slice(99).map(shown)).toEqual([
      '101:3 n: "x" is no number Write digits alone: 1999.5.',
      '102:1 : there are more faults from here on Mend the ones above first.',
    ]);
    expect(rows).toEqual([]);
    expect(read(`name,n,note\n${'a,x,\n'.repeat(99)}b,2,\n`).rows).toHaveLength(1);
  });
  it('whose quotes never close has that fault alone, where they open', () => {
    const { records, problems } = parseCsvRecords(raw('x.csv', 'a,b\n1,2\n"3,4\n'));
    expect(records).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(3);
  });
  it.each([
    ['semicolons', 'name;n;note\na;1,5;x\n'],
    ['tabs', '"name"\t"n"\t"note"\na\t1\tx\n'],
  ])('separated by %s is told as that, once', (word, text) => {
    expect(read(text).problems.map(shown)).toEqual([
      `1:1 : the columns are separated by ${word} Save it with commas between the columns, and with a point in the numbers: 1999.5.`,
    ]);
  });
  it('knows the column of each cell', () => {
    const { records } = parseCsvRecords(raw('x.csv', 'a, b\n"x,y",z\n'));
    expect(records[0]?.columnOf('b')).toBe(7);
    expect(records[0]?.columnOf('a')).toBe(1);
    expect(records[0]?.columnOf('none')).toBe(1);
    expect(parseCsvRecords(raw('x.csv', 'a,b\n')).header).toEqual(['a', 'b']);
  });
});
