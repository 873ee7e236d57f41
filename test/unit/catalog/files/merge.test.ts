import { describe, expect, it } from 'vitest';
import { merge } from '../../../../src/catalog/files/merge.ts';

describe('one object over another', () => {
  it('merges objects, replaces lists and words, takes away what is null', () => {
    const below = {
      name: 'a',
      memory: { gb: 24, kind: 'vram' },
      os: ['linux'],
      note: 'x',
      power: { idle: 5 },
    };
    const above = {
      name: 'b',
      memory: { gb: 48 },
      os: ['windows', 'macos'],
      note: null,
      power: { idle: null },
    };
    expect(merge(below, above)).toEqual({
      name: 'b',
      memory: { gb: 48, kind: 'vram' },
      os: ['windows', 'macos'],
      power: {},
    });
    expect(below).toEqual({
      name: 'a',
      memory: { gb: 24, kind: 'vram' },
      os: ['linux'],
      note: 'x',
      power: { idle: 5 },
    });
  });

  it.each<[string, unknown, unknown, unknown]>([
    ['an object over a list', [1], { a: 1 }, { a: 1 }],
    ['a list over an object', { a: 1 }, [1], [1]],
    ['an object over a word', 'x', { a: 1 }, { a: 1 }],
    ['a word over an object', { a: 1 }, 'x', 'x'],
    ['an object over nothing', undefined, { a: 1 }, { a: 1 }],
    ['an object over null', null, { a: 1 }, { a: 1 }],
    ['false over true', true, false, false],
    ['zero over a number', 5, 0, 0],
  ])('%s replaces it', (_, under, over, expected) => {
    expect(merge({ field: under }, { field: over })).toEqual({ field: expected });
  });

  it('drops every way to a prototype', () => {
    const evil = JSON.parse(
      '{"__proto__": {"x": 1}, "constructor": {"y": 1}, "prototype": {"z": 1}, "good": 1}',
    ) as object;
    const out = merge({}, evil);
    expect(Object.keys(out)).toEqual(['good']);
    expect(Object.getPrototypeOf(out)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
