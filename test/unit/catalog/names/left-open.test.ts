import { describe, expect, it } from 'vitest';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { devicesLeftOpen } from '../../../../src/catalog/names/left-open.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

describe('the devices that a name leaves open', () => {
  const card = (id: string, capacity_gb: number | undefined, over: object = {}) => ({
    ...parts.devices['rtx-3090'],
    id,
    name: `Acme 100 ${id}`,
    aliases: [],
    memory: { kind: 'vram', capacity_gb },
    ...over,
  });
  const open = (name: string, ...cards: ReturnType<typeof card>[]) =>
    devicesLeftOpen(
      buildNameIndex({ ...parts, devices: Object.fromEntries(cards.map((c) => [c.id, c])) as never }),
      name,
    );
  const both = [card('40GB', 40), card('80GB', 80)] as const;

  it('are those of its sizes of memory', () => {
    expect(open('Acme 100', ...both)).toEqual(['40GB', '80GB']);
  });
  it('are none where it names one of them, or nothing', () => {
    expect(open('Acme 100 80GB', ...both)).toEqual([]);
    expect(open('Acme 100', both[0])).toEqual([]);
    expect(open('Acme 200', ...both)).toEqual([]);
    expect(open('Acme 100 82-core', card('40GB', 40, { compute: { gpu_cores: 60 } }))).toEqual([]);
    expect(open('Acme 100', both[0], card('80GB', 80, { aliases: ['Acme 100'] }))).toEqual([]);
  });
  it('are none where it says a size that nobody sold', () => {
    expect(open('Acme 100 48GB', ...both)).toEqual([]);
  });
  it('are none where they differ in more than memory, or it does not tell them apart', () => {
    expect(open('Acme 100', both[0], card('80GB', 80, { family: 'other' }))).toEqual([]);
    expect(open('Acme 100', both[0], card('80GB', 40))).toEqual([]);
    expect(open('Acme 100', both[0], card('80GB', undefined))).toEqual([]);
  });
});
