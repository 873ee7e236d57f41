import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkFolder } from '../../../src/catalog/check-folder.ts';
import { collect } from '../../../src/catalog/collections.ts';
import { compile } from '../../../src/catalog/compile.ts';
import { parseCsv } from '../../../src/catalog/csv-file.ts';
import { parseCsvRecords } from '../../../src/catalog/csv-records.ts';
import { breakingPoint, elementLines, placeOf } from '../../../src/catalog/json-places.ts';
import { overlayFolder } from '../../../src/catalog/overlay.ts';
import { parseFiles } from '../../../src/catalog/parse-files.ts';
import { readFolder } from '../../../src/catalog/read-folder.ts';
import { readTable } from '../../../src/catalog/replay-table.ts';
import { problemsOf } from '../../../src/catalog/validate.ts';
import { parseYaml } from '../../../src/catalog/yaml-file.ts';
import type { Catalog } from '../../../src/schema/catalog.ts';
import { DataError, type DataProblem, UsageError } from '../../../src/schema/errors.ts';

const raw = (path: string, text: string) => ({ path, shown: `my/${path}`, text });
/** line:column path: message hint */
const shown = (p: DataProblem) =>
  `${p.line}:${p.column} ${p.path}: ${p.message}${p.hint ? ` ${p.hint}` : ''}`;

/** A folder that goes away again. */
function withFolder<T>(files: Record<string, string>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'advise-files-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('a folder', () => {
  it('is read in the order of its paths, YAML and CSV alone', () => {
    const files = {
      'b.yaml': 'b',
      'a/z.csv': 'z',
      'a/y.yml': 'y',
      'a/x.txt': 'x',
      '.hidden.yaml': 'h',
      'schema/s.yaml': 's',
      'node_modules/n.yaml': 'n',
      yaml: 'w',
      'a.yaml.bak': 'v',
    };
    withFolder(files, (root) => {
      const { files, problems } = readFolder(root, 'data');
      expect(files).toEqual([
        { path: 'a/y.yml', shown: join('data', 'a', 'y.yml'), text: 'y' },
        { path: 'a/z.csv', shown: join('data', 'a', 'z.csv'), text: 'z' },
        { path: 'b.yaml', shown: join('data', 'b.yaml'), text: 'b' },
      ]);
      expect(problems).toEqual([]);
      expect(readFolder(root).files[2]?.shown).toBe(join(root, 'b.yaml'));
    });
  });
  it('is read four folders deep, and through no link to a folder', () => {
    withFolder({ '1/2/3/4/deep.yaml': 'd', '1/2/3/4/5/deeper.yaml': 'e' }, (root) => {
      symlinkSync(root, join(root, 'loop'));
      const { files, problems } = readFolder(root, 'data');
      expect(files.map((f) => f.path)).toEqual(['1/2/3/4/deep.yaml']);
      expect(problems).toEqual([]);
    });
  });
  it('that is not there, or holds what nobody can read, is complained about', () => {
    expect(readFolder('/no/such/folder').problems.map(shown)).toEqual([
      '0:0 : cannot read this folder: ENOENT Check that it exists and is readable.',
    ]);
    withFolder(
      {
        'big.yaml': 'x'.repeat(8 * 1024 * 1024 + 1),
        'fine.yaml': 'x'.repeat(8 * 1024 * 1024),
        'dir/x.yaml': '',
      },
      (root) => {
        symlinkSync(join(root, 'nowhere'), join(root, 'gone.yaml'));
        symlinkSync(join(root, 'dir'), join(root, 'folder.yaml'));
        const { files, problems } = readFolder(root, 'data');
        expect(files.map((f) => f.path)).toEqual(['dir/x.yaml', 'fine.yaml']);
        expect(problems.map((p) => `${p.file} ${shown(p)}`)).toEqual([
          `${join('data', 'big.yaml')} 0:0 : is 8 MB; data files end at 8 MiB Split it or remove what does not belong.`,
          `${join('data', 'folder.yaml')} 0:0 : is not a regular file Replace it by a YAML or CSV file.`,
          `${join('data', 'gone.yaml')} 0:0 : cannot be read: ENOENT Check the file and its permissions.`,
        ]);
      },
    );
  });
});

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
  it('keeps good rows and says the place of bad cells', () => {
    const { rows, problems } = read('name,n,note\na,1,x\nb,two,x\n"c, d",0x10,x\ne,1.2.3,x\nf,5.,x\n');
    expect(rows.map((r) => r.name)).toEqual(['a', 'f']);
    expect(problems.map((p) => `${p.line}:${p.column} ${p.path}`)).toEqual(['3:3 n', '4:8 n', '5:3 n']);
  });
  it('has every column that is needed, and says so once', () => {
    const may = 'The header is name,n,note. It may also name extra, yes, word, usual.';
    expect(read('name,note\na,x\nb,y\n').problems.map(shown)).toEqual([`1:1 : the header lacks n ${may}`]);
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
  it('whose quotes never close has that fault alone', () => {
    const { records, problems } = parseCsvRecords(raw('x.csv', 'a,b\n1,2\n"3,4\n'));
    expect(records).toEqual([]);
    expect(problems).toHaveLength(1);
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

describe('a table to be replayed', () => {
  const schema = z.object({
    device: z.string().min(1),
    model: z.string().min(1),
    tok_s: z.number(),
    notes: z.string().default(''),
  });
  const read = (text: string) => readTable({ name: 't.csv', text }, schema, ['notes']);
  const faults = (text: string): string[] => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof DataError) return error.problems.map(shown);
    }
    return [];
  };
  it('has its rows with every cell as the file has it', () => {
    expect(read('device,model,tok_s,mine\na,b,1,x\n')).toEqual([
      {
        line: 2,
        row: expect.objectContaining({ device: 'a', model: 'b', tok_s: 1, notes: '' }),
        record: { device: 'a', model: 'b', tok_s: '1', mine: 'x' },
      },
    ]);
    expect(read('device,model,tok_s\n')).toEqual([]);
  });
  it('needs its columns, but for those that may be missing', () => {
    expect(faults('device,model\na,b\n')).toEqual([
      '1:2 tok_s: column "tok_s" is missing Its cells may be empty.',
    ]);
    expect(faults('model,mine\na,b\n')).toEqual([
      '1:2 : columns are missing: device, tok_s Their cells may be empty.',
    ]);
    expect(faults('device;model;tok_s\na;b;1,5\n')).toEqual([
      '1:1 : the columns are separated by semicolons Save it with commas between the columns, and with a point in the numbers: 1999.5.',
    ]);
    expect(faults('device,modle,tok_s\na,b,1\n')).toEqual([
      '1:2 modle: unknown column "modle" Did you mean "model"?',
    ]);
    expect(faults('device,model,tok_s,nots\na,b,1,c\n')).toEqual([
      '1:4 nots: unknown column "nots" Did you mean "notes"?',
    ]);
    expect(faults('device,model,tok_s,device\na,b,1,c\n')).toEqual([
      '1:4 device: column "device" is there twice',
    ]);
    expect(faults('dev\u0007ce,model,tok_s\na,b,1\n')).toEqual([
      '1:1 dev?ce: unknown column "dev?ce" Did you mean "device"?',
    ]);
  });
  it('is not empty', () => {
    for (const text of ['', '\n', '\ufeff'])
      expect(faults(text)).toEqual(['1:1 : the file is empty The header is device,model,tok_s,notes.']);
    expect(faults('modle,tok_s,device')).toHaveLength(1);
  });
  it('tells a row that lacks a cell like any other fault', () => {
    expect(faults('device,model,tok_s\na,b\nc,d,fast\n').map((f) => f.split(' ')[0])).toEqual(['2:1', '3:5']);
  });
  it('tells every bad cell, and what to do', () => {
    expect(
      faults('device,model,tok_s\na,b,fast\nc,,1\n').map((f) => f.split(':').slice(0, 2).join(':')),
    ).toEqual(['2:5 tok_s', '3:3 model']);
    expect(() => read('device,model,tok_s\na,b,fast\n')).toThrow(
      expect.objectContaining({ hint: 'Fix the places named and run it again.' }),
    );
  });
});

describe('what a schema says', () => {
  const inner = z.strictObject({ kind: z.enum(['box', 'rig']), size: z.number() });
  const schema = z.strictObject({
    one: inner,
    list: z.array(inner).optional(),
    named: z.record(z.string(), inner).default({}),
    either: z.union([z.number(), z.strictObject({ low: z.number(), high: z.number() })]).optional(),
    later: z.lazy(() => inner).optional(),
  });
  const said = (value: unknown) => {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) return [];
    return problemsOf(raw('x.yaml', ''), parsed.error, schema, (path, onKey) => ({
      line: path.length,
      column: onKey ? 1 : 2,
    })).map(shown);
  };
  const good = { kind: 'box', size: 1 };

  it('about keys nobody knows: their place, and the nearest that is known', () => {
    expect(said({ one: { ...good, sise: 2 } })).toEqual([
      '2:1 one.sise: unknown key "sise" Did you mean "size"?',
    ]);
    expect(said({ one: good, list: [good, { ...good, kin: 2 }] })).toEqual([
      '3:1 list.1.kin: unknown key "kin" Did you mean "kind"?',
    ]);
    expect(said({ one: good, named: { x: { ...good, completely: 2 } } })).toEqual([
      '3:1 named.x.completely: unknown key "completely" Known keys: kind, size.',
    ]);
    expect(said({ one: good, later: { ...good, sise: 2 } })).toEqual([
      '2:1 later.sise: unknown key "sise" Did you mean "size"?',
    ]);
    expect(said({ one: good, onw: 3 })).toEqual(['1:1 onw: unknown key "onw" Did you mean "one"?']);
  });
  it('about twenty of them at most, without signs that move a cursor', () => {
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`x${i}\u001b`, 1]));
    const lines = said({ one: { ...good, ...many } });
    expect(lines).toHaveLength(20);
    expect(lines[0]).toContain('unknown key "x0?"');
    expect(lines[0]).not.toContain('more');
    expect(lines[19]).toContain('unknown key "x19?", and 3 more');
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x${i}`, 1]));
    expect(said({ one: { ...good, ...twenty } })[19]).not.toContain('more');
  });
  it('about words, missing things and wrong types', () => {
    expect(said({ one: { kind: 'car', size: 1 } })).toEqual(['2:2 one.kind: "car" must be one of box, rig']);
    expect(said({ one: { kind: 'box' } })).toEqual(['2:2 one.size: "size" is missing (a number)']);
    expect(said({})).toEqual(['1:2 one: "one" is missing ("key: value" lines)']);
    expect(said({ one: { kind: 'box', size: 'x' } })).toEqual([
      '2:2 one.size: "x" is no number Write digits alone: 1999.5.',
    ]);
  });
  it('in words of its own, none of its library', () => {
    const strict = z.strictObject({
      amount: z.number().positive(),
      name: z.string().min(1),
      list: z.array(z.number()).min(1),
      share: z.number().max(1),
      whole: z.number().int(),
      code: z.string().regex(/^[A-Z]{3}$/),
      ids: z.record(z.string(), z.string()),
      list2: z.array(z.string()),
      own: z.number().refine((n) => n > 3, 'has a reason of its own'),
    });
    const value = {
      amount: -5,
      name: '',
      list: [],
      share: 2,
      whole: 1.5,
      code: 'usd',
      ids: 'x',
      list2: null,
      own: 1,
    };
    const parsed = strict.safeParse(value, { reportInput: true });
    const at = () => ({ line: 1, column: 1 });
    const issues = parsed.success ? [] : problemsOf(raw('x.yaml', ''), parsed.error, strict, at);
    expect(issues.map((p) => `${p.path}: ${p.message}`)).toEqual([
      'amount: must be more than 0',
      'name: must not be empty',
      'list: must have at least 1 entry',
      'share: must be at most 1',
      'whole: must be a whole number',
      'code: "usd" does not match /^[A-Z]{3}$/',
      'ids: must be "name: value" lines',
      'list2: "list2" has no value',
      'own: has a reason of its own',
    ]);
  });
  it('about the word that says which of several things it is', () => {
    const shape = (kind: string) => z.strictObject({ kind: z.literal(kind) });
    const either = z.discriminatedUnion('kind', [shape('text'), shape('image')]);
    const faults = (value: unknown) => {
      const { error } = either.safeParse(value, { reportInput: true });
      const at = () => ({ line: 1, column: 1 });
      return error ? problemsOf(raw('x.yaml', ''), error, either, at).map(shown) : [];
    };
    expect(faults({})).toEqual(['1:1 kind: "kind" is missing (one of text, image)']);
    expect(faults({ kind: 'txt' })).toEqual([
      '1:1 kind: "txt" must be one of text, image Did you mean "text"?',
    ]);
  });
  it('about the nearer of two forms', () => {
    expect(said({ one: good, either: { low: 1 } })[0]).toContain('either');
    expect(said({ one: good, either: 'x' })[0]).toMatch(/^1:2 either: "x" is no number/);
  });
});

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

const SOURCE = 's:\n  title: T\n  date: "2026-01-01"\n  kind: review\n';
const DEVICE =
  'name: Card\nvendor: nvidia\nkind: gpu\nfamily: f\nmemory:\n  kind: vram\n  capacity_gb: 24\nsources:\n  default: [s]\n';

describe('the files of a folder', () => {
  const parse = (files: Record<string, string>, base?: (folder: string, id: string) => object | undefined) =>
    parseFiles(
      Object.entries(files).map(([path, text]) => raw(path, text)),
      base,
    );
  const faults = (files: Record<string, string>) => parse(files).problems.map((p) => `${p.file} ${shown(p)}`);

  it('become things by their names, with their places', () => {
    const data = parse({
      'devices/card.yaml': DEVICE,
      'sources/a.yaml': SOURCE,
      'calibration/text.yaml': 'x: 1\n',
      'parts.yaml': 'parts: {}\n',
    });
    expect(data.problems).toEqual([]);
    expect(data.profiles.devices['card']).toMatchObject({ name: 'Card', vendor: 'nvidia' });
    expect(data.sources['s']).toMatchObject({ title: 'T' });
    expect(data.calibration).toEqual({ text: { x: 1 } });
    expect(data.singles['parts.yaml']).toEqual({ parts: {} });
    expect([...data.places.keys()]).toEqual(['devices/card', 'sources/s', 'parts.yaml']);
    expect(data.places.get('devices/card')?.file).toBe('my/devices/card.yaml');
    expect(data.places.get('devices/card')?.locate(['memory', 'capacity_gb'])).toEqual({
      line: 7,
      column: 16,
    });
    expect(data.places.get('sources/s')?.locate(['date'])).toEqual({ line: 3, column: 9 });
    expect([...data.unread]).toEqual([]);
  });
  it('may end in yml', () =>
    expect(Object.keys(parse({ 'devices/card.yml': DEVICE }).profiles.devices)).toEqual(['card']));

  it('have ids that are ids, each once', () => {
    expect(faults({ 'devices/My Card.yaml': DEVICE })).toEqual([
      'my/devices/My Card.yaml 1:1 : "My Card" cannot be an id A file name is lower-case letters, digits, ".", "_" and "-".',
    ]);
    expect(faults({ 'devices/card.yaml': DEVICE, 'devices/card.yml': DEVICE })).toEqual([
      'my/devices/card.yml 1:1 : "card" is defined twice Keep one of the files.',
    ]);
    expect(faults({ 'sources/a.yaml': SOURCE, 'sources/b.yaml': SOURCE })).toEqual([
      'my/sources/b.yaml 1:1 s: source "s" is defined twice Keep one of them.',
    ]);
  });
  it('of no kind are faults with the nearest kind, but for raw evidence and reports', () => {
    expect(faults({ 'device/card.yaml': DEVICE })).toEqual([
      'my/device/card.yaml 0:0 : belongs to no kind of data Did you mean "devices/"?',
    ]);
    expect(faults({ 'part.yaml': '' })).toEqual([
      'my/part.yaml 0:0 : belongs to no kind of data Did you mean "parts.yaml"?',
    ]);
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('Known: quants.yaml,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('devices/,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('prices/,');
    expect(faults({ 'zzzzzzzzzzzz.yaml': '' })[0]).toContain('sources/.');
    expect(faults({ 'devices/card.csv': '' })).toEqual([
      'my/devices/card.csv 0:0 : belongs to no kind of data Files in devices/ end in .yaml.',
    ]);
    expect(faults({ 'prices/x.yaml': '' })).toEqual([
      'my/prices/x.yaml 0:0 : belongs to no kind of data Files in prices/ are tables: give it a name that ends in .csv.',
    ]);
    for (const inherited of ['constructor/x.yaml', 'toString/x.csv', 'valueOf'])
      expect(faults({ [inherited]: '' })[0]).toContain('belongs to no kind of data Known: quants.yaml,');
    expect(faults({ 'sources/a.yaml': SOURCE.replace(/^\w+:/, 'constructor:') })).toEqual([]);
    expect(faults({ 'parts.yaml/x.yaml': 'parts: {}' })).toHaveLength(1);
    expect(faults({ 'measurements-raw/x.csv': '', 'import/the-report.yaml': '' })).toEqual([]);
    expect(faults({ 'measurements-raw.yaml': '' })).toHaveLength(1);
  });
  it('with faults define words that nobody else is blamed for', () => {
    const data = parse({
      'devices/card.yaml': 'name: 3\n',
      'parts.yaml': 'parts:\n  ram-64: {nmae: x}\n  "quoted": {}\n',
      'prices/p.csv': 'item\nx\n',
    });
    expect(data.unread).toContain('card');
    expect(data.unread).toContain('ram-64');
    expect(data.unread).toContain('quoted');
    expect(data.unread).not.toContain('item');
    expect(data.problems.some((p) => p.path === 'name')).toBe(true);
    expect(data.places.has('devices/card')).toBe(true);
  });
  it('say what they are instead of what they should be', () => {
    const hint = '`advise help data` says what a file holds.';
    expect(faults({ 'devices/a.yaml': '# later\n', 'devices/b.yaml': 'hello\n' })).toEqual([
      `my/devices/a.yaml 1:1 : the file is empty ${hint}`,
      `my/devices/b.yaml 1:1 : the file holds no "key: value" lines ${hint}`,
    ]);
    expect(faults({ 'devices/c.yaml': '\uFFFD\uFFFD' })).toEqual([
      `my/devices/c.yaml 1:1 : the file is no text in UTF-8 ${hint}`,
    ]);
    expect(faults({ 'devices/d.yaml': 'name: X\nkind: gpu\n' })).toContain(
      'my/devices/d.yaml 1:1 vendor: "vendor" is missing (one of nvidia, amd, apple, intel, tenstorrent, qualcomm, ampere, other)',
    );
    const misplaced = faults({ 'systems/e.yaml': 'devices:\n  - device: a\n   count: 1\n' });
    expect(misplaced).toHaveLength(1);
    expect(misplaced[0]).toContain('count the blanks before this one');
  });
  it('of prices say what the price of a new thing is called', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note\n';
    expect(faults({ 'prices/p.csv': `${header}x,,new,1,USD,US,2026-01-01,ok,s,\n` })[0]).toContain(
      'The price of a new one is "street"',
    );
  });
  it('lie over a catalogue field by field', () => {
    const below = {
      name: 'Card',
      vendor: 'nvidia',
      kind: 'gpu',
      family: 'f',
      memory: { kind: 'vram', capacity_gb: 24 },
      sources: { default: ['s'] },
    };
    const data = parse({ 'devices/card.yaml': 'memory:\n  capacity_gb: 48\n' }, (folder, id) =>
      folder === 'devices' && id === 'card' ? below : undefined,
    );
    expect(data.problems).toEqual([]);
    expect(data.profiles.devices['card']?.memory).toMatchObject({ kind: 'vram', capacity_gb: 48 });
    expect(parse({ 'devices/card.yaml': '3\n' }, () => below).problems).not.toEqual([]);
    expect(parse({ 'devices/card.yaml': '[1]\n' }, () => below).problems).not.toEqual([]);
  });
  it('of tables know the place of every row', () => {
    const csv =
      'item,config,kind,amount,currency,region,observed,trust,source,note\ncard,,street,100,USD,us,2026-01-02,ok,s,\ncard,,street,bad,USD,us,2026-01-02,ok,s,\ncard,,used,50,USD,us,2026-01-03,ok,s,\n';
    const data = parse({ 'prices/p.csv': csv });
    expect(data.tables.prices.map((o) => o.amount)).toEqual([100, 50]);
    expect(data.row_places.prices.map((p) => [p.file, p.line, p.columnOf('kind')])).toEqual([
      ['my/prices/p.csv', 2, 7],
      ['my/prices/p.csv', 4, 7],
    ]);
    expect(data.problems.map((p) => `${p.line}:${p.column}`)).toEqual(['3:14']);
  });
});

describe('the catalogue', () => {
  const parsed = () =>
    parseFiles([raw('devices/b.yaml', DEVICE), raw('devices/a.yaml', DEVICE), raw('sources/x.yaml', SOURCE)]);
  it('is in the order of ids, over the one below', () => {
    const all = collect(parsed(), {
      devices: { c: { id: 'c' }, a: { id: 'old' } },
      parts: { ram: { id: 'ram' } },
      offers: [{ item: 'below' }],
      memory_rules: [{ os: 'linux' }],
    } as never);
    expect(Object.keys(all.devices)).toEqual(['a', 'b', 'c']);
    expect(all.devices['a']).toMatchObject({ id: 'a', name: 'Card' });
    expect(Object.keys(all.parts)).toEqual(['ram']);
    expect(all.offers).toEqual([{ item: 'below' }]);
    expect(all.memory_rules).toEqual([{ os: 'linux' }]);
    expect(all.scoring).toBeUndefined();
  });
  it('needs its scoring, and knows its day and its content', () => {
    const all = collect(parsed());
    expect(() => compile(all)).toThrow('scoring.yaml is missing');
    const whole = {
      ...all,
      scoring: {} as never,
      offers: [{ observed: '2026-02-01' }, { observed: '2026-03-01' }] as never,
    };
    const catalog = compile(whole);
    expect(catalog).toMatchObject({ schema_version: 1, date: '2026-03-01' });
    expect(catalog.digest).toMatch(/^[0-9a-f]{12}$/);
    expect(compile(whole).digest).toBe(catalog.digest);
    expect(compile({ ...whole, devices: {} }).digest).not.toBe(catalog.digest);
    expect(compile(whole, { ...catalog, date: '2026-04-01' } as Catalog).date).toBe('2026-04-01');
    expect(compile({ ...whole, offers: [] }).date).toBe('');
  });
});

const MINE = DEVICE.replace('Card', 'Mine');

describe('an overlay', () => {
  /** The shipped judgement over one card: an overlay is checked together with what lies below. */
  const judgement = readFolder('data', 'data').files.filter((f) =>
    /^(?:scoring\.yaml|sources\/)/.test(f.path),
  );
  const base = compile(
    collect(parseFiles([...judgement, raw('devices/card.yaml', DEVICE), raw('sources/x.yaml', SOURCE)])),
  );
  const TODAY = '2026-11-20';
  it('changes what it names and nothing else, and leaves the catalogue as it was', () => {
    const before = JSON.stringify(base);
    withFolder(
      {
        'devices/card.yaml': 'memory:\n  capacity_gb: 48\n',
        'devices/mine.yaml': MINE,
      },
      (root) => {
        const laid = overlayFolder(base, root, TODAY);
        expect(laid.devices['card']).toMatchObject({ id: 'card', name: 'Card', memory: { capacity_gb: 48 } });
        expect(Object.keys(laid.devices)).toEqual(['card', 'mine']);
        expect(laid.sources).toEqual(base.sources);
        expect(checkFolder(base, root, TODAY, [])).toEqual({ problems: [], notes: [] });
      },
    );
    expect(JSON.stringify(base)).toBe(before);
  });
  it('with faults is refused with all of them', () => {
    withFolder(
      { 'devices/mine.yaml': MINE.replace('[s]', '[none]'), 'devices/card.yaml': 'memry: 3\n' },
      (root) => {
        expect(() => overlayFolder(base, root, TODAY)).toThrow(DataError);
        expect(checkFolder(base, root, TODAY, []).problems.map((p) => p.message)).toEqual([
          'unknown key "memry"',
          'no source "none"',
        ]);
      },
    );
  });
  it('may lie on a catalogue that is newer than the clock', () => {
    withFolder({ 'devices/mine.yaml': MINE.replace('kind: gpu', 'kind: gpu\nreleased: 2026') }, (root) => {
      expect(checkFolder(base, root, '2019-01-01', []).problems.map((p) => `${p.path} ${p.message}`)).toEqual(
        ['released 2026 is in the future'],
      );
    });
  });
  it('has its rows and what they name told together', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note';
    const text = `${header}\ncart,,street,"1,9o9",USD,US,2026-11-20,ok,z,\n`;
    withFolder({ 'prices/mine.csv': text }, (root) => {
      expect(
        checkFolder(base, root, TODAY, [])
          .problems.map((p) => `${p.line} ${p.path}`)
          .sort(),
      ).toEqual(['2 amount', '2 item', '2 source']);
    });
  });
  it('has prices in other currencies noted, not refused', () => {
    const header = 'item,config,kind,amount,currency,region,observed,trust,source,note';
    const rows = ['EUR', 'USD', 'GBP'].map((c) => `card,,used,100,${c},DE,2026-11-20,ok,s,`);
    withFolder({ 'prices/mine.csv': [header, ...rows].join('\n') }, (root) => {
      const { problems, notes } = checkFolder(base, root, TODAY, []);
      expect(problems).toEqual([]);
      expect(notes.map((n) => `${n.line}:${n.column} ${n.message}`)).toEqual([
        '2:16 2 prices are in EUR, GBP: shown, never used as a price',
      ]);
    });
  });
  it('is the whole folder: its inside and an empty one are told once', () => {
    withFolder({ 'devices/a.yaml': MINE, 'devices/b.yaml': MINE }, (root) => {
      const { problems } = checkFolder(base, join(root, 'devices'), TODAY, []);
      expect(problems.map((p) => p.message)).toEqual(['this is the inside of devices/']);
    });
    withFolder({ 'devices/a.txt': '' }, (root) => {
      expect(checkFolder(base, root, TODAY, []).problems.map((p) => p.message)).toEqual([
        'holds no YAML or CSV file',
      ]);
      expect(overlayFolder(base, root, TODAY).devices).toEqual(base.devices);
    });
  });
  it('is a folder', () => {
    expect(() => overlayFolder(base, '/no/such/folder', TODAY)).toThrow(UsageError);
    expect(() => checkFolder(base, '/no/such/folder', TODAY, [])).toThrow(
      'data check: "/no/such/folder" is not a folder',
    );
    expect(() => overlayFolder(base, '/no/such/folder', TODAY, [], 'ADVISE_DATA')).toThrow(
      'ADVISE_DATA: "/no/such/folder" is not a folder',
    );
    withFolder({ 'x.yaml': '' }, (root) => {
      expect(() => overlayFolder(base, join(root, 'x.yaml'), TODAY)).toThrow(
        expect.objectContaining({ code: 'no_data_folder' }),
      );
    });
  });
  it('goes through further checks when asked', () => {
    withFolder({ 'devices/mine.yaml': MINE }, (root) => {
      const found = checkFolder(base, root, TODAY, [
        (_, complain, today) => complain.at('devices/mine', ['name'], `seen ${today}`),
      ]).problems;
      expect(found.map((p) => `${p.line}:${p.column} ${p.message}`)).toEqual(['1:7 seen 2026-11-20']);
    });
  });
});
