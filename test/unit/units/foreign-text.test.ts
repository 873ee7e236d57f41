import { expect, it } from 'vitest';
import { oneLine, printable, printableJson, shown } from '../../../src/units/foreign-text.ts';

const HOSTILE = ' RTX\u001b[2J\u202e\n 3090\u200b ';

it.each([
  ['printed keeps its lines', printable(HOSTILE), ' RTX?[2J?\n 3090\u200b '],
  ['quoted stands on one, with a mark for what cannot be seen', shown(HOSTILE), ' RTX?[2J?? 3090? '],
  ['kept has neither', oneLine(HOSTILE), 'RTX [2J 3090'],
])('foreign text as it is %s', (_, made, expected) => expect(made).toBe(expected));

it('is cut where it is quoted or kept', () => {
  expect([shown('x'.repeat(99)), shown('x'.repeat(99), 7)].map((s) => s.length)).toEqual([80, 7]);
  expect(oneLine('x'.repeat(999))).toHaveLength(100);
});

it('says the same in JSON', () => {
  const json = printableJson(JSON.stringify({ name: HOSTILE }));
  expect(printable(json)).toBe(json);
  expect(JSON.parse(json)).toEqual({ name: HOSTILE });
});
