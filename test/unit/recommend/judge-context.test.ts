import { describe, expect, it } from 'vitest';
import { sharedContext } from '../../../src/recommend/judge-context.ts';
import { mini, systemOf } from '../../fixtures/mini-catalog.ts';

const known = (asOf: string, catalog = mini) =>
  sharedContext(
    catalog,
    asOf,
    () => null,
    () => null,
  ).facts;

describe('what is known of other machines on a day', () => {
  it('are twins that were sold by then, and still', () => {
    expect([known('2025-05-19').twins.get('amd-128'), known('2025-07-31').twins.get('amd-128')]).toEqual([
      undefined,
      1,
    ]);
    expect(known('2025-08-01').twins.get('amd-128')).toBe(2);
    const [gone] = Object.values(mini.systems).filter((s) => s.group === 'amd-128');
    if (!gone) throw new Error('no twin');
    const systems = { ...mini.systems, [gone.id]: { ...systemOf(gone.id), ended: '2026-01-31' } };
    expect(known('2026-01-31', { ...mini, systems }).twins.get('amd-128')).toBe(2);
    expect(known('2026-02-01', { ...mini, systems }).twins.get('amd-128')).toBe(1);
  });
  it('are successors that were announced or sold by then', () => {
    expect(known('2026-09-30').succeeded.has('box-amd')).toBe(false);
    expect(known('2026-10-01').succeeded.has('box-amd')).toBe(true);
    expect(known('2026-03-31').succeeded.has('mac-64-old')).toBe(false);
    expect(known('2026-04-01').succeeded.has('mac-64-old')).toBe(true);
  });
});
