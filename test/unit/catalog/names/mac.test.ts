import { describe, expect, it } from 'vitest';
import { macChip } from '../../../../src/catalog/names/mac.ts';

describe('a Mac in the words of its owner', () => {
  const read = (name: string) => macChip(name)?.trim().replace(/ +/g, ' ') ?? null;
  it.each([
    ['M4', 'Apple M4'],
    ['M2 MacBook Air 16GB', 'Apple M2 16GB'],
    ['Mac mini 2024 (M4 Pro, 48 GiB, 1TB)', 'Apple M4 Pro 48GB'],
    ['MacBook Pro 16" M4 Max', 'Apple M4 Max'],
    ['Mac Studio (M3 Ultra, 80-core GPU, 512 GB)', 'Apple M3 Ultra 80-core GPU 512GB'],
    ['M3U 512', 'Apple M3 Ultra 512GB'],
    ['M3 Ultra 28C/60G', 'Apple M3 Ultra 60-core GPU'],
    ['M4 Max 12-core/38-core', 'Apple M4 Max 38-core GPU'],
    ['M4 10/10 cores', 'Apple M4 10-core GPU'],
    ['M1 Max 8P+2E+32GPU', 'Apple M1 Max 32-core GPU'],
    ['M3 Max 14-core CPU, 30-core GPU, 36g', 'Apple M3 Max 30-core GPU 36GB'],
    ['M3 Max 14c 30c gpu', 'Apple M3 Max 30-core GPU'],
    ['m2 max 38c', 'Apple M2 max 38-core GPU'],
    ['binned M3 Max with 96', 'Apple M3 Max 96GB'],
    ['14 inch M5', 'Apple M5'],
  ])('%s is %s', (name, chip) => expect(read(name)).toBe(chip));
  it.each([
    'RTX 4090',
    'M40',
    'M0',
    'M10 Max',
    'MI50',
    'M2 Ultra or M3 Max',
    'M4 Max eGPU',
    'M4 iPad',
    'M4 64',
  ])('is not read where something else may be meant: %s', (name) => expect(read(name)).toBeNull());
});
