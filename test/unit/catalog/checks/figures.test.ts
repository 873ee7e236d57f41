import { describe, expect, it } from 'vitest';
import { checkFigures } from '../../../../src/catalog/checks/figures.ts';
import { said } from './said.ts';

describe('figures', () => {
  const box = (
    over: object = {},
    devices: object = { card: { power: {}, memory: { kind: 'vram', capacity_gb: 24 } } },
  ) =>
    said(checkFigures, {
      devices,
      hand_written: {
        x: {
          power: {},
          devices: [{ device: 'card', count: 1 }],
          memory_gb: 24,
          traits: [],
          form: {},
          os: ['linux'],
          usable_memory: [],
          ...over,
        },
      },
    });

  it('agree in a plain machine', () => expect(box()).toEqual([]));
  it('idle below the limit', () => {
    const power = (idle_w?: number, limit_w?: number) =>
      said(checkFigures, { devices: { d: { power: { idle_w, limit_w } } } });
    expect(power(21, 20)).toEqual(['devices/d power.idle_w: idles at 21 W, above its limit of 20 W']);
    expect([power(20, 20), power(21), power(undefined, 20)]).toEqual([[], [], []]);
  });
  it('of a processor are known with what it stands in', () => {
    const chip = (over: object) =>
      said(checkFigures, { devices: { d: { kind: 'cpu', power: {}, ...over } } });
    expect(chip({})).toEqual([expect.stringMatching(/^devices\/d kind: is a processor and does not say/)]);
    expect([chip({ stands_in: 'server' }), chip({ kind: 'soc' })]).toEqual([[], []]);
  });
  it('take more power under load', () => {
    expect(box({ power: { idle_w: 10, load_w: 10, max_w: 10 } })).toEqual([]);
    expect(box({ power: { idle_w: 30, load_w: 20, max_w: 25 } })).toEqual([
      'systems/x power.idle_w: idle_w is 30, above load_w, 20',
      'systems/x power.idle_w: idle_w is 30, above max_w, 25',
    ]);
    expect(box({ power: { load_w: 30, max_w: 25 } })).toEqual([
      'systems/x power.load_w: load_w is 30, above max_w, 25',
    ]);
  });
  it('call a machine by one word of noise, and one that its measurement bears out', () => {
    const noise = (traits: string[], noise_dba?: number) =>
      box({ traits: ['turnkey', ...traits], form: { noise_dba } });
    expect(noise(['silent', 'quiet'])).toEqual(['systems/x traits.2: is called both silent and quiet']);
    expect(noise(['silent'], 30)).toEqual([]);
    expect(noise(['silent'], 31)).toEqual(['systems/x traits.1: is called silent at 31 dB(A)']);
    expect(noise(['quiet'], 40)).toEqual([]);
    expect(noise(['quiet'], 41)).toEqual(['systems/x traits.1: is called quiet at 41 dB(A)']);
    expect(noise(['loud'], 90)).toEqual([]);
    expect(noise([], 90)).toEqual([]);
    expect(noise(['silent'])).toEqual([]);
  });
  it('count the memory of the cards', () => {
    expect(box({ memory_gb: 48 })).toEqual(['systems/x memory_gb: is 48, but its devices have 24 GB']);
    expect(box({ memory_gb: 48, devices: [{ device: 'card', count: 2 }] })).toEqual([]);
    expect(box({ memory_gb: 48, devices: [{ device: 'unknown', count: 1 }] })).toEqual([]);
    expect(box({ memory_gb: 48 }, { card: { power: {}, memory: { kind: 'vram' } } })).toEqual([]);
    const host = { power: {}, memory: { kind: 'host', capacity_gb: 1 } };
    const card = { power: {}, memory: { kind: 'vram', capacity_gb: 24 } };
    expect(
      box(
        {
          memory_gb: 99,
          devices: [
            { device: 'card', count: 1 },
            { device: 'host', count: 1 },
          ],
        },
        { card, host },
      ),
    ).toEqual([]);
  });
  it('name a size that the chip is sold with, each', () => {
    const chip = { card: { power: {}, memory: { kind: 'unified', sizes_gb: [64, 128] } } };
    expect(box({ memory_gb: 128 }, chip)).toEqual([]);
    expect(box({ memory_gb: 256, devices: [{ device: 'card', count: 2 }] }, chip)).toEqual([]);
    expect(box({ memory_gb: 96 }, chip)).toEqual([
      'systems/x memory_gb: 96 GB is no size that card is sold with: 64, 128',
    ]);
    expect(box({ memory_gb: 96 }, { card: { power: {}, memory: { kind: 'unified' } } })).toEqual([]);
  });
  it('leave usable what there is, on a system it runs', () => {
    expect(box({ usable_memory: [{ os: 'linux', gib: 24 }] })).toEqual([]);
    expect(box({ usable_memory: [{ os: 'linux', gib: 25 }] })).toEqual([
      'systems/x usable_memory.0.gib: 25 GiB are usable of 24 GB',
    ]);
    expect(box({ os: ['linux', 'windows'], usable_memory: [{ os: 'macos', gib: 1 }] })).toEqual([
      'systems/x usable_memory.0.os: "macos" is not among its systems: linux, windows',
    ]);
  });
});
