import { describe, expect, it } from 'vitest';
import { isOfForm } from '../../../../src/recommend/owned/owned-form.ts';
import { ownedSystem } from '../../../../src/recommend/owned/owned-systems.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import type { Catalog } from '../../../../src/schema/catalog.ts';
import type { Device } from '../../../../src/schema/device.ts';
import { answer, ids, mini } from '../../../fixtures/mini-catalog.ts';

describe('the shape of what is owned', () => {
  const device = (over: object): Catalog => {
    const chip = { ...mini.devices['soc-cuda'], id: 'chip', name: 'Chip 9', ...over } as Device;
    return { ...mini, devices: { ...mini.devices, chip } };
  };
  const shapes = (id: string, catalog: Catalog) => {
    const system = ownedSystem(id, catalog);
    if (!system) throw new Error(`${id} is nothing`);
    const wishes = ['laptop', 'mini', 'tower', 'desktop', 'any'] as const;
    return wishes.filter((form) => isOfForm(system, { form }, catalog));
  };
  it('of a machine is its own, of a chip that of any machine with it', () => {
    expect(shapes('mac-64', mini)).toEqual(['mini', 'desktop', 'any']);
    expect(shapes('soc-cuda', mini)).toEqual(['mini', 'desktop', 'any']);
    expect(shapes('card-24', mini)).toEqual(['tower', 'desktop', 'any']);
  });
  it('of a chip in no machine that we know is what it is put into, of a card a tower, else anything', () => {
    const card = { kind: 'gpu', memory: { kind: 'vram', capacity_gb: 8 } };
    expect(shapes('chip', device(card))).toEqual(['tower', 'desktop', 'any']);
    expect(shapes('chip', device({ ...card, stands_in: 'laptop' }))).toEqual(['laptop', 'any']);
    expect(shapes('chip', device({ kind: 'cpu', stands_in: 'server' }))).toEqual(['desktop', 'any']);
    expect(shapes('chip', device({}))).toHaveLength(5);
  });
});

describe('what is owned and of another shape than was asked for', () => {
  const asked = (over: Partial<Answers>) => answer({ models: ['moe-30b-a3b'], ...over });
  const isKept = (over: Partial<Answers>) =>
    asked(over).alternatives.some((a) => a.kind === 'own' && a.is_the_answer);
  const told = (over: Partial<Answers>) => asked(over).warnings.filter((w) => w.code === 'owned_other_form');

  it('is no answer, and one sentence says so', () => {
    expect(isKept({ own: ['card-24'] })).toBe(true);
    expect(told({ own: ['card-24'] })).toEqual([]);
    const inBox: Partial<Answers> = { own: ['card-24'], form: 'mini' };
    expect(isKept(inBox)).toBe(false);
    expect(told(inBox).map((w) => w.text)).toEqual([
      'You asked for a small box, and your Card 24 is none: no answer to this, whatever it does of the work.',
    ]);
    const d = asked(inBox);
    expect(d.alternatives.map((a) => a.kind)).not.toContain('own');
    expect(d.ranked).toEqual(asked({ form: 'mini' }).ranked);
  });
  it('does not stand beside what is of the shape, and of that several are told in one sentence', () => {
    expect(isKept({ own: ['card-24', 'mac-64'], form: 'mini' })).toBe(true);
    expect(told({ own: ['card-24', 'tower-1x24'], form: 'mini' })[0]?.text).toContain(' are none');
  });
  it('is no reason against another machine, but where the shape is given up', () => {
    const flips = (own: string[]) =>
      asked({ own, models: ['dense-32b'], priorities: ['speed'], form: 'mini' }).flips;
    const changes = (own: string[]) => flips(own).map((f) => f.change);
    expect(changes([])).toContain('form');
    // Who names a model and owns what runs it needs no other machine for it.
    expect(changes(['card-24'])).not.toContain('form');
    expect(flips(['card-24'])).toEqual(flips([]).filter((f) => f.change !== 'form'));
    expect(ids(asked({ form: 'mini' }))).not.toContain('tower-1x24');
  });
});
