import { describe, expect, it } from 'vitest';
import { checkNames } from '../../../../src/catalog/checks/names.ts';
import { said } from './said.ts';

describe('names', () => {
  const named = (name: string, ...aliases: string[]) => ({ name, aliases, family: 'one' });
  const places = new Map([
    ['devices/b', {}],
    ['models/b', {}],
  ]);
  it('lead to one thing of its kind, however they are spaced', () => {
    expect(
      said(checkNames, { places, devices: { a: named('RTX 1'), b: named('Other', 'x', 'rtx-1') } }),
    ).toEqual(['devices/b aliases.1: "rtx-1" already names "a" A name must lead to one thing.']);
    expect(said(checkNames, { places, devices: { a: named('RTX 1'), b: named('rtx 1') } })).toEqual([
      'devices/b name: "rtx 1" already names "a" A name must lead to one thing.',
    ]);
    expect(
      said(checkNames, { places, models: { a: named('M') }, diffusion: { b: named('m') } }),
    ).toHaveLength(1);
    expect(said(checkNames, { devices: { a: named('A', 'a', 'A') } })).toEqual([]);
    expect(said(checkNames, { devices: { a: named('X') }, systems: { b: named('X') } })).toEqual([]);
  });
  it('are complained about where somebody wrote them', () => {
    const first = new Map([['devices/a', {}]]);
    expect(said(checkNames, { places: first, devices: { a: named('X'), b: named('x') } })).toEqual([
      'devices/a aliases: "x" already names "b" A name must lead to one thing.',
    ]);
    expect(said(checkNames, { devices: { a: named('X'), b: named('x') } })).toEqual([
      'rigs.yaml rigs: "x" already names "a" A name must lead to one thing.',
    ]);
  });
  it('of formats may differ between engines, not in one', () => {
    const quant = (name: string, ...engines: string[]) => ({ name, aliases: ['4bit'], engines });
    expect(said(checkNames, { quants: { a: quant('A', 'mlx'), b: quant('B', 'vllm') } })).toEqual([]);
    expect(said(checkNames, { quants: { a: quant('A', 'mlx', 'vllm'), b: quant('B', 'vllm') } })).toEqual([
      'quants.yaml quants.b.aliases.0: "4bit" already names "a" on vllm',
    ]);
  });
  it('of a family of one are a slip where another family is a letter away', () => {
    const faults = (...families: string[]) =>
      said(checkNames, {
        devices: Object.fromEntries(
          families.map((family, i) => [`d${i}`, { name: `device ${i}`, aliases: [], family }]),
        ),
      });
    const slip = (id: string, family: string, meant: string) =>
      `devices/${id} family: "${family}" has no other device Did you mean "${meant}"?`;
    expect(faults('lovelace', 'blackwell-rtx', 'blackwell-rtx', 'blackwel-rtx')).toEqual([
      slip('d3', 'blackwel-rtx', 'blackwell-rtx'),
    ]);
    expect(faults('lovelace', 'lovelacf')).toEqual([
      slip('d0', 'lovelace', 'lovelacf'),
      slip('d1', 'lovelacf', 'lovelace'),
    ]);
    expect(faults('Gaudi-Habana', 'gaudi-habana', 'gaudi-habana')).toEqual([
      slip('d0', 'Gaudi-Habana', 'gaudi-habana'),
    ]);
    expect(faults('blackwell-100', 'blackwel-100', 'blackwell-200')).toEqual([
      slip('d0', 'blackwell-100', 'blackwel-100'),
      slip('d1', 'blackwel-100', 'blackwell-100'),
    ]);
    // Another generation, a short name, two letters, two devices each, alone in the world.
    expect(faults('lovelace-1', 'lovelace-2')).toEqual([]);
    expect(faults('ampereg', 'amperef')).toEqual([]);
    expect(faults('lovelace', 'lovelaff')).toEqual([]);
    expect(faults('lovelace', 'lovelace', 'lovelacf', 'lovelacf')).toEqual([]);
    expect(faults('lovelace')).toEqual([]);
  });
  it('that are misnomers name nothing', () => {
    const misnomers = { 'rtx 1': { meant: [] }, 'rtx 2': { meant: [] } };
    expect(said(checkNames, { misnomers, devices: { a: named('RTX-1') } })).toEqual([
      'misnomers.yaml misnomers.rtx 1: is a name of "a" Something is called that.',
    ]);
  });
});
