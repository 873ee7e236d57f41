import { describe, expect, it } from 'vitest';
import { asTyped, namesOfWords } from '../../../src/cli/named/words-for-names.ts';

describe('names that a shell took apart', () => {
  const known = (...names: string[]) => {
    const all = new Set(names);
    return (name: string) => all.has(name);
  };
  it('are joined again where each is known', () => {
    expect(namesOfWords(['a', 'b', 'c'], known('a b', 'c'))).toEqual(['a b', 'c']);
  });
  it('the longer name first, unless what is left of it is none', () => {
    expect(namesOfWords(['a', 'b', 'c'], known('a', 'a b', 'b c', 'c'))).toEqual(['a b', 'c']);
    expect(namesOfWords(['a', 'b', 'c'], known('a', 'a b', 'b c'))).toEqual(['a', 'b c']);
  });
  it('are none where a word is left over', () => {
    expect(namesOfWords(['a', 'b'], known('a'))).toBeNull();
  });
  it('stand in quotes where they have several words', () => {
    expect(['a b', 'c'].map(asTyped)).toEqual(['"a b"', 'c']);
  });
});
