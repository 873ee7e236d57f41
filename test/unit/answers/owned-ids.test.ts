import { describe, expect, it } from 'vitest';
import { ownedIds } from '../../../src/answers/owned-ids.ts';
import { mini } from '../../fixtures/mini-catalog.ts';

describe('what somebody owns, as typed', () => {
  it.each(['pc', 'PC', ' my pc ', 'a gaming PC', 'desktop PC', 'tower'])(
    '%j is a PC without a card',
    (raw) => {
      expect(ownedIds(raw, mini, 'own')).toEqual(['pc']);
    },
  );
  it('else is a machine or cards', () => {
    expect(ownedIds('2x card-24', mini, 'own')).toEqual(['card-24', 'card-24']);
    expect(() => ownedIds('pc of a friend', mini, 'own')).toThrow('no system or device is called');
  });
});
