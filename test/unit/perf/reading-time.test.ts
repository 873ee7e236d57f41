import { expect, it } from 'vitest';
import { readingSeconds } from '../../../src/perf/reading-time.ts';
import type { Device } from '../../../src/schema/device.ts';
import { card } from '../../fixtures/card.ts';

it('takes bytes over bandwidth, and nothing where no bandwidth is stated', () => {
  const memory = { kind: 'vram', bandwidth_gb_s: 500 };
  expect(readingSeconds(4e9, { ...card, memory } as unknown as Device)).toBeCloseTo(0.008, 12);
  expect(readingSeconds(4e9, card)).toBe(0);
});
