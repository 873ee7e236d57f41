import { describe, expect, it } from 'vitest';
import { checkSources, unusedSources } from '../../../../src/catalog/checks/sources.ts';
import { data, said } from './said.ts';

describe('sources', () => {
  const cites = {
    sources: { default: ['a', 'x'], power: ['b'] },
    price: { source: 'y' },
    list: [{ source: 'c' }, { sources: 'z' }],
  };
  const known = { a: {}, b: {}, c: {}, unused: {} };
  const found = (over: object) =>
    said(checkSources, { sources: known, ...over }).map((s) => s.split(' Did')[0]);

  it('are defined somewhere, however deep they are named', () => {
    expect(found({ devices: { d: cites } })).toEqual([
      'devices/d sources.default.1: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'devices/d price.source: no source "y" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'devices/d list.1.sources: no source "z" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('are looked for in every file but the examples of rules', () => {
    const one = { t: { sources: ['x'], examples: { source: 'x', sources: ['x'] } } };
    const keys = found({
      hand_written: one,
      hosts: one,
      models: one,
      diffusion: { u: { source: 'x' } },
      rules: one,
      workloads: one,
      quants: one,
      engines: one,
      memory_rules: [{ source: 'x' }],
      recipes: [{ sources: ['x'] }],
      scoring: { weights: { source: 'x' } },
    });
    expect(keys).toEqual([
      'systems/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'hosts/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'models/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'models/u source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'rules/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'workloads/t sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'quants.yaml quants.t.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'engines.yaml engines.t.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'platforms.yaml rules.0.source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'rigs.yaml rigs.0.sources.0: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
      'scoring.yaml weights.source: no source "x" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('that nobody cites are found, in order', () => {
    const all = data({
      sources: { d1: {}, o1: {}, s1: {}, m1: {}, zz: {}, also: {}, aa: {} },
      devices: { d: { source: 'd1' } },
      offers: [{ source: 'o1' }],
      sizes: [{ source: 's1' }],
      measurements: [{ source: 'm1' }],
    });
    expect(unusedSources(all, ['also'])).toEqual(['zz', 'aa']);
    expect(unusedSources(all)).toEqual(['zz', 'also', 'aa']);
  });
});
