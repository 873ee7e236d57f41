import { expect, it } from 'vitest';
import { remembered, rememberedBy, rememberedOf } from '../../../src/units/remembered.ts';

it('works an answer out once, also where it is null, 0 or false', () => {
  for (const answer of [null, 0, false, '', [1]]) {
    const asked: string[] = [];
    const of = remembered((key: string) => {
      asked.push(key);
      return answer;
    });
    expect([of('a'), of('a'), of('b')]).toEqual([answer, answer, answer]);
    expect(asked).toEqual(['a', 'b']);
  }
});

it('asks again where making it failed', () => {
  let tries = 0;
  const of = remembered((key: string) => {
    tries++;
    if (tries === 1) throw new Error(key);
    return tries;
  });
  expect(() => of('a')).toThrow('a');
  expect([of('a'), of('a')]).toEqual([2, 2]);
});

it('knows things by what they are, and arguments by their name', () => {
  const [one, other] = [{ id: 1 }, { id: 1 }];
  const object = rememberedOf((thing: { id: number }) => ({ thing }));
  expect(object(one)).toBe(object(one));
  expect(object(one)).not.toBe(object(other));
  const named = rememberedBy(
    (thing: { id: number }) => `${thing.id}`,
    (thing) => ({ thing }),
  );
  expect(named(one)).toBe(named(other));
  expect(named(other).thing).toBe(one);
  expect(named({ id: 2 })).not.toBe(named(one));
});
