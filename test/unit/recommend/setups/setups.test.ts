import { describe, expect, it } from 'vitest';
import { commonBackends } from '../../../../src/recommend/setups/backends.ts';
import { reads, setupsFor, setupsReading } from '../../../../src/recommend/setups/setups.ts';
import type { Quant } from '../../../../src/schema/quant.ts';
import { mini, systemOf } from '../../../fixtures/mini-catalog.ts';

describe('ways to run text', () => {
  const names = (id: string, os: readonly ('linux' | 'windows' | 'macos')[], users: number) =>
    setupsFor({ system: systemOf(id), os, purpose: 'text', users }, mini).map(
      (s) => `${s.os} ${s.engine} ${s.backend} ${s.split}`,
    );

  it('are the engines whose backend every device has', () => {
    expect(names('mac-64', ['macos'], 1).sort()).toEqual([
      'macos llama.cpp metal none',
      'macos mlx mlx none',
    ]);
    expect(names('box-amd', ['linux'], 1).sort()).toEqual([
      'linux llama.cpp rocm none',
      'linux llama.cpp vulkan none',
    ]);
  });
  it('are not repeated for a system that only leaves less memory', () => {
    expect(names('box-amd', ['windows', 'linux'], 1).every((s) => s.startsWith('linux'))).toBe(true);
    expect(names('box-amd', ['windows'], 1)).toHaveLength(2);
    const even = { ...systemOf('box-amd'), usable_memory: [], os: ['linux', 'windows'] as const };
    const same = {
      ...even,
      usable_memory: ['linux', 'windows'].map((os) => ({ os, gib: 100, source: 'x' })),
    };
    const list = setupsFor(
      { system: same as never, os: ['linux', 'windows'], purpose: 'text', users: 1 },
      mini,
    );
    expect(list.map((s) => s.os)).toEqual(['linux', 'linux']);
  });
  it('run where the engine is at home, if the buyer leaves the choice', () => {
    const vllm = mini.engines.vllm;
    if (!vllm) throw new Error('no vllm');
    const engines = { ...mini.engines, vllm: { ...vllm, native_on: ['linux' as const] } };
    const on = (os: readonly ('linux' | 'windows')[]) =>
      setupsFor({ system: systemOf('tower-1x24'), os, purpose: 'text', users: 8 }, { ...mini, engines })
        .filter((s) => s.engine === 'vllm')
        .map((s) => s.os);
    expect(on(['windows', 'linux'])).toEqual(['linux']);
    expect(on(['windows'])).toEqual(['windows']);
  });
  it('are none of an engine that no release was made for there, unless it is named', () => {
    const vllm = mini.engines.vllm;
    const family = mini.devices[systemOf('tower-1x24').devices[0]?.device ?? '']?.family ?? '';
    const lacking = {
      ...mini,
      engines: { ...mini.engines, vllm: { ...vllm, lacks_families: { cuda: [family] } } },
    };
    const engines = (catalog: typeof mini, engine: 'vllm' | null) =>
      setupsFor(
        {
          system: systemOf('tower-1x24'),
          os: ['linux'],
          purpose: 'text',
          users: 8,
          ...(engine ? { named: { engine, backend: null } } : {}),
        },
        catalog,
      ).map((s) => s.engine);
    expect(engines(mini, null)).toContain('vllm');
    expect(engines(lacking as typeof mini, null)).toEqual(['llama.cpp']);
    expect(engines(lacking as typeof mini, 'vllm')).toEqual(['vllm']);
  });
  it('bring batching servers for one user, too, where only they read the format', () => {
    const reading = (quant: string | null) =>
      setupsReading(
        quant === null ? null : (mini.quants[quant] ?? null),
        { system: systemOf('tower-1x24'), os: ['linux'], users: 1 },
        mini,
      ).map((s) => s.engine);
    const [paged] = Object.values(mini.quants).filter(
      (q) => reads('vllm', q, mini) && !reads('llama.cpp', q, mini),
    );
    if (!paged) throw new Error('no format of vLLM alone');
    expect(reading(paged.id)).toContain('vllm');
    expect(reading('q4_k_m')).not.toContain('vllm');
    expect(reading(null)).not.toContain('vllm');
  });
  it('are those of a named engine that would be advised without its name; a named backend opens the others', () => {
    const on = (named: Parameters<typeof setupsFor>[0]['named']) =>
      setupsFor(
        {
          system: systemOf('tower-1x24'),
          os: ['linux'],
          purpose: 'text',
          users: 1,
          ...(named ? { named } : {}),
        },
        mini,
      ).map((s) => `${s.engine} ${s.backend}`);
    const engine = 'llama.cpp';
    expect(on({ engine, backend: null })).toEqual(['llama.cpp cuda']);
    expect(on({ engine, backend: null })).toEqual(on(undefined));
    expect(on({ engine, backend: 'vulkan' })).toContain('llama.cpp vulkan');
  });
  it('of a named engine are on the CPU where it has nothing better there', () => {
    const cpuOnly = { ...mini.engines['llama.cpp'], backends: ['cpu' as const] };
    const devices = Object.fromEntries(
      Object.entries(mini.devices).map(([id, d]) => [
        id,
        { ...d, backends: [...d.backends, { backend: 'cpu' as const, os: ['linux' as const] }] },
      ]),
    );
    const list = setupsFor(
      {
        ...{ system: systemOf('box-amd'), os: ['linux'], purpose: 'text', users: 1 },
        named: { engine: 'llama.cpp', backend: null },
      },
      { ...mini, devices, engines: { ...mini.engines, 'llama.cpp': cpuOnly } },
    );
    expect(list.map((s) => s.backend)).toEqual(['cpu']);
  });
  it('leave batching servers to several users', () => {
    expect(names('tower-1x24', ['linux'], 1).some((s) => s.includes('vllm'))).toBe(false);
    expect(names('tower-1x24', ['linux'], 8).some((s) => s.includes('vllm cuda'))).toBe(true);
  });
  it('split layers over cards, and tensors where the engine can', () => {
    expect(names('tower-2x24', ['linux'], 8)).toContain('linux llama.cpp cuda layer');
    expect(names('tower-2x24', ['linux'], 8)).toContain('linux vllm cuda tensor');
  });
  it('never use a backend that one of the devices lacks', () => {
    const mixed = {
      ...systemOf('tower-2x24'),
      devices: [
        { device: 'card-24', count: 1 },
        { device: 'card-16', count: 1 },
      ],
    };
    expect(commonBackends(mixed, 'linux', mini)).toEqual(['vulkan']);
  });
  it('read formats of their own kind only', () => {
    const quant = (id: string): Quant => {
      const found = Object.values(mini.quants).find((q) => q.id.toLowerCase() === id);
      if (!found) throw new Error(`no format ${id}`);
      return found;
    };
    expect(reads('llama.cpp', quant('q4_k_m'), mini)).toBe(true);
    expect(reads('mlx', quant('q4_k_m'), mini)).toBe(false);
  });
});
