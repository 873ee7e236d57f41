import { describe, expect, it } from 'vitest';
import { parseKeptFree } from '../../../src/answers/kept-free.ts';

describe('memory kept free for something else', () => {
  it.each([
    ['8', 8],
    ['8GB', 8],
    ['6.5 GiB', 6.5],
    ['12g', 12],
    ['2x8GB', 16],
    ['512MB', 0.5],
    ['768 MiB', 0.75],
  ])('%s is %d GiB: GB of memory are binary', (raw, gib) => {
    expect(parseKeptFree(raw, '--keep-free')).toBe(gib);
  });
  it.each([
    '',
    'a lot',
    '-3GB',
    '0',
    '0GB',
    '0MB',
    'MB',
    '32k',
    '8 GB of tokens',
    'RTX 3060 12GB',
    '1e3',
    'NaN',
  ])('%j is none: the error says what is', (raw) => {
    expect(() => parseKeptFree(raw, '--keep-free')).toThrow(/^--keep-free: .* is no size of memory/);
  });
});
