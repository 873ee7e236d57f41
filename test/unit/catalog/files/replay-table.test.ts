import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readTable } from '../../../../src/catalog/files/replay-table.ts';
import { DataError } from '../../../../src/schema/errors.ts';
import { shown } from '../a-folder.ts';

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
