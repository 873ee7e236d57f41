import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemsOf } from '../../../../src/catalog/files/validate.ts';
import { raw, shown } from '../a-folder.ts';

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
      below: z.number().lt(5),
      pair: z.array(z.string()).min(2),
      word: z.string().min(3),
      few: z.string().max(2),
      least: z.number().min(3, 'has words of its own'),
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
      below: 5,
      pair: [],
      word: 'x',
      few: 'xyz',
      least: 1,
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
      'below: must be less than 5',
      'pair: must have at least 2 entries',
      'word: must have at least 3 characters',
      'few: must have at most 2 characters',
      'least: has words of its own',
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
