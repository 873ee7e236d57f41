import { describe, expect, it } from 'vitest';
import { checkEngines, checkReferences } from '../../../../src/catalog/checks/references.ts';
import { checkSources } from '../../../../src/catalog/checks/sources.ts';
import { ENGINES } from '../../../../src/schema/vocabulary.ts';
import { said } from './said.ts';

describe('references', () => {
  const system = (over: object) => ({
    hand_written: { x: { devices: [], parts: [], succeeds: [], ...over } },
    devices: { card: {} },
    systems: { x: {}, old: {} },
    parts: { ram: {} },
  });
  it('of a system resolve', () => {
    const good = {
      devices: [{ device: 'card' }],
      parts: [{ item: 'ram' }, { item: 'card' }, { item: 'old', or_alike: ['x'] }],
      succeeds: ['old'],
      host: { device: 'card' },
    };
    expect(said(checkReferences, system(good))).toEqual([]);
    const bad = {
      devices: [{ device: 'cart' }],
      parts: [{ item: 'rim', or_alike: ['oldest'] }],
      succeeds: ['older'],
      host: { device: 'none' },
    };
    expect(said(checkReferences, system(bad))).toEqual([
      'systems/x devices.0.device: no device "cart" Did you mean "card"?',
      'systems/x parts.0.item: no system, device or part "rim" Did you mean "ram"?',
      'systems/x parts.0.or_alike.0: no system "oldest" Did you mean "old"?',
      'systems/x succeeds.0: no system "older" Did you mean "old"?',
      'systems/x host.device: no device "none"',
    ]);
  });
  it('of a profile with other faults are told with them', () => {
    const profiles = [
      { folder: 'systems', key: 'systems/x', fields: { devices: [{ device: 'cart' }], sources: ['t'] } },
      { folder: 'hosts', key: 'hosts/h', fields: {} },
    ];
    const broken = { broken: { rows: [], profiles } };
    expect(said(checkReferences, broken)).toEqual(['systems/x devices.0.device: no device "cart"']);
    expect(said(checkSources, broken)).toEqual([
      'systems/x sources.0: no source "t" Describe it in a file of sources/, or write own-notes for what you noted yourself.',
    ]);
  });
  it('of the n-gram table of a model resolve: formats or their classes, and tensor types', () => {
    const of = (types: object) => ({
      models: { m: { ngram_table: { cols: 160, types } } },
      quants: { 'q4-one': { id: 'q4-one', class: 'k', name: 'Q4 one', aliases: [] } },
      tensor_types: { FP8: {} },
    });
    expect(said(checkReferences, of({ k: 'FP8', 'q4-one': 'FP8' }))).toEqual([]);
    expect(said(checkReferences, of({ q4: 'FP9' }))).toEqual([
      'models/m ngram_table.types.q4: no quant "q4"',
      'models/m ngram_table.types.q4: no tensor type "FP9" Did you mean "FP8"?',
    ]);
  });
  it('of hosts and misnomers resolve', () => {
    const hosts = { h: { cpu_device: 'cpu', parts: [{ item: 'ram' }] } };
    expect(said(checkReferences, { hosts, devices: { cpu: {} }, parts: { ram: {} } })).toEqual([]);
    expect(said(checkReferences, { hosts })).toEqual([
      'hosts/h cpu_device: no device "cpu"',
      'hosts/h parts.0.item: no device or part "ram"',
    ]);
    const misnomers = { m: { meant: ['a', 'b', 'c', 'd', 'e'] } };
    expect(
      said(checkReferences, {
        misnomers,
        models: { a: {} },
        diffusion: { b: {} },
        systems: { c: {} },
        devices: { d: {} },
      }),
    ).toEqual(['misnomers.yaml misnomers.m.meant.4: no model, system or device "e"']);
  });
  it('to engines that code knows by name all have a profile, where engines are told of at all', () => {
    const engines = Object.fromEntries(ENGINES.slice(1).map((id) => [id, {}]));
    const places = new Map([['engines.yaml', {}]]);
    expect(said(checkEngines, { engines, places })).toEqual([
      `engines.yaml engines: "${ENGINES[0]}" is missing`,
    ]);
    expect(said(checkEngines, { engines })).toEqual([]);
  });
  it('of formats, engines and workloads resolve', () => {
    const mixture = { default: 't9', roles: { head: 't8' }, raises: [{ type: 't1' }, { type: 't7' }] };
    expect(
      said(checkReferences, {
        tensor_types: { t1: { fallback: 't1' }, t2: { fallback: 'zz' } },
        quants: {
          q: { id: 'q', name: 'Q Four', aliases: ['QF'], mixture },
          p: { id: 'p', name: 'P', aliases: [] },
        },
        engines: { e: { usual_quants: ['q', 'Q FOUR', 'qf', 'nothing'] }, f: {} },
        workloads: { w: { defaults: { model: { value: 'nobody' } } }, v: { defaults: {} } },
      }).map((s) => s.split(' Did')[0]),
    ).toEqual([
      'quants.yaml tensor_types.t2.fallback: no tensor type "zz"',
      'quants.yaml quants.q.mixture.default: no tensor type "t9"',
      'quants.yaml quants.q.mixture.roles.head: no tensor type "t8"',
      'quants.yaml quants.q.mixture.raises.1.type: no tensor type "t7"',
      'engines.yaml engines.e.usual_quants.3: no quant "nothing"',
      'workloads/w defaults.model.value: no model "nobody"',
    ]);
  });
});
