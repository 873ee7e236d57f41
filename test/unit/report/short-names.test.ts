import { describe, expect, it } from 'vitest';
import { shortName, shortNames } from '../../../src/report/short-names.ts';
import type { Ranked } from '../../../src/schema/document.ts';
import { first } from '../../fixtures/first-two.ts';

const named = (kind: 'laptop' | 'rig', name: string): Ranked => ({
  ...first,
  system: { ...first.system, kind, name },
});

describe('the short name', () => {
  it('of a laptop keeps its card, where that tells two apart', () => {
    const [one, namesake] = [named('laptop', 'Legion, RTX'), named('laptop', 'Legion, RTX')];
    expect(shortName(one, [one, namesake])).toBe('Legion, RTX');
    expect(shortName(one, [one, named('laptop', 'Blade, RTX')])).toBe('Legion');
  });
  it('of a card in a computer keeps as much of the computer as tells rigs apart', () => {
    const rig = named('rig', 'Card, tower');
    expect(shortName(rig, [rig, { ...rig }])).toBe('Card');
    expect(shortNames([rig, named('rig', 'Card, server')])).toEqual(['Card, tower', 'Card, server']);
    expect(shortNames([rig, first])).toContain('Card');
    const around = (host: string) => named('rig', `Card, ${host}`);
    expect(shortNames([around('old budget tower'), around('old workstation'), around('server')])).toEqual([
      'Card, old budget',
      'Card, old workstation',
      'Card, server',
    ]);
  });
});
