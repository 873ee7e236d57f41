import { describe, expect, it } from 'vitest';
import { machineId } from '../../../src/answers/machine-id.ts';
import { quantId } from '../../../src/answers/quant-id.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { AdviseError } from '../../../src/schema/errors.ts';

const catalog = builtInCatalog();
const quant = (raw: string) => quantId(raw, catalog, '--quant');
const machine = (raw: string) => machineId(raw, catalog, '--own');
const hintOf = (ask: () => unknown): string => {
  try {
    ask();
  } catch (error) {
    if (error instanceof AdviseError) return error.hint;
  }
  return '';
};

describe('a format as typed', () => {
  it('is the one of that name before one that some call so', () => {
    expect(['NVFP4', 'MXFP4', 'q4_k_m'].map(quant)).toEqual(['nvfp4', 'mxfp4', 'q4_k_m']);
    expect(quant('MLX-nvfp4')).toBe('mlx-nvfp4');
  });
  it('is asked for again where several are called so', () => {
    expect(() => quant('int4')).toThrow('"int4" stands for 2 formats');
  });
  it('of which only the beginning is said, is suggested by how many models come in it', () => {
    const hint = (raw: string) => hintOf(() => quant(raw));
    expect(hint('q4')).toMatch(/mean "q4_k_m", "q4_0"/);
    expect(hint('mlx')).toMatch(/mean "mlx-4bit", "mlx-8bit"/);
    expect(hint('q4_k_n')).toContain('"q4_k_m"');
  });
});

describe('a machine as people call it', () => {
  it.each(['an rtx', 'eforce', 'eon pro', '090'])(
    'is not one whose name ends in a piece of a word, %j',
    (raw) => expect(() => machine(raw)).toThrow(AdviseError),
  );
  it.each([
    ['3090', 'rtx-3090'],
    ['RTX 3090', 'rtx-3090'],
    ['geforce rtx 3090', 'rtx-3090'],
    ['7900XTX', 'rx-7900-xtx'],
    ['w7900', 'radeon-pro-w7900'],
    ['DGX Spark', 'dgx-spark'],
    ['Framework Desktop 128GB', 'framework-desktop-128'],
    ['m4 max', 'apple-m4-max-40'],
    ['gb10', 'gb10'],
  ])('%s is %s', (raw, id) => expect(machine(raw).id).toBe(id));
  it.each(['constructor', '__proto__', 'toString', '', '90'])('%j is nothing', (raw) =>
    expect(() => machine(raw)).toThrow(/no machine, card or chip/),
  );
});

describe('a build as people count it', () => {
  const build = (raw: string) => machineId(raw, catalog, 'compare').id;
  it.each([
    ['dual 3090', 'rig-2x3090'],
    ['2x3090', 'rig-2x3090'],
    ['3090 x2', 'rig-2x3090'],
    ['two 3090s', 'rig-2x3090'],
    ['RTX 3090 + RTX 5080', 'rig-1x-rtx-5080-1x-rtx-3090'],
    ['dual DGX Spark', 'dgx-spark-x2'],
    ['2 x Mac Studio M5 Ultra 256GB', 'mac-studio-m5-ultra-256-x2'],
  ])('%s is %s', (raw, id) => expect(build(raw)).toBe(id));
  it.each(['dual foo', '5x 3090', '3090 + foo'])('%j is nothing, where nobody builds that', (raw) =>
    expect(() => build(raw)).toThrow(/no machine, card or chip/),
  );
});

describe('a build by its id', () => {
  it.each([
    ['rig-1x-rtx-5090', 'rig-1x5090'],
    ['rig-1x4090', 'rig-1x-rtx-4090'],
    ['rig_2x_nvidia_rtx_3090', 'rig-2x3090'],
  ])('%s is suggested as %s, whether the id spells out the series or not', (raw, id) => {
    expect(catalog.systems).toHaveProperty([id]);
    expect(hintOf(() => machine(raw))).toContain(`mean "${id}"?`);
  });
});

describe('a chip with its memory', () => {
  const memoryOf = (raw: string) => {
    const { kind, id } = machine(raw);
    return [kind, catalog.systems[id]?.memory_gb, catalog.systems[id]?.devices[0]?.device];
  };
  it('is a machine that has both, with the version of the chip that comes with so much', () => {
    expect(memoryOf('M4 Pro 24GB')).toEqual(['system', 24, 'apple-m4-pro-16']);
    expect(memoryOf('Apple M3 Max 36GB')).toEqual(['system', 36, 'apple-m3-max-30']);
    expect(memoryOf('MacBook Pro M1 16GB')).toEqual(['system', 16, 'apple-m1-8']);
    expect(memoryOf('MacBook Air M2 8GB')).toEqual(['system', 8, 'apple-m2-8']);
    expect(memoryOf('Mac mini M2 8GB')).toEqual(['system', 8, 'apple-m2-10']);
  });
  it('is the product that is named, where several have both', () => {
    expect(machine('MacBook Pro M2 Max 96GB').id).toMatch(/^macbook-pro/);
    expect(machine('Mac Studio M2 Max 96GB').id).toMatch(/^mac-studio/);
    expect(machine('M4 Pro').kind).toBe('device');
  });
  it('keeps the cores that are named', () => {
    expect(() => machine('M2 Max 30-core 64GB')).toThrow('(30-core GPU) and 64 GB');
    expect(memoryOf('M2 Max 38-core 96GB')).toEqual(['system', 96, 'apple-m2-max-38']);
  });
  it('is one of any maker where none is named', () => {
    expect(machine('Ryzen AI Max+ 395 128GB').id).toBe('strix-halo-128-any');
    expect(memoryOf('M4 Pro w/ 24GB')).toEqual(['system', 24, 'apple-m4-pro-16']);
  });
  it('is the chip alone where its memory does not matter', () => {
    expect(machineId('M4 Pro 24GB', catalog, '--on', { chip: true }).kind).toBe('device');
  });
  it('is refused where no machine has it', () => {
    expect(() => machine('M4 Pro 32GB')).toThrow(
      'we know no machine with Apple M4 Pro (20-core GPU) and 32 GB',
    );
    expect(machine('RTX 4060 Ti 16GB')).toMatchObject({ kind: 'device' });
  });
});
