import { describe, expect, it } from 'vitest';
import { unifiedPace } from '../../../../src/recommend/facts/unified-pace.ts';
import type { Catalog } from '../../../../src/schema/catalog.ts';
import type { OperatingSystem } from '../../../../src/schema/vocabulary.ts';

const memory = (kind: string, bandwidth_gb_s: number) => ({ memory: { kind, bandwidth_gb_s } });
const devices = { slow: memory('unified', 256), fast: memory('unified', 819), card: memory('vram', 1792) };
interface Machine {
  readonly usd: number | null;
  readonly device: string;
  readonly over?: object;
}
const at = (usd: number | null, device: string, over: object = {}): Machine => ({ usd, device, over });

function pace(machines: readonly Machine[], os: OperatingSystem | 'any' = 'any') {
  const systems = Object.fromEntries(
    machines.map(({ device, over }, i) => [
      `m${i}`,
      { id: `m${i}`, devices: [{ device, count: 1 }], os: ['linux'], nodes: 1, generic: false, ...over },
    ]),
  );
  const item = (id: string) => {
    const value = machines[Number(id.slice(1))]?.usd ?? null;
    return value === null ? null : ({ value } as never);
  };
  return unifiedPace({ os }, { devices, systems } as unknown as Catalog, { item }, '2026-11-20');
}

describe('what unified memory delivers for a price', () => {
  it('is the bandwidth of the fastest machine that costs no more', () => {
    const of = pace([at(4000, 'fast'), at(2000, 'slow'), at(5000, 'slow')]);
    expect([2000, 3999, 4000, 9000].map((usd) => of(usd))).toEqual([256, 256, 819, 819]);
  });
  it('is unknown where nothing costs so little', () => {
    expect(pace([at(2000, 'slow')])(1999)).toBeNull();
    expect(pace([])(9000)).toBeNull();
  });
  it('leaves out cards, clusters, stand-ins, what is to come, and what has no price', () => {
    const others = [
      at(null, 'fast'),
      at(100, 'card'),
      at(100, 'fast', { nodes: 2 }),
      at(100, 'fast', { generic: true }),
      at(100, 'fast', { released: '2026-12-01' }),
    ];
    expect(pace([...others, at(500, 'slow')])(9000)).toBe(256);
  });
  it('leaves out what does not run the system that is wanted', () => {
    const machines = [at(100, 'fast', { os: ['macos'] }), at(500, 'slow')];
    expect(pace(machines)(9000)).toBe(819);
    expect(pace(machines, 'linux')(9000)).toBe(256);
  });
});
